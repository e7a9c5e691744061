namespace Hiwae.Training;

/// <summary>The measurements of a run; null where one was not made, or is not a number. Bounds are in nats per image.</summary>
public sealed record RunMetrics
{
    /// <summary>Mean bound over the steps of the epoch that the parameters are from; of the last whole one after an interruption.</summary>
    public double? TrainingBound { get; init; }

    /// <summary>The bound on the validation images at that epoch's end.</summary>
    public double? ValidationBound { get; init; }

    /// <summary>L_K on the test images.</summary>
    public double? TestBound { get; init; }

    /// <summary>−log p(x) on the test images, estimated with <see cref="TestNllSamples"/> samples.</summary>
    public double? TestNll { get; init; }

    /// <summary>The standard error of <see cref="TestNll"/> over images; null, which is unknown, for a single one.</summary>
    public double? TestNllStandardError { get; init; }

    /// <summary>The number of samples for each image of <see cref="TestNll"/>.</summary>
    public int? TestNllSamples { get; init; }

    /// <summary>The number of test images.</summary>
    public int? TestImages { get; init; }

    /// <summary>1 / Σ ω², between 1 and K.</summary>
    public double? EffectiveSampleSize { get; init; }

    /// <summary>Var(log ŵ) over repeated draws for the same image.</summary>
    public double? VarianceLogEstimate { get; init; }

    /// <summary>The mean correlation of π_i w_i and π_j w_j over pairs.</summary>
    public double? MeanWeightCorrelation { get; init; }

    /// <summary>The same of their logarithms.</summary>
    public double? MeanLogWeightCorrelation { get; init; }

    /// <summary>The least that <see cref="MeanWeightCorrelation"/> could be, because weights are not negative.</summary>
    public double? WeightCorrelationFloor { get; init; }

    /// <summary>What the dependence of the terms gives to the bound, against the same terms drawn independently, in nats; null where the model draws them independently.</summary>
    public double? CouplingGain { get; init; }

    /// <summary>The most that <see cref="CouplingGain"/> could be for terms with the same distributions, in nats; for more than two terms the best that was found.</summary>
    public double? CouplingCeiling { get; init; }

    /// <summary>Seconds spent in training steps and validation.</summary>
    public double? Seconds { get; init; }

    /// <summary>Training images per second.</summary>
    public double? ImagesPerSecond { get; init; }
}
