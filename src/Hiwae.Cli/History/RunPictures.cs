using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Networks;
using Hiwae.Training;

namespace Hiwae.Cli.History;

/// <summary>What a model makes of data that are pictures.</summary>
/// <param name="Reconstructions">Test images above their reconstructions.</param>
/// <param name="Samples">Means of draws from the generative model, given what is given with the first test images.</param>
internal sealed record RunPictures(ImageGrid Reconstructions, ImageGrid Samples)
{
    /// <summary>The picture of test images and their reconstructions, in a run's folder.</summary>
    public const string ReconstructionsFile = "reconstructions.png";

    /// <summary>The picture of samples.</summary>
    public const string SamplesFile = "samples.png";

    private const int Columns = 8;
    private const int SampleRows = 2;
    private const int ManyProposals = 50;
    private const int MostProposals = 5000;

    // Its own: a run draws the same with pictures as without, and pictures of different epochs show the same draws.
    private static Noise Noise => Noise.FromSeed(20_151_201);

    /// <summary>Whether there are pictures of an epoch: 1, 2, 5, 10, 20, 50 and so on, and the last.</summary>
    public static bool AreDue(int epoch, int epochs)
    {
        var leading = epoch;
        while (leading % 10 == 0 && leading > 0)
            leading /= 10;
        return epoch == epochs || leading is 1 or 2 or 5;
    }

    /// <summary>The pictures; null where the model generates none, or the proposals of eight images are too many for a look.</summary>
    /// <param name="network">The parameters, which are left as they are.</param>
    /// <param name="binding">The data.</param>
    public static RunPictures? Of<TModel>(ModelNetwork<TModel> network, DataBinding binding) where TModel : class, IModel<TModel>
    {
        var proposals = TModel.Description.HasFixedSamples ? network.Samples : Math.Min(network.Samples, ManyProposals);
        if (binding is not { Image: { Role: Role.Observed } variable, Data.Image: { } image } || proposals > MostProposals / Columns)
            return null;
        using var scope = torch.NewDisposeScope();
        using var constant = torch.no_grad();
        using var mode = EvaluationMode.Begin();
        var data = binding.Data;
        var images = data.Test.Take(Columns);
        var means = network.Reconstruct(binding.HeldOut(images), proposals, Noise);
        var given = binding.HeldOut(data.Test.Take(Math.Min(data.Test.Count, SampleRows * Columns))).Given(TModel.Description);
        var count = given.Values.IsEmpty ? SampleRows * Columns : (int)given.Batch;
        var draws = network.Decode(network.Generate(count, Noise, given)).Variables;
        var samples = Pictures(Values(TModel.Description.Variables, draws));
        return new(
            DataPictures.Sheet([[Pictures(images.Find(image.Name)!.Intensities())], [Pictures(Values(TModel.Description.Observed, means))]]),
            DataPictures.Sheet([[.. samples.Chunk(Columns)]]));

        IReadOnlyList<PixelImage> Pictures(Tensor values) => DataPictures.Of(values, image);
        Tensor Values(IEnumerable<VariableDescription> variables, IEnumerable<Tensor> values) =>
            variables.Zip(values).First(pair => pair.First.Name == variable.Name).Second;
    }
}
