namespace Hiwae.Reports;

/// <summary>How one estimator's gradient varies, factor by factor, averaged over batches.</summary>
/// <param name="Gradient">The estimator.</param>
/// <param name="Rows">A row for each factor with parameters and for each group of factors.</param>
public sealed record GradientReport(Gradient Gradient, ImmutableArray<GradientRow> Rows)
{
    /// <summary>Brings several batches and estimators together.</summary>
    /// <param name="batches">For each batch, for each estimator in the same order, its factors; the first estimator is what the others are compared to.</param>
    /// <param name="gradients">The estimators.</param>
    public static ImmutableArray<GradientReport> Of(
        IReadOnlyList<IReadOnlyList<ImmutableArray<FactorGradient>>> batches, IReadOnlyList<Gradient> gradients) =>
        [.. gradients.Select((gradient, g) => new GradientReport(gradient, [.. batches[0][0].Select((_, row) => Row(batches, g, row))]))];

    private static GradientRow Row(IReadOnlyList<IReadOnlyList<ImmutableArray<FactorGradient>>> batches, int gradient, int row)
    {
        FactorGradient[] own = [.. batches.Select(batch => batch[gradient][row])];

        // Batch by batch: which data are in a batch matters more to a variance than which estimator it is of.
        double[] logRatios = [.. batches.Select(batch => Math.Log(batch[gradient][row].Variance / batch[0][row].Variance))];
        return new(
            own[0].Name,
            own.Average(factor => factor.Variance),
            Statistics.Mean(own.Select(factor => factor.SignalToNoise)),
            Math.Exp(logRatios.Average()),
            Math.Exp(logRatios.Average()) * Statistics.StandardError(logRatios));
    }
}
