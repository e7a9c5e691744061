namespace Hiwae.Generators.Planning;

/// <summary>Names of the local variables that belong to a factor.</summary>
/// <param name="Raw">The raw parameters.</param>
/// <param name="LogDensity">The log-density at the point where it is evaluated.</param>
/// <param name="Heads">The raw output of all heads.</param>
/// <param name="Cross">The log-density under all heads.</param>
internal sealed record FactorLocals(string Raw, string LogDensity, string Heads, string Cross);
