namespace Hiwae.Steps;

/// <summary>A value as an executor needs it.</summary>
/// <param name="Source">Where it comes from.</param>
/// <param name="Level">What it has one row for.</param>
/// <param name="Index">Its place among the parameters, the variables of the observation that are read, or the noises; the value that a constant is; else 0.</param>
/// <param name="Rows">The number of rows where the level is <see cref="StepLevel.Once"/>, else 0.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="IsDifferentiable">Whether a parameter that is learned leads to it.</param>
public readonly record struct RecordedValue(StepSource Source, StepLevel Level, int Index, int Rows, long Columns, bool IsDifferentiable);
