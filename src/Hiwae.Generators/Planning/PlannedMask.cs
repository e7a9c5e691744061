namespace Hiwae.Generators.Planning;

/// <summary>Which values of an observed variable are present.</summary>
/// <param name="Variable">The position of the given variable that says so.</param>
/// <param name="IsWhole">Whether it is one number for the variable as a whole.</param>
/// <param name="Neutral">The value that stands for what is missing, as written in code.</param>
internal sealed record PlannedMask(int Variable, bool IsWhole, string Neutral);
