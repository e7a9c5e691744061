using Hiwae.Data;

namespace Hiwae.Studies.Burda;

/// <summary>A negative log-likelihood on MNIST that somebody reached.</summary>
/// <param name="Layers">Stochastic layers.</param>
/// <param name="Samples">K.</param>
/// <param name="Gradient">The estimator of the gradient.</param>
/// <param name="Nll">In nats.</param>
/// <param name="Source">Who.</param>
internal sealed record Anchor(int Layers, int Samples, Gradient Gradient, double Nll, string Source);

/// <summary>What others reached after 3,280 epochs.</summary>
internal static class Anchors
{
    /// <summary>Their number of epochs, 3^0 + … + 3^7.</summary>
    public const int Epochs = 3280;

    /// <summary>The table.</summary>
    public const string Table = "Burda et al. (2016)";

    /// <summary>Others who redid it by the doubly reparameterised gradient.</summary>
    public const string Redone = "nbip/IWAE on GitHub";

    private const int TrainingImages = 60_000, TestImages = 10_000;
    private const double MeanOfMnist = 0.1307;

    /// <summary>All of them.</summary>
    public static ImmutableArray<Anchor> All { get; } =
    [
        new(1, 1, Gradient.Reparameterised, 86.76, Table), new(1, 5, Gradient.Reparameterised, 85.54, Table), new(1, 50, Gradient.Reparameterised, 84.78, Table),
        new(2, 1, Gradient.Reparameterised, 85.33, Table), new(2, 5, Gradient.Reparameterised, 83.89, Table), new(2, 50, Gradient.Reparameterised, 82.90, Table),
        new(1, 1, Gradient.DoublyReparameterised, 86.08, Redone), new(1, 5, Gradient.DoublyReparameterised, 84.90, Redone), new(1, 50, Gradient.DoublyReparameterised, 84.32, Redone),
    ];

    /// <summary>Whether a set is MNIST: by the number of its images and by the mean of its pixels, whatever its folder is called; others come in the same files.</summary>
    public static bool AreFor(DataSet data)
    {
        if (data.Train.Count + data.Validation.Count != TrainingImages || data.Test.Count != TestImages)
            return false;
        using var scope = torch.NewDisposeScope();
        double Sum(DataSplit split) => split.Pixels.sum(torch.ScalarType.Float64).ToDouble() / (split.Pixels.dtype == torch.ScalarType.Byte ? FieldValues.White : 1);
        return Math.Abs(((Sum(data.Train) + Sum(data.Validation)) / (TrainingImages * data.Image!.Size)) - MeanOfMnist) < 1e-4;
    }
}
