using Hiwae.Steps;

namespace Hiwae.Training;

/// <summary>How a model is trained.</summary>
public sealed record TrainingOptions
{
    /// <summary>Passes over the training images.</summary>
    public int Epochs { get; init; } = 10;

    /// <summary>Images per step.</summary>
    public int BatchSize { get; init; } = 100;

    /// <summary>K; the declared number where null.</summary>
    public int? Samples { get; init; }

    /// <summary>Adam's step size.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>The seed of initial weights, of the order of the images, of binarisation and of all draws.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The norm that the gradient of all parameters together is clipped to; null for no clipping.</summary>
    public double? GradientNorm { get; init; } = 100;

    /// <summary>Stop after so many epochs without a better validation bound and return to the best; null for never.</summary>
    public int? Patience { get; init; }

    /// <summary>The fraction of the values under a mask that is missing, drawn anew for every step; 0 where all are there.</summary>
    public double Missing { get; init; }

    /// <summary>How the bound and its gradient are computed.</summary>
    public StepPath Step { get; init; }

    /// <summary>The options themselves where every one is in its range.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it and its limit.</exception>
    public TrainingOptions Check()
    {
        AtLeastOne(Epochs, "epochs");
        AtLeastOne(BatchSize, "batch size");
        AtLeastOne(Samples ?? 1, "samples");
        AtLeastOne(Patience ?? 1, "patience");
        Positive(LearningRate, "learning rate");
        Positive(GradientNorm ?? 1, "gradient norm");
        if (Missing is not (>= 0 and < 1))
            throw new ArgumentException(FormattableString.Invariant(
                $"The fraction of missing values is {Missing}; it must be at least 0 and less than 1."));
        return this;
    }

    private static void AtLeastOne(int value, string name)
    {
        if (value < 1)
            throw new ArgumentException($"The number for {name} is {value}; it must be at least 1.");
    }

    private static void Positive(double value, string name)
    {
        if (!(value > 0) || double.IsInfinity(value))
            throw new ArgumentException(FormattableString.Invariant($"The {name} is {value}; it must be positive and finite."));
    }
}
