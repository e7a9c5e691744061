using Hiwae.Onnx.Graphs;
using Hiwae.Programs;

namespace Hiwae.Onnx.Emission;

/// <summary>The numbers of a network as constants of a graph, under the names that they have in a checkpoint. Normalised weights are weights as any other.</summary>
internal sealed class Constants
{
    private readonly GraphBuilder graph;
    private readonly Program program;
    private readonly IReadOnlyDictionary<int, Operation> producers;
    private readonly Dictionary<Tensor, string> names = new(ReferenceEqualityComparer.Instance);

    /// <summary>The constants of a program.</summary>
    /// <param name="graph">Where they go.</param>
    /// <param name="program">The program.</param>
    /// <param name="producers">By value: the operation that gives it.</param>
    /// <param name="state">The network's parameters and running averages by name.</param>
    public Constants(GraphBuilder graph, Program program, IReadOnlyDictionary<int, Operation> producers, IReadOnlyDictionary<string, Tensor> state)
    {
        (this.graph, this.program, this.producers) = (graph, program, producers);
        foreach (var (name, tensor) in state)
            names[tensor] = name;
    }

    /// <summary>A value that does not depend on data, whole; null for one that does.</summary>
    /// <param name="value">A parameter, a normalised weight or zeros.</param>
    /// <param name="shape">The constant's shape.</param>
    public string? Find(Value value, params ReadOnlySpan<long> shape) =>
        Name(value) is { } name ? graph.Weights(name, shape, Reshaped(value, shape)) : null;

    /// <summary>The same of a value that is known not to depend on data.</summary>
    public string Of(Value value, params ReadOnlySpan<long> shape) => Find(value, shape) ?? throw new InvalidOperationException($"Value {value.Id} is no constant.");

    /// <summary>The columns of a weight from one on, [rows, count] of [rows, columns].</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="all">How many the weight has, where each may stand for several numbers.</param>
    /// <param name="shape">The constant's shape.</param>
    public string Columns(Value weight, int first, int count, int all, params ReadOnlySpan<long> shape)
    {
        var sizes = shape.ToArray();
        return graph.Weights(Name(weight, first, count, all), shape, () => Columns(weight, first, count, all).reshape(sizes));
    }

    /// <summary>The columns of a weight from one on, transposed head by head: [heads, count, outputs] of [heads · outputs, columns].</summary>
    /// <param name="weight">The weight.</param>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="heads">K.</param>
    public string Stacks(Value weight, int first, int count, int heads)
    {
        var outputs = weight.Rows / heads;
        return graph.Weights(
            Name(weight, first, count, weight.Columns) + ".by_head",
            [heads, count, outputs],
            () => Columns(weight, first, count, weight.Columns).reshape(heads, outputs, count).transpose(1, 2));
    }

    private Tensor Columns(Value weight, int first, int count, int all) => Numbers(weight).reshape(weight.Rows, all, -1).narrow(1, first, count);

    private string Name(Value weight, int first, int count, int all) =>
        count == all ? Name(weight)! : FormattableString.Invariant($"{Name(weight)}.from_{first}_to_{first + count - 1}");

    private Func<Tensor> Reshaped(Value value, ReadOnlySpan<long> shape)
    {
        var sizes = shape.ToArray();
        return () => Numbers(value).reshape(sizes);
    }

    private Tensor Numbers(Value value) => program.Values[value.Id].Source switch
    {
        ValueSource.Parameter parameter => program.Parameters[parameter.Index](),
        ValueSource.Zero => torch.zeros(1, value.Columns),
        ValueSource.Computed when producers[value.Id] is Operation.WeightNorm norm => Normalised(norm),
        var source => throw new InvalidOperationException($"{source.GetType().Name} is no constant."),
    };

    private Tensor Normalised(Operation.WeightNorm norm)
    {
        var direction = Numbers(norm.Direction).reshape(norm.Direction.Rows, -1);
        return direction * (Numbers(norm.Gain).reshape(-1, 1) / direction.square().sum(1, keepdim: true).sqrt());
    }

    private string? Name(Value value) => program.Values[value.Id].Source switch
    {
        ValueSource.Parameter parameter => names.GetValueOrDefault(program.Parameters[parameter.Index](), FormattableString.Invariant($"parameter_{parameter.Index}")),
        ValueSource.Zero => FormattableString.Invariant($"zeros_{value.Columns}"),
        ValueSource.Computed when producers.GetValueOrDefault(value.Id) is Operation.WeightNorm norm => Weight(Name(norm.Direction)!),
        _ => null,
    };

    private static string Weight(string direction) => direction.EndsWith("direction", StringComparison.Ordinal) ? direction[..^"direction".Length] + "weight" : direction + ".weight";
}
