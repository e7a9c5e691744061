namespace Hiwae;

/// <summary>The three kinds of factor.</summary>
public enum FactorKind
{
    /// <summary>p: generative.</summary>
    P,

    /// <summary>q: inference, the proposals.</summary>
    Q,

    /// <summary>r: reverse, of an auxiliary variable.</summary>
    R,
}
