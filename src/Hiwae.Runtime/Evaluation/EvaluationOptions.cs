using Hiwae.Compilation;

namespace Hiwae.Evaluation;

/// <summary>The options of estimating a log-likelihood.</summary>
public sealed record EvaluationOptions
{
    /// <summary>The largest number of samples per image.</summary>
    public const int MostSamples = 1_000_000_000;

    /// <summary>Samples per image; rounded up to whole groups of K.</summary>
    public int Samples { get; init; } = 1000;

    /// <summary>The number of proposals held in memory at a time, over all images of a block.</summary>
    public int BlockSize { get; init; } = 2000;

    /// <summary>The seed of the draws.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The path on which log ŵ is computed.</summary>
    public StepPath Step { get; init; }

    /// <summary>Watches over the work within a block of images; nobody does where null.</summary>
    public StepWatch? Watch { get; init; }

    /// <summary>The options themselves where every one is in its range.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it and its limit.</exception>
    public EvaluationOptions Check() => this switch
    {
        { Samples: < 1 or > MostSamples } => throw new ArgumentException(
            $"The number of samples is {Samples}; it must be from 1 to {MostSamples}."),
        { BlockSize: < 1 } => throw new ArgumentException($"The block size is {BlockSize}; it must be at least 1."),
        _ => this,
    };
}
