namespace Hiwae.Evaluation;

/// <summary>How a log-likelihood is estimated.</summary>
public sealed record EvaluationOptions
{
    /// <summary>Samples per image; rounded up to whole groups of K.</summary>
    public int Samples { get; init; } = 1000;

    /// <summary>How many proposals are held in memory at a time, over all images of a block.</summary>
    public int BlockSize { get; init; } = 2000;

    /// <summary>The seed of the draws.</summary>
    public long Seed { get; init; } = 1;
}
