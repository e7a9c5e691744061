namespace Hiwae.Programs;

/// <summary>A term of the log weights.</summary>
/// <param name="Value">A log-density, one column.</param>
/// <param name="Kind">How it enters.</param>
public readonly record struct Term(Value Value, TermKind Kind);

/// <summary>How a term enters the log weights.</summary>
public enum TermKind
{
    /// <summary>Subtracted: a factor of q.</summary>
    Subtracted,

    /// <summary>Added: a factor of p or r.</summary>
    Added,

    /// <summary>Added, whatever the temperature: a factor of p of what is observed, or a target.</summary>
    Observed,
}

/// <summary>The weights π of the proposals.</summary>
public abstract record Weighting
{
    private Weighting()
    {
    }

    /// <summary>1/K.</summary>
    public sealed record Uniform : Weighting;

    /// <summary>Learned constants.</summary>
    /// <param name="LogWeights">The logarithms of the heads' weights, one number for each head; the draws of a head share its weight.</param>
    public sealed record Learned(Value LogWeights) : Weighting;

    /// <summary>q_j^β / Σ_i q_i^β.</summary>
    /// <param name="Beta">β; 1 is the balance heuristic.</param>
    public sealed record Power(double Beta) : Weighting;

    /// <summary>1 for the head of the highest density, shared where several have it, and among the draws of a head.</summary>
    public sealed record Maximum : Weighting;
}
