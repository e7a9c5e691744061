namespace Hiwae.Programs;

// Steps of a sequence, which a value has side by side.
public sealed partial class Recorder
{
    /// <summary>One step of a value of all steps.</summary>
    /// <param name="all">[..., T · size].</param>
    /// <param name="step">The step, from 0.</param>
    /// <param name="size">The number of values of a step.</param>
    public Value Step(Value all, int step, int size) => Columns(all, [.. Enumerable.Range(step * size, size)]);

    /// <summary>All steps side by side.</summary>
    /// <param name="steps">At least one.</param>
    public Value JoinSteps(Value[] steps) => Join(steps);

    /// <summary>A number of each step for all values of the step.</summary>
    /// <param name="steps">[..., T].</param>
    /// <param name="size">The number of values of a step.</param>
    public Value Spread(Value steps, int size) => size == 1 ? steps : Columns(steps, [.. Enumerable.Range(0, steps.Columns * size).Select(place => place / size)]);
}
