namespace Hiwae.Steps;

/// <summary>What an operation took, in nanoseconds summed over runs and threads.</summary>
/// <param name="Label">The part of the model.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Forward">On the way to log ŵ.</param>
/// <param name="Backward">On the way back to the gradients.</param>
public readonly record struct OperationTime(string Label, StepKind Kind, double Forward, double Backward);
