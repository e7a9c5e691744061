namespace Hiwae.Generators.Declarations;

/// <summary>The arguments of the model attribute.</summary>
/// <param name="Name">As given, or null.</param>
/// <param name="Samples">K.</param>
/// <param name="Weights">The member of the enumeration, or its number where it has none.</param>
/// <param name="Beta">β of power weights, or null where it is not written.</param>
/// <param name="Gradient">The member of the enumeration, or its number where it has none.</param>
internal sealed record ModelOptions(string? Name, int Samples, Option Weights, double? Beta, Option Gradient);
