using Hiwae.Programs;

namespace Hiwae.Networks;

/// <summary>
/// An invertible map v = f(u) with a known determinant, which makes of a density of u one of v: log p(v) = log p(u) − log|det ∂f/∂u| (Rezende and Mohamed 2015). It starts as the
/// identity, but for the order of values, and its parameters depend on nothing.
/// </summary>
public sealed class Flow : Module
{
    private readonly int size;
    private readonly ImmutableArray<Bijection> stages;

    /// <summary>A flow that starts as the identity, but for the order of values.</summary>
    /// <param name="name">The submodule's name, such as <c>flow_q_z</c>.</param>
    /// <param name="size">The number of values, at least 1; at least 2 where there is a coupling.</param>
    /// <param name="layers">The layers, in order.</param>
    /// <param name="noise">Draws the initial weights; its device and element type become the flow's.</param>
    /// <exception cref="ArgumentException">There are too few values, no layers, or a width is not positive.</exception>
    public Flow(string name, int size, ImmutableArray<FlowLayer> layers, Noise noise)
        : base(name)
    {
        if (layers.IsDefaultOrEmpty)
            throw new ArgumentException($"{name} has no layers, and would change nothing; give it at least one, such as a coupling.", nameof(layers));
        if (size < 1)
            throw new ArgumentException($"{name} is a flow of {size} values; it needs at least 1.", nameof(size));
        this.size = size;
        Layers = layers;
        using var scope = NewDisposeScope();
        stages = [.. layers.Select((layer, i) => layer.Create($"layer{i}", size, noise))];
        foreach (var (stage, i) in stages.Select((stage, i) => (stage, i)))
        {
            if (stage.Module is not null)
                register_module($"layer{i}", stage.Module);
        }
    }

    /// <summary>The layers.</summary>
    public ImmutableArray<FlowLayer> Layers { get; }

    /// <summary>v = f(u), and log|det ∂f/∂u|.</summary>
    /// <param name="value">u, [batch, 1 or samples, size].</param>
    /// <returns>v, of u's shape, and in nats [batch, 1 or samples], or a shape that broadcasts to it.</returns>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public (Tensor Value, Tensor LogDeterminant) Forward(Tensor value) => Apply(value, inverse: false);

    /// <summary>u = f⁻¹(v), and log|det ∂f⁻¹/∂v|, which is −log|det ∂f/∂u|.</summary>
    /// <param name="value">v, [batch, 1 or samples, size].</param>
    /// <returns>u, of v's shape, and in nats [batch, 1 or samples], or a shape that broadcasts to it.</returns>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public (Tensor Value, Tensor LogDeterminant) Inverse(Tensor value) => Apply(value, inverse: true);

    /// <summary>A draw through the flow: v of the draw itself, v of the point where densities are evaluated, and log|det ∂f/∂u| there.</summary>
    /// <param name="draw">u, [batch, 1 or samples, size], as it was drawn.</param>
    /// <param name="point">u where densities are evaluated: the same tensor, or another with the same numbers whose gradient takes another way (<see cref="GradientTape.Point(Tensor)"/>).</param>
    /// <exception cref="ArgumentException">A shape is another.</exception>
    public (Tensor Value, Tensor Point, Tensor LogDeterminant) Draw(Tensor draw, Tensor point)
    {
        var (at, logDeterminant) = Forward(point);
        return (ReferenceEquals(draw, point) ? at : Forward(draw).Value, at, logDeterminant);
    }

    /// <summary>Records what <see cref="Draw"/> computes, and adds the logarithm of the determinant to the log weights.</summary>
    /// <param name="recorder">The recording.</param>
    /// <param name="draw">The draw.</param>
    /// <param name="point">The point where densities are evaluated; the draw itself where that is the same.</param>
    public (Value Value, Value Point) RecordDraw(Recorder recorder, Value draw, Value point)
    {
        var at = Record(recorder, point, inverse: false, counts: true);
        var value = draw.Id == point.Id ? at : Record(recorder, draw, inverse: false, counts: false);
        recorder.Become(draw, value);
        return (value, at);
    }

    /// <summary>Records u = f⁻¹(v), and adds log|det ∂f⁻¹/∂v| to the log weights.</summary>
    /// <param name="recorder">The recording.</param>
    /// <param name="value">v.</param>
    public Value RecordInverse(Recorder recorder, Value value) => Record(recorder, value, inverse: true, counts: true);

    private Value Record(Recorder recorder, Value value, bool inverse, bool counts)
    {
        foreach (var stage in inverse ? stages.Reverse() : stages)
            value = stage.Record(recorder, value, inverse, counts);
        return value;
    }

    private (Tensor Value, Tensor LogDeterminant) Apply(Tensor value, bool inverse)
    {
        if (value.dim() != 3 || value.shape[2] != size)
            throw new ArgumentException($"{GetName()} takes values [batch, samples, {size}]; the shape of these is [{string.Join(", ", value.shape)}].", nameof(value));
        using var scope = NewDisposeScope();
        Tensor? total = null;
        foreach (var stage in inverse ? stages.Reverse() : stages)
        {
            (value, var logDeterminant) = stage.Apply(value, inverse);
            total = (total, logDeterminant) switch
            {
                (null, var one) => one,
                (var sum, null) => sum,
                var (sum, more) => sum + more,
            };
        }

        return (scope.MoveToOuter(value), scope.MoveToOuter(total ?? zeros(1, 1, dtype: value.dtype, device: value.device)));
    }
}
