namespace Hiwae.Generators.Planning;

/// <summary>A parent that learned values stand in for.</summary>
/// <param name="Size">The number of values.</param>
/// <param name="Support">What values are possible, a member of the enumeration.</param>
internal sealed record PseudoInput(int Size, string Support);
