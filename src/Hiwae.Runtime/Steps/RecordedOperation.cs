namespace Hiwae.Steps;

/// <summary>One operation of a recording.</summary>
/// <param name="Kind">Which.</param>
/// <param name="Output">The value that it gives.</param>
/// <param name="Inputs">The values that it reads; −1 for one that is left out.</param>
/// <param name="Whole">Whole numbers that say more.</param>
/// <param name="Real">Real numbers that say more.</param>
/// <param name="Label">Its place among the labels: the part of the model that it belongs to.</param>
public sealed record RecordedOperation(
    StepKind Kind, int Output, ImmutableArray<int> Inputs, ImmutableArray<long> Whole, ImmutableArray<double> Real, int Label);
