namespace Hiwae.Steps;

/// <summary>The bound of a model as a list of operations on matrices, from which an executor derives the gradient.</summary>
/// <param name="Values">The matrices.</param>
/// <param name="Operations">In the order in which they run; the last gives log ŵ.</param>
/// <param name="Noises">The random numbers, in the order in which they are to be drawn.</param>
/// <param name="Parameters">The parameters, each fetched anew for every run: moving a network to another type replaces them.</param>
/// <param name="Data">The places in the observation of the variables that are read.</param>
/// <param name="Labels">The parts of the model.</param>
/// <param name="Refusal">Why the model has no compiled form; null where it has one.</param>
public sealed record StepRecording(
    ImmutableArray<RecordedValue> Values,
    ImmutableArray<RecordedOperation> Operations,
    ImmutableArray<RecordedNoise> Noises,
    ImmutableArray<Func<Tensor>> Parameters,
    ImmutableArray<int> Data,
    ImmutableArray<string> Labels,
    string? Refusal);
