namespace Hiwae;

/// <summary>The support of a density: the set of values that have positive density.</summary>
public enum Support
{
    /// <summary>All real numbers.</summary>
    Real,

    /// <summary>Zero and one. Probabilities between them are accepted as data: the log-density is then an expectation.</summary>
    Binary,

    /// <summary>Numbers strictly between zero and one.</summary>
    UnitInterval,

    /// <summary>Positive numbers.</summary>
    Positive,

    /// <summary>Vectors with a single one among zeros.</summary>
    OneHot,

    /// <summary>The levels k / 255, k = 0 … 255, of an 8-bit image.</summary>
    EightBit,
}
