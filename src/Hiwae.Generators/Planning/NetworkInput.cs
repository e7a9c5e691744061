namespace Hiwae.Generators.Planning;

/// <summary>A parent at the input of a network.</summary>
/// <param name="Shape">The image's channels, height and width, or the number of values.</param>
/// <param name="StartsSmall">Whether the network starts out nearly ignoring it.</param>
internal sealed record NetworkInput(EquatableArray<int> Shape, bool StartsSmall);
