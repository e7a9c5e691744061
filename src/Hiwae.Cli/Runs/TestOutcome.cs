using Hiwae.Checkpoints;
using Hiwae.Cli.Terminal;
using Hiwae.Evaluation;
using Hiwae.Reports;

namespace Hiwae.Cli.Runs;

/// <summary>What a test measured.</summary>
/// <param name="Bound">L_K on the test images, nats per image.</param>
/// <param name="LogLikelihood">With many samples.</param>
/// <param name="Estimator">On the first of the test images.</param>
internal sealed record TestOutcome(double Bound, LogLikelihood LogLikelihood, EstimatorReport Estimator)
{
    /// <summary>The run's metrics with these.</summary>
    public RunMetrics AddTo(RunMetrics metrics) => metrics with
    {
        TestBound = Numbers.Finite(Bound),
        TestNll = Numbers.Finite(-LogLikelihood.Mean),
        TestNllStandardError = Numbers.Finite(LogLikelihood.StandardError),
        TestNllSamples = LogLikelihood.Samples,
        TestImages = LogLikelihood.Images,
        EffectiveSampleSize = Numbers.Finite(Estimator.EffectiveSampleSize),
        VarianceLogEstimate = Numbers.Finite(Estimator.VarianceOfLogEstimate),
        MeanWeightCorrelation = Numbers.Finite(Estimator.MeanCorrelation),
        MeanLogWeightCorrelation = Numbers.Finite(Estimator.MeanLogCorrelation),
    };
}
