namespace Hiwae.Programs;

/// <summary>The bound of a model as a list of operations on matrices, from which an executor derives the gradient. A <see cref="Recorder"/> makes it.</summary>
public sealed record Program
{
    internal Program(ImmutableArray<Origin> values, ImmutableArray<Operation> operations, ImmutableArray<Func<Tensor>> parameters, ImmutableArray<Drawn> draws, string? refusal) =>
        (Values, Operations, Parameters, Draws, Refusal) = (values, operations, parameters, draws, refusal);

    /// <summary>The matrices, each at the place that its <see cref="Value.Id"/> says.</summary>
    public ImmutableArray<Origin> Values { get; }

    /// <summary>The operations in the order in which they run: each reads the outputs of those before it. The last gives log ŵ, unless the program is refused.</summary>
    public ImmutableArray<Operation> Operations { get; }

    /// <summary>The parameters, each fetched anew for every run: moving a network to another type replaces them.</summary>
    public ImmutableArray<Func<Tensor>> Parameters { get; }

    /// <summary>Why the model has no compiled form, as a clause; null where it has one.</summary>
    public string? Refusal { get; }

    /// <summary>The variables that are drawn, in that order; one whose draws have no compiled form is a value that no operation gives.</summary>
    internal ImmutableArray<Drawn> Draws { get; }

    /// <summary>The random numbers, in the order in which they are drawn.</summary>
    public IEnumerable<Value> Randoms => Values.Where(origin => origin.Source is ValueSource.Random).Select(origin => origin.Value);
}

/// <summary>A variable that is drawn.</summary>
/// <param name="Part">The factor that it is drawn from, such as <c>q(z | x)</c>.</param>
/// <param name="Value">The draw.</param>
internal readonly record struct Drawn(string Part, Value Value);
