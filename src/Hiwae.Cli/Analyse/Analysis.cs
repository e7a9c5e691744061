using Hiwae.Reports;

namespace Hiwae.Cli.Analyse;

/// <summary>What an analysis measured.</summary>
/// <param name="Samples">K.</param>
/// <param name="Images">What was measured for each image.</param>
/// <param name="Estimator">The averages over images.</param>
/// <param name="Sweep">The bound by the number of samples.</param>
/// <param name="Gradients">An entry for each estimator of the gradient; none where they were left out.</param>
/// <param name="GradientBatches">How many batches they were compared on.</param>
/// <param name="Units">The active units of each variable; none where there are too few images.</param>
internal sealed record Analysis(
    int Samples,
    IReadOnlyList<DatumReport> Images,
    EstimatorReport Estimator,
    IReadOnlyList<SweptBound> Sweep,
    IReadOnlyList<GradientReport> Gradients,
    int GradientBatches,
    IReadOnlyList<ActiveUnits> Units);
