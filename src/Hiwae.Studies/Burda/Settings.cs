using Hiwae.Training;

namespace Hiwae.Studies.Burda;

/// <summary>How cells are trained and tested; as with Burda et al. (2016) but for the number of epochs, which the study decides.</summary>
internal sealed record Settings
{
    /// <summary>Images of a step.</summary>
    public int Batch { get; init; } = 20;

    /// <summary>Adam's step size at the start.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The course of it.</summary>
    public LearningRateSchedule Schedule { get; init; } = new LearningRateSchedule.Burda();

    /// <summary>Where the output of p starts.</summary>
    public OutputStart OutputStart { get; init; } = OutputStart.Mean;

    /// <summary>Samples for the log-likelihood of a test image.</summary>
    public int TestSamples { get; init; } = 5000;

    /// <summary>Test images, from the first on, at most as many as there are.</summary>
    public int TestImages { get; init; } = 10_000;

    /// <summary>The options of a cell's training: Adam with β₁ 0.9, β₂ 0.999 and ε 10⁻⁴, gradients that are not clipped.</summary>
    public TrainingOptions Of(Cell cell, int epochs) => new()
    {
        Epochs = epochs,
        BatchSize = Batch,
        Samples = cell.Samples,
        Gradient = cell.Gradient,
        LearningRate = LearningRate,
        Schedule = Schedule,
        Epsilon = 1e-4,
        OutputStart = OutputStart,
        GradientNorm = null,
        Seed = cell.Seed,
    };

    /// <summary>What tells settings apart, but for the number of epochs.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"batches of {Batch}, learning rate {LearningRate}, schedule {Schedule.GetType().Name.ToLowerInvariant()}, output from {OutputStart.ToString().ToLowerInvariant()}, {TestSamples} samples for each of {TestImages} test images");
}
