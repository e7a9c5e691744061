namespace Hiwae.Explanation;

/// <summary>A step of an argument.</summary>
/// <param name="Words">What is done and why it may be done.</param>
/// <param name="Formulas">What comes of it, line by line.</param>
public sealed record ArgumentStep(string Words, ImmutableArray<string> Formulas);
