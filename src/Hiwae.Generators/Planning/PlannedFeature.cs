namespace Hiwae.Generators.Planning;

/// <summary>How a feature is computed.</summary>
/// <param name="Title">As mathematics, such as <c>h = Encoder(x)</c>.</param>
/// <param name="Parents">Positions of the variables that it is computed from.</param>
/// <param name="Context">The position of the variable that conditions layers, or −1.</param>
/// <param name="Network">The network.</param>
/// <param name="Submodule">The name of its submodule.</param>
/// <param name="Side">What it is computed from.</param>
internal sealed record PlannedFeature(
    string Title, EquatableArray<int> Parents, int Context, PlannedNetwork Network, string Submodule, FeatureSide Side);
