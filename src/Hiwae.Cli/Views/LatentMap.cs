using Hiwae.Cli.Pictures;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Networks;
using Hiwae.Training;

namespace Hiwae.Cli.Views;

/// <summary>Where a model puts test data in its latent space.</summary>
/// <param name="Chart">The picture.</param>
/// <param name="Words">What is to be seen.</param>
internal sealed record LatentMap(Chart Chart, string Words)
{
    /// <summary>So many data are on a map.</summary>
    public const int MostData = 1000;
    private const int Draws = 20;

    // What a convolutional decoder holds for each proposal may be hundreds of kilobytes.
    private const int ProposalsPerBatch = 1000;

    /// <summary>
    /// The means of the first latent variable under its proposals: its two values, or the two directions in which they vary most; null where there is no such variable, or it has one value only.
    /// </summary>
    /// <param name="network">The parameters.</param>
    /// <param name="binding">The data.</param>
    /// <param name="split">The part of them; those for the test where null.</param>
    public static LatentMap? Of<TModel>(ModelNetwork<TModel> network, DataBinding binding, DataSplit? split = null) where TModel : class, IModel<TModel>
    {
        var proposals = TModel.Description.HasFixedSamples ? network.Samples : Math.Min(network.Samples, Draws);
        if (TModel.Description.Variables.FirstOrDefault(variable => variable.Role == Role.Latent) is not { Size: >= 2 } latent || proposals > ProposalsPerBatch)
            return null;
        var name = latent.Name.ToLowerInvariant();
        using var scope = torch.NewDisposeScope();
        using var constant = torch.no_grad();
        using var mode = EvaluationMode.Begin();
        var test = (split ?? binding.Data.Test).Take(MostData);
        var means = Means(network, binding.HeldOut(test), latent, proposals);
        var (points, axes) = latent.Size == 2 ? (means, [$"{name} 1", $"{name} 2"]) : Principal(means);
        var classes = test.Fields.FirstOrDefault(values => values.Field.Kind is FieldKind.Label or FieldKind.Category);
        var labels = classes?.Values.cpu().data<long>().ToArray();
        var (x, y) = (Column(points, 0), Column(points, 1));
        var what = latent.Size == 2 ? "" : $", along the two of {latent.Size} directions in which they vary most";
        var words = $"Means of {name} under its proposals for {Numbers.Count(test.Count)} test data{what}{(labels is null ? "" : $"; coloured by {classes!.Field.Name} ({labels.Where(label => label >= 0).Distinct().Count()} classes)")}.";
        return new(new Chart($"{name} of test data", new Panel("", new(axes[0]), new(axes[1]), Marks(x, y, labels, classes?.Field.Kind)) { IsSquare = true }) { PanelWidth = 620, PanelHeight = 520 }, words);
    }

    private static Tensor Means<TModel>(ModelNetwork<TModel> network, Observation data, VariableDescription latent, int proposals) where TModel : class, IModel<TModel>
    {
        var noise = Noise.FromSeed(20_151_202);
        var repeats = (Draws + proposals - 1) / proposals;
        var atOnce = Math.Max(1, ProposalsPerBatch / proposals / repeats);
        var parts = new List<Tensor>();
        for (long start = 0; start < data.Batch; start += atOnce)
        {
            using var inner = torch.NewDisposeScope();
            var count = Math.Min(atOnce, data.Batch - start);
            var trace = network.Propose(data.Narrow(start, count).Repeat(repeats), proposals, noise).Trace;
            var values = TModel.Description.Variables.Zip(trace.Variables).First(pair => pair.First.Name == latent.Name).Second;
            parts.Add(values.to_type(torch.ScalarType.Float64).reshape(count, -1, latent.Size).mean([1]).cpu().MoveToOuterDisposeScope());
        }

        return torch.cat(parts, 0);
    }

    /// <summary>The first two principal components, [data, 2], and their names; the largest loading of each is positive.</summary>
    /// <param name="means">[data, values], in double precision.</param>
    internal static (Tensor Points, string[] Axes) Principal(Tensor means)
    {
        var centred = means - means.mean([0], keepdim: true);
        var (_, singular, directions) = torch.linalg.svd(centred, fullMatrices: false);
        var first = directions.narrow(0, 0, 2);
        var largest = first.gather(1, first.abs().argmax(1, keepdim: true));
        var shares = (singular.square() / singular.square().sum().clamp_min(1e-300)).data<double>().ToArray();
        return (centred.matmul((first * largest.sign()).t()), [.. Enumerable.Range(0, 2).Select(i => $"principal component {i + 1} ({Numbers.Text(100 * shares[i], 0)} % of the variance)")]);
    }

    private static IReadOnlyList<Mark> Marks(double[] x, double[] y, long[]? labels, FieldKind? kind)
    {
        if (labels is null)
            return [new Points(x, y)];
        long[] classes = [.. labels.Distinct().Order()];
        return Points.OfClasses(x, y, [.. labels.Select(label => Array.BinarySearch(classes, label))], [.. classes.Select(label => Name(kind, label))]);
    }

    private static string Name(FieldKind? kind, long label) =>
        label < 0 ? "missing" : kind is FieldKind.Category category ? category.Levels[(int)label] : label.ToString(CultureInfo.InvariantCulture);

    private static double[] Column(Tensor points, long column) => points.select(1, column).contiguous().data<double>().ToArray();
}
