using Hiwae.Native;
using Hiwae.Programs;

namespace Hiwae.Networks;

/// <summary>A dense map of several inputs, each [batch, 1 or samples, size], or several such maps stacked as heads.</summary>
public sealed class DenseMap : LinearMap
{
    private readonly int outputs;
    private readonly int heads;

    /// <summary>A layer with Glorot's initial weights and zero bias.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="inputs">Sizes and initial gains of the inputs, at least one.</param>
    /// <param name="outputs">Values per head.</param>
    /// <param name="noise">Draws the weights.</param>
    /// <param name="heads">The number of maps stacked in one weight; they start nearly equal.</param>
    /// <param name="gain">Scales all initial weights.</param>
    public DenseMap(string name, ReadOnlySpan<Input> inputs, int outputs, Noise noise, int heads = 1, double gain = 1)
        : this(name, [.. inputs], outputs, default, noise, heads, gain)
    {
    }

    internal DenseMap(
        string name, ImmutableArray<Input> inputs, int outputs, MapOptions options, Noise noise, int heads = 1, double gain = 1)
        : base(name, inputs.Select(i => i.Size), () => Initial(inputs, outputs, heads, gain, noise), options, noise)
    {
        this.outputs = outputs;
        this.heads = heads;
    }

    /// <summary>With one head [batch, 1 or samples, outputs]; with S of them [batch, samples, outputs], sample j through head j mod S, or [batch, S, outputs] where no input depends on the sample.</summary>
    /// <param name="input">The inputs, or a single tensor that joins them.</param>
    /// <param name="context">[batch, 1 or samples, size] where the map is conditioned.</param>
    public override Tensor forward(Tensor[] input, Tensor? context = null)
    {
        using var scope = NewDisposeScope();
        var samples = Math.Max(heads, input.Max(part => part.shape[1]));
        return Sum(input, context, heads == 1 ? nn.functional.linear : (part, columns, offset) => Paired(part, columns, offset, samples)).MoveToOuterDisposeScope();
    }

    /// <summary>Every input through every head, [batch, 1 or samples, heads, outputs].</summary>
    public Tensor AllHeads(Tensor[] input)
    {
        using var scope = NewDisposeScope();
        var all = Sum(input, null, nn.functional.linear);
        return all.view(all.shape[0], all.shape[1], heads, outputs).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    internal override Value Record(Recorder recorder, Value[] input, Value? context, Value? addend, Activation activation)
    {
        if (heads == 1)
            return Sum(recorder, input, context, addend, activation, recorder.Linear);
        var sum = Sum(recorder, input, context, addend, activation, Paired);
        return sum.Level == Level.Sample ? sum : recorder.SelectHead(sum, heads);

        // What does not depend on the sample goes through all heads at once, and each proposal takes its own from there.
        Value Paired(Value value, Value weight, int column, Value? bias, Value? other, Activation act) =>
            value.Level == Level.Sample
                ? recorder.HeadLinear(value, weight, column, bias, other is { Level: < Level.Sample } shared ? recorder.SelectHead(shared, heads) : other, heads, act)
                : recorder.Linear(value, weight, column, bias, other, act);
    }

    /// <summary>Records what <see cref="AllHeads(Tensor[])"/> computes, [..., heads · outputs].</summary>
    internal Value AllHeads(Recorder recorder, Value[] input) =>
        Sum(recorder, input, null, null, Activation.Identity, recorder.Linear);

    private static Tensor Initial(ImmutableArray<Input> inputs, int outputs, int heads, double gain, Noise noise)
    {
        var fanIn = inputs.Sum(i => i.Size);
        return cat([.. inputs.Select(input => gain * input.Gain * InitialHeads(input.Size, outputs, heads, fanIn, noise))], 1);
    }

    private static Tensor InitialHeads(int size, int outputs, int heads, int fanIn, Noise noise)
    {
        ParameterRoom.CheckLayer((long)outputs * heads, size, noise.DType);
        var common = Glorot.Weight(outputs, size, noise, fanIn);
        if (heads == 1)
            return common;
        var own = Enumerable.Range(0, heads).Select(_ => Glorot.Weight(outputs, size, noise, fanIn));
        var spread = Initialisation.HeadSpread;
        return cat([.. own.Select(w => (w * spread) + (common * Math.Sqrt(1 - (spread * spread))))], 0);
    }

    /// <summary>[batch, 1 or samples, size] through [heads · outputs, size] to [batch, samples, outputs].</summary>
    private Tensor Paired(Tensor input, Tensor part, Tensor? offset, long samples)
    {
        var batch = input.shape[0];
        if (input.shape[1] == 1)
            return Heads.Repeat(nn.functional.linear(input, part, offset).view(batch, heads, outputs), samples);

        // Head by head, all that it draws of all data.
        var byHead = input.reshape(batch, samples / heads, heads, -1).permute(2, 0, 1, 3).reshape(heads, batch * (samples / heads), -1);
        var product = byHead.bmm(part.view(heads, outputs, -1).transpose(1, 2)).view(heads, batch, samples / heads, outputs).permute(1, 2, 0, 3);
        return (offset is null ? product : product.Plus(offset.view(heads, outputs))).reshape(batch, samples, outputs);
    }
}
