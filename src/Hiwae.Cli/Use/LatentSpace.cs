using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data;

namespace Hiwae.Cli.Use;

/// <summary>The latent variable that images are decoded from, and how.</summary>
/// <param name="Latent">The variable.</param>
/// <param name="Prior">Where its prior has its probability.</param>
/// <param name="Encoded">What the data say of the latent variables.</param>
/// <param name="Decode">Images of values of the variable, [count, size], with everything else as a datum has it.</param>
internal sealed record LatentSpace(VariableDescription Latent, PriorQuantiles Prior, Encoded Encoded, Func<Tensor, int, IReadOnlyList<PixelImage>> Decode)
{
    private const int Steps = 11;
    private const int MostValues = 10;
    private const int MostData = 200;
    private const int Side = 20;

    /// <summary>The latent space of a model of images.</summary>
    /// <exception cref="UsageException">The model is of no images, or decodes them from no latent variable.</exception>
    public static LatentSpace Of<TModel>(Run<TModel> run, Asked asked) where TModel : class, IModel<TModel>
    {
        var model = TModel.Description;
        if (asked.Picture is not { } field)
            throw new UsageException($"{model.Name} observes no image, and this picture is made of decoded images; 'plot … latent' shows where its data are.");
        VariableDescription[] from = [.. run.Network.DecodedFrom.Select(name => model.Variables.First(variable => variable.Name == name))];
        var latent = from.FirstOrDefault(variable => variable is { Role: Role.Latent, IsEnumerated: false })
            ?? throw new UsageException($"{model.Name} generates its images from no latent variable, so that there is no latent space to draw.");
        var some = asked with { Split = asked.Split.Take(MostData) };
        var observation = some.Observation;
        var encoded = run.Encode(observation, asked.Request.Samples, asked.Request.Seed);
        var place = Math.Max(0, model.Observed.ToList().IndexOf(asked.Binding.Image!));
        return new(latent, PriorQuantiles.Of(run, asked, latent), encoded, (values, datum) => DataPictures.Of(
            run.Network.Decode([.. from.Select(variable => variable == latent ? values : Other(model, variable, encoded, observation, datum, values.shape[0]))])[place], field));
    }

    /// <summary>
    /// The images of a traversal, a row for each of the values that say most about the data, in that order: by the variance of their posterior means, which is 0 where the posterior is the prior
    /// (Burda et al. 2016).
    /// </summary>
    /// <param name="datum">The number of the datum.</param>
    public (IReadOnlyList<IReadOnlyList<PixelImage>> Rows, IReadOnlyList<int> Values) Traverse(int datum)
    {
        using var scope = torch.NewDisposeScope();
        var means = Encoded[Latent.Name].Mean.flatten(1);
        int[] order = [.. means.var(0, false).data<float>().ToArray().Index().OrderByDescending(at => at.Item).Take(MostValues).Select(at => at.Index)];
        return ([.. order.Select(value =>
        {
            var rows = means.narrow(0, datum, 1).repeat(Steps, 1);
            var (low, high) = Prior.RangeOf(value);
            rows.select(1, value).copy_(torch.linspace(low, high, Steps, dtype: means.dtype));
            return Decode(rows, datum);
        })], order);
    }

    /// <summary>The images on a grid of equal probabilities under the prior, the first value to the right and the second upwards.</summary>
    public IReadOnlyList<IReadOnlyList<PixelImage>> Grid()
    {
        using var scope = torch.NewDisposeScope();
        var columns = Prior.Grid(Side);
        return
        [
            .. Enumerable.Range(0, Side).Reverse().Select(up => Decode(torch.tensor([.. columns.SelectMany(column => new[] { column.First, column.Seconds[up] })]).view(Side, 2), 0)),
        ];
    }

    private static Tensor Other(ModelDescription model, VariableDescription variable, Encoded encoded, Observation data, int datum, long count)
    {
        var value = variable.Role == Role.Latent ? encoded[variable.Name].Mean : data.Values[model.Data.ToList().IndexOf(variable)];
        return value.flatten(1).narrow(0, datum, 1).expand(count, variable.Size);
    }
}
