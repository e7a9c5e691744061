using Hiwae.Compilation;

namespace Hiwae.Annealing;

/// <summary>The density that a chain starts from.</summary>
public enum AnnealingStart
{
    /// <summary>The model's prior: π_β ∝ p(z) p(x | z)^β. It knows nothing of the proposals that are to be judged.</summary>
    Prior,

    /// <summary>
    /// A normal density with the moments that the proposals have for a datum: π_β ∝ N(z)^(1 − β) p(x, z)^β. It is nearer to the posterior, so that fewer temperatures do, and may be had where there is
    /// no prior to draw from.
    /// </summary>
    Proposal,
}

/// <summary>The options of annealed importance sampling.</summary>
public sealed record AnnealingOptions
{
    /// <summary>The largest number of temperatures.</summary>
    public const int MostSteps = 10_000_000;

    /// <summary>The largest number of chains for each datum.</summary>
    public const int MostChains = 100_000;

    /// <summary>T, the number of temperatures β_1 … β_T = 1.</summary>
    public int Steps { get; init; } = 500;

    /// <summary>Chains for each datum.</summary>
    public int Chains { get; init; } = 16;

    /// <summary>Leapfrog steps of a move.</summary>
    public int Leapfrogs { get; init; } = 10;

    /// <summary>The rate of acceptance that step sizes are adapted to (Neal 2011).</summary>
    public double Acceptance { get; init; } = 0.65;

    /// <summary>Where chains start.</summary>
    public AnnealingStart Start { get; init; }

    /// <summary>The seed of the draws.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The path on which log p(x, z) and its gradient are computed.</summary>
    public StepPath Step { get; init; }

    /// <summary>Watches over the work within a block of data; nobody does where null. It counts moves of data, see <see cref="AnnealedImportance.Moves"/>.</summary>
    public StepWatch? Watch { get; init; }

    /// <summary>The options themselves where every one is in its range.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it and its limit.</exception>
    public AnnealingOptions Check() => this switch
    {
        { Steps: < 1 or > MostSteps } => throw new ArgumentException($"The number of temperatures is {Steps}; it must be from 1 to {MostSteps}."),
        { Chains: < 1 or > MostChains } => throw new ArgumentException($"The number of chains is {Chains}; it must be from 1 to {MostChains}."),
        { Leapfrogs: < 1 } => throw new ArgumentException($"The number of leapfrog steps is {Leapfrogs}; it must be at least 1."),
        { Acceptance: not (> 0 and < 1) } => throw new ArgumentException(FormattableString.Invariant($"The rate of acceptance is {Acceptance}; it must be above 0 and below 1.")),
        _ => this,
    };
}
