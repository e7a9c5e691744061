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
}
