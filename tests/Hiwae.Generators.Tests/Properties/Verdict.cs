namespace Hiwae.Generators.Tests.Properties;

/// <summary>What becomes of a declaration.</summary>
internal enum Verdict
{
    /// <summary>It is emitted, compiles without a warning, and runs as declared.</summary>
    Runs,

    /// <summary>
    /// It runs, but a draw lies so far out that a number is infinite: scales are exponentials, and what is drawn may set the scale of
    /// what comes next. Rare, or it is a defect.
    /// </summary>
    Overflows,

    /// <summary>It compiles, but has a layer of so many outputs that it is not run: how that is refused where memory is short is the runtime's to test.</summary>
    TooLarge,

    /// <summary>The analyzer says what is wrong, and nothing else is said.</summary>
    Reported,

    /// <summary>The compiler itself rejects it.</summary>
    Rejected,

    /// <summary>A defect: it is reported and emitted, or neither.</summary>
    Contradicted,

    /// <summary>A defect: what is emitted does not compile, or not without a warning.</summary>
    DoesNotCompile,

    /// <summary>A defect: the emitted code throws, or gives something other than what is declared.</summary>
    Misbehaves,

    /// <summary>A defect: the generator or the analyzer throws.</summary>
    Throws,

    /// <summary>A defect: it takes too long.</summary>
    Hangs,
}
