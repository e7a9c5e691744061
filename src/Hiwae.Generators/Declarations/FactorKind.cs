namespace Hiwae.Generators.Declarations;

/// <summary>The three kinds of factor.</summary>
internal enum FactorKind
{
    /// <summary>Generative.</summary>
    P,

    /// <summary>Inference.</summary>
    Q,

    /// <summary>Reverse.</summary>
    R,
}
