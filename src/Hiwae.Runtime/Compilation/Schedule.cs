using Hiwae.Compilation.Kernels;
using Hiwae.Programs;

namespace Hiwae.Compilation;

/// <summary>
/// A program, analysed: which operation runs in which phase, and who writes which gradient first. A phase runs forward in order, and back in the opposite order.
/// </summary>
internal sealed record Schedule
{
    private Schedule(Program program) => Program = program;

    /// <summary>The program.</summary>
    public Program Program { get; }

    /// <summary>The operations on parameters alone, by number. One whose output is read by none is in no phase.</summary>
    public required ImmutableArray<int> Once { get; init; }

    /// <summary>The operations on values that depend on data alone.</summary>
    public required ImmutableArray<int> Datum { get; init; }

    /// <summary>The operations on groups and proposals.</summary>
    public required ImmutableArray<int> Body { get; init; }

    /// <summary>By operation: its location.</summary>
    public required ImmutableArray<Location> Locations { get; init; }

    /// <summary>By operation: whether it has a backward pass.</summary>
    public required ImmutableArray<bool> GoesBack { get; init; }

    /// <summary>By operation: the random numbers, and the given latent values, that it is the first to read, written right before it runs.</summary>
    public required ImmutableArray<ImmutableArray<Value>> RandomsBefore { get; init; }

    /// <summary>By value: whether an operation on rows reads it.</summary>
    public required ImmutableArray<bool> IsReadByRows { get; init; }

    /// <summary>By value: whether an operation on groups or proposals reads it.</summary>
    public required ImmutableArray<bool> IsReadByBody { get; init; }

    /// <summary>Values of the datum's level whose gradients rows of a higher level add to, and so start at zero.</summary>
    public required ImmutableArray<Value> ZeroedDatum { get; init; }

    /// <summary>Values of groups and proposals whose gradients start at zero likewise.</summary>
    public required ImmutableArray<Value> ZeroedBody { get; init; }

    /// <summary>The weights whose gradients need no zeros to start from.</summary>
    public required WeightRanges WeightRanges { get; init; }

    /// <summary>S, the number of heads, which the proposals of a group take in turn, so that theirs is a multiple of it; 0 where there are none.</summary>
    public required int Heads { get; init; }

    /// <summary>The number of states that each proposal's log-densities are summed over; 0 where nothing is enumerated.</summary>
    public required int States { get; init; }

    /// <summary>The number of proposals whose shares in the density at each the estimate sets for its gradient; 0 where it sets none.</summary>
    public int Compared => Program.Operations[^1] is Operation.Estimate { Compared: [{ Columns: var heads }, ..] } ? heads : 0;

    /// <summary>log ŵ.</summary>
    public Value Result => Program.Operations[^1].Output;

    /// <summary>The value whose numbers are read where this one is: itself, or what it is a constant of.</summary>
    public Value Read(Value value) => Program.Values[value.Id].Source is ValueSource.Constant constant ? Program.Values[constant.Of].Value : value;

    /// <summary>Whether a gradient is wanted.</summary>
    public bool Wants(Value value) => Program.Values[value.Id].IsDifferentiable;

    /// <summary>The phases of a program.</summary>
    /// <exception cref="ArgumentException">It is refused, or its operations are made for different numbers of heads.</exception>
    public static Schedule Of(Program program)
    {
        if (program.Refusal is { } refusal)
            throw new ArgumentException($"The program has no compiled form: {refusal}.", nameof(program));
        var (operations, values) = (program.Operations, program.Values);
        Value Read(Value value) => values[value.Id].Source is ValueSource.Constant constant ? values[constant.Of].Value : value;
        var wanted = Wanted(operations, Read, values.Length);
        var phases = operations.Select((operation, i) => (Level: operation.Output.Level, Index: i)).Where(o => wanted[operations[o.Index].Output.Id]).ToLookup(
            o => o.Level is Level.Group or Level.State ? Level.Sample : o.Level, o => o.Index);
        ImmutableArray<int> body = [.. phases[Level.Sample]], datum = [.. phases[Level.Datum]], once = [.. phases[Level.Once]];

        var (byRows, byBody) = (new bool[values.Length], new bool[values.Length]);
        foreach (var i in datum.Concat(body))
        {
            foreach (var input in Present(operations[i]).Select(Read))
            {
                byRows[input.Id] = true;
                byBody[input.Id] |= operations[i].Output.Level != Level.Datum;
            }
        }

        var result = operations[^1].Output;
        ImmutableArray<bool> back = [.. operations.Select(o => values[o.Output.Id].IsDifferentiable || o.Output == result)];
        var order = new GradientOrder(program, back, result);
        order.Walk(body);
        order.Walk(datum);
        var ranges = WeightRanges.Of(program, datum.Concat(body).Where(i => back[i]));
        return new(program)
        {
            WeightRanges = ranges,
            Once = once,
            Datum = datum,
            Body = body,
            GoesBack = back,
            RandomsBefore = RandomsOf(program, once.Concat(datum).Concat(body)),
            IsReadByRows = [.. byRows],
            IsReadByBody = [.. byBody],
            ZeroedDatum = [.. order.Zeroed.Where(value => value.Level == Level.Datum)],
            ZeroedBody = [.. order.Zeroed.Where(value => value.Level != Level.Datum)],
            Locations =
            [
                .. operations.Select((operation, i) => new Location(
                    operation, i, [.. order.Adds[i]], [.. operation.Inputs.Select(input => input is { } value && values[value.Id].IsDifferentiable)], ranges.ByOperation[i])),
            ],
            Heads = HeadsOf(operations),
            States = operations.OfType<Operation.States>().Select(states => states.Table.Count).FirstOrDefault(),
        };
    }

    private static IEnumerable<Value> Present(Operation operation) => operation.Inputs.OfType<Value>();

    /// <summary>By value: whether log ŵ depends on it.</summary>
    private static bool[] Wanted(ImmutableArray<Operation> operations, Func<Value, Value> read, int count)
    {
        var wanted = new bool[count];
        wanted[operations[^1].Output.Id] = true;
        foreach (var operation in operations.Reverse().Where(operation => wanted[operation.Output.Id]))
        {
            foreach (var input in Present(operation))
                wanted[read(input).Id] = true;
        }

        return wanted;
    }

    private static ImmutableArray<ImmutableArray<Value>> RandomsOf(Program program, IEnumerable<int> order)
    {
        var found = Enumerable.Repeat(ImmutableArray<Value>.Empty, program.Operations.Length).ToArray();
        HashSet<int> drawn = [];
        foreach (var i in order)
            found[i] = [.. Present(program.Operations[i]).Where(input => program.Values[input.Id].Source is ValueSource.Random or ValueSource.Latent && drawn.Add(input.Id))];
        return [.. found];
    }

    private static int HeadsOf(ImmutableArray<Operation> operations)
    {
        var found = operations.Select(HeadsOf).Where(count => count > 0).Distinct().ToArray();
        return found.Length <= 1
            ? found.FirstOrDefault()
            : throw new ArgumentException($"The program's operations are made for different numbers of heads: {string.Join(", ", found)}; record them with one.");
    }

    /// <summary>The number of heads that an operation is made for, where it has an output or a row of learned numbers for each; else 0.</summary>
    private static int HeadsOf(Operation operation)
    {
        static int RowsOf(Value raw) => raw is { Level: Level.Once, Rows: > 1 } ? raw.Rows : 0;
        return operation switch
        {
            Operation.SelectHead head => head.Heads,
            Operation.Cross cross => cross.Heads,
            Operation.SharedPoint point => point.Heads,
            Operation.HeadLinear linear => linear.Weight.Rows / linear.Output.Columns,
            Operation.Draw draw => RowsOf(draw.Raw),
            Operation.LogDensity { IsEqual: false } density => RowsOf(density.Raw),
            Operation.Estimate { Weighting: Programs.Weighting.Learned learned } => learned.LogWeights.Rows * learned.LogWeights.Columns,
            _ => 0,
        };
    }

    /// <summary>
    /// Of the operations that write a gradient, backward's first overwrites it, unless it works on rows of a higher level, as the estimate does on those of proposals and a sum over states on those of states.
    /// </summary>
    private sealed class GradientOrder(Program program, ImmutableArray<bool> back, Value result)
    {
        private readonly bool[] begun = new bool[program.Values.Length];

        public bool[][] Adds { get; } = [.. program.Operations.Select(operation => Enumerable.Repeat(true, operation.Inputs.Length).ToArray())];

        public List<Value> Zeroed { get; } = [];

        public void Walk(ImmutableArray<int> phase)
        {
            foreach (var i in phase.Reverse().Where(i => back[i]))
            {
                var operation = program.Operations[i];
                var level = operation switch { { Output: var output } when output == result => Level.Sample, Operation.LogSum => Level.State, _ => operation.Output.Level };
                for (var j = 0; j < operation.Inputs.Length; j++)
                {
                    if (operation.Inputs[j] is { Level: not Level.Once } input && program.Values[input.Id].IsDifferentiable)
                        Begin(i, j, input, level);
                }
            }
        }

        private void Begin(int operation, int input, Value value, Level level)
        {
            if (value.Level == level)
                Adds[operation][input] = begun[value.Id];
            else if (!begun[value.Id])
                Zeroed.Add(program.Values[value.Id].Value);
            begun[value.Id] = true;
        }
    }
}
