namespace Hiwae.Generators.Planning;

/// <summary>A parent at the input of a network.</summary>
/// <param name="Size">The number of values.</param>
/// <param name="StartsSmall">Whether the network starts out nearly ignoring it.</param>
internal sealed record NetworkInput(int Size, bool StartsSmall);
