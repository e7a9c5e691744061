using System.Diagnostics;
using Hiwae.Onnx.Graphs;
using Hiwae.Programs;

namespace Hiwae.Onnx.Emission;

/// <summary>
/// Writes what a program computes as nodes of a graph: of a value, what it is computed from, each once. Vectors are [rows, columns] and images [rows, channels, height, width],
/// with proposals of a datum one after another, so that each layer is one operator whether there are proposals or not.
/// </summary>
/// <param name="graph">The graph.</param>
/// <param name="program">A program, recorded as in evaluation.</param>
/// <param name="state">The network's parameters and running averages by name.</param>
/// <param name="proposals">K.</param>
/// <param name="variable">What stands for a value, as an input of the graph does for data; null for one that is computed.</param>
internal sealed partial class ProgramEmitter(
    GraphBuilder graph, Program program, IReadOnlyDictionary<string, Tensor> state, int proposals, Func<Value, Emitted?> variable)
{
    private readonly Dictionary<int, Emitted> emitted = [];
    private readonly ImmutableDictionary<int, Operation> producers = program.Operations.ToImmutableDictionary(operation => operation.Output.Id);
    private Constants? numbers;

    private Constants Numbers => numbers ??= new(graph, program, producers, state);

    /// <summary>A value as a program reads it: as a vector, or as an image.</summary>
    public Emitted Read(Value value) => Shaped(Find(value), value.Image);

    /// <summary>The operation that gives a value; null for what is none's.</summary>
    public Operation? Producer(Value value) => producers.GetValueOrDefault(value.Id);

    private Emitted Find(Value value)
    {
        if (emitted.TryGetValue(value.Id, out var known))
            return known;
        var found = variable(value) ?? (Numbers.Find(value, value.Rows, value.Columns) is { } constant
            ? new Emitted(constant, value.Rows == 1 ? Rows.Once : Rows.Heads, value.Columns)
            : Written(producers[value.Id]));
        emitted.Add(value.Id, found);
        return found;
    }

    private Emitted Written(Operation operation)
    {
        // What it reads comes first, and belongs to its own part.
        foreach (var input in operation.Inputs)
        {
            if (input is { Level: not Level.Once } value)
                Find(value);
        }

        graph.Part = operation.Part;
        return operation switch
        {
            Operation.Linear linear => Linear(linear),
            Operation.HeadLinear linear => HeadLinear(linear),
            Operation.SelectHead select => SelectHead(Read(select.AllHeads), select.Heads),
            Operation.Activate activate => Activated(Read(activate.X), activate.Activation),
            Operation.Add add => Activated(Sum(Read(add.First), Read(add.Second)), add.Activation),
            Operation.Condition condition => Condition(condition),
            Operation.LayerNorm norm => LayerNorm(norm),
            Operation.BatchNorm norm => BatchNorm(norm),
            Operation.Concat concat => Concat(concat),
            Operation.Fill fill => Fill(fill),
            Operation.Conv conv => Conv(conv),
            Operation.Upsample upsample => Upsample(upsample),
            Operation.Crop crop => Crop(crop),
            Operation.ToImages images => Shaped(Find(images.X), images.Output.Image),
            Operation.ToVectors vectors => Shaped(Find(vectors.X), null),
            _ => throw new UnreachableException($"{operation.Part} reads what {operation.GetType().Name} gives, which is no part of a network."),
        };
    }

    /// <summary>The same numbers as an image, or as a vector.</summary>
    private Emitted Shaped(Emitted value, ImageShape? image)
    {
        if (value.Image == image)
            return value;
        var shape = image is { } extents ? graph.Whole(-1, extents.Channels, extents.Height, extents.Width) : graph.Whole(-1, value.Columns);
        return value with { Name = graph.Node("Reshape", [value.Name, shape]), Image = image };
    }

    /// <summary>A value with a row for each datum, or for each proposal.</summary>
    /// <param name="value">A value with fewer rows.</param>
    /// <param name="rows">What there is to be a row for.</param>
    /// <param name="batch">The number of data, as a tensor of one number; for a value that has no rows of data.</param>
    public Emitted Lifted(Emitted value, Rows rows, string? batch = null)
    {
        // A shape that begins with the number of data.
        string ForEachDatum(params ReadOnlySpan<long> rest) => graph.Node("Concat", [batch!, graph.Whole(rest)], Attributes.Of("axis", 0L));
        return (value.Rows, rows) switch
        {
            var (from, to) when from == to => value,
            (Rows.Once, Rows.Data) => value with { Rows = rows, Name = graph.Node("Expand", [value.Name, ForEachDatum(value.Columns)]) },
            (Rows.Heads, Rows.Proposals) => Rowed(graph.Node("Expand", [graph.Node("Unsqueeze", [value.Name, graph.Whole(0)]), ForEachDatum(1, 1)]), value, rows),
            (Rows.Data, Rows.Proposals) => Repeated(value),
            _ => throw new UnreachableException($"Rows {value.Rows} as {rows}."),
        };
    }

    /// <summary>Each datum's row once for each proposal.</summary>
    private Emitted Repeated(Emitted value)
    {
        var vector = Shaped(value, null);
        var wide = graph.Node("Expand", [graph.Node("Unsqueeze", [vector.Name, graph.Whole(1)]), graph.Whole(1, proposals, 1)]);
        return Shaped(Rowed(wide, vector, Rows.Proposals), value.Image);
    }

    private Emitted Rowed(string name, Emitted value, Rows rows) =>
        new(graph.Node("Reshape", [name, graph.Whole(-1, value.Columns)]), rows, value.Columns);

    /// <summary>All with a row for each datum where one of them has, or for each proposal.</summary>
    private ImmutableArray<Emitted> Alike(params ReadOnlySpan<Emitted> values)
    {
        ImmutableArray<Emitted> all = [.. values];
        var rows = all.Max(value => value.Rows);
        if (rows is not (Rows.Data or Rows.Proposals) || all.All(value => value.Rows != Rows.Once))
            return [.. all.Select(value => Lifted(value, rows))];
        var count = graph.Node("Shape", [all.First(value => value.Rows == rows).Name], Attributes.Of("start", 0L), Attributes.Of("end", 1L));
        return [.. all.Select(value => value.Rows == Rows.Once ? Lifted(value, Rows.Data, count) with { Rows = rows } : Lifted(value, rows))];
    }

    private Emitted Sum(Emitted first, Emitted second)
    {
        var both = Alike(first, second);
        return both[0] with { Name = graph.Node("Add", [both[0].Name, both[1].Name]) };
    }
}
