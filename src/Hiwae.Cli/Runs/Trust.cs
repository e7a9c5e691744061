using Hiwae.Cli.Terminal;
using Hiwae.Reports;

namespace Hiwae.Cli.Runs;

/// <summary>Whether an estimated log-likelihood can be relied on.</summary>
internal static class Trust
{
    /// <summary>
    /// The shortfall above which the estimate is called in question, in nats in the mean over images. Ordinary models of digits and letters lack at most three
    /// with a thousand samples, although k̂ is above 0.7 for most of their images; where it is ten, p(x) is wrong by more than four orders of magnitude.
    /// </summary>
    public const double MostShortfall = 10;

    // Beyond this the number says no more than that it is large: log ŵ is then far from normal.
    private const int Hopeless = 100;

    /// <summary>The warning; null where there is nothing to warn of.</summary>
    /// <param name="data">Draws of ŵ for each image.</param>
    /// <param name="draws">The number of draws of ŵ for each image that the log-likelihood is the mean of.</param>
    /// <param name="option">The option by which there are more of them.</param>
    /// <param name="bound">The bound on the images that the log-likelihood is of, in nats.</param>
    /// <param name="validationBound">The bound on validation data at the end of the training, in nats; null where it is not known.</param>
    /// <param name="noun">What data are called, several of them.</param>
    public static string? Warning(IReadOnlyList<DatumReport> data, long draws, string option, double bound, double? validationBound, string noun = "images")
    {
        var shortfall = Shortfall.Of(data, draws);
        if (double.IsNaN(shortfall) || shortfall <= MostShortfall)
            return null;
        var report = EstimatorReport.Of(data);
        var isHopeless = shortfall > Hopeless;
        return $"log p(x) is not to be trusted: with Var log ŵ = {Numbers.Significant(report.VarianceOfLogEstimate)} nats², {Numbers.Count(draws)} {(draws == 1 ? "draw" : "draws")} of ŵ may miss it by {(isHopeless ? $"more than {Hopeless}" : $"about {Numbers.Text(shortfall, 0)}")} nats"
            + (double.IsNaN(report.UnreliableShare) ? "" : $", and the tail of ŵ is too heavy for a mean for {Numbers.Text(100 * report.UnreliableShare, 0)} % of the {noun} (Pareto k̂ above {Numbers.Text(ParetoTail.Unreliable, 1)})")
            + $". So it is with too few draws, with {noun} unlike those of the training, or where training failed: the bound is {Numbers.Text(bound)} nats here"
            + (Numbers.Finite(validationBound) is { } known ? $", and was {Numbers.Text(known)} on validation {noun}" : "")
            + $". {(isHopeless ? $"Look at the {noun}; no number of {option} is enough" : $"Take more {option}, and look at the {noun}")}.";
    }
}
