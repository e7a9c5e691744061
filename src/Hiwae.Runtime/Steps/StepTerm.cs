namespace Hiwae.Steps;

/// <summary>A term of the log weights.</summary>
/// <param name="Value">A log-density, one column.</param>
/// <param name="Kind">How it enters.</param>
internal readonly record struct StepTerm(StepValue Value, TermKind Kind);
