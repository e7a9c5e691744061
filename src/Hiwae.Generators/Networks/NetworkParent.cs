namespace Hiwae.Generators.Networks;

/// <summary>A variable that a network is computed from.</summary>
/// <param name="Name">As declared.</param>
/// <param name="Shape">Without batch and samples.</param>
internal sealed record NetworkParent(string Name, EquatableArray<int> Shape);
