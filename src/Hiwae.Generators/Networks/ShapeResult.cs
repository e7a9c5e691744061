namespace Hiwae.Generators.Networks;

/// <summary>What a network makes of given parents.</summary>
/// <param name="Output">The shape that it gives, one size of a vector or three of an image; empty where it does not fit.</param>
/// <param name="Fault">Why it does not fit: a sentence with the arithmetic and what to write instead, without a full stop.</param>
internal sealed record ShapeResult(EquatableArray<int> Output, string? Fault);
