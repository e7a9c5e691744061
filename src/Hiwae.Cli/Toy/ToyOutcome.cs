using Hiwae.Reports;

namespace Hiwae.Cli.Toy;

/// <summary>What came of one training.</summary>
/// <param name="Settings">What was trained, and how.</param>
/// <param name="Report">How the estimator behaves.</param>
/// <param name="Seconds">The time that training took.</param>
/// <param name="Draws">Proposals for a picture; null where none were asked for.</param>
internal sealed record ToyOutcome(ToySettings Settings, EstimatorReport Report, double Seconds, ToyDraws? Draws)
{
    /// <summary>log Z − L_K in nats.</summary>
    public double Gap => Report.Gap!.Value;
}
