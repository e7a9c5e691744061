using Hiwae.Programs;
using TorchSharp.Modules;

namespace Hiwae.Networks;

/// <summary>A layer in a flow: its parameters, both of its directions, and the recording of them.</summary>
/// <param name="module">The parameters; null for a layer without any.</param>
internal abstract class Bijection(Module? module)
{
    /// <summary>The parameters; null for a layer without any.</summary>
    public Module? Module => module;

    /// <summary>One direction, [batch, 1 or samples, size], and the logarithm of its determinant, [batch, 1 or samples], or null where that is zero.</summary>
    /// <param name="value">What goes in.</param>
    /// <param name="inverse">Whether it is the inverse that is computed.</param>
    public abstract (Tensor Value, Tensor? LogDeterminant) Apply(Tensor value, bool inverse);

    /// <summary>Records what <see cref="Apply"/> computes.</summary>
    /// <param name="recorder">The recording.</param>
    /// <param name="value">What goes in.</param>
    /// <param name="inverse">Whether it is the inverse that is computed.</param>
    /// <param name="counts">Whether the logarithm of the determinant is added to the log weights.</param>
    public abstract Value Record(Recorder recorder, Value value, bool inverse, bool counts);
}

/// <summary>Values in reverse order, which is its own inverse and has the determinant ±1.</summary>
internal sealed class Reversal(int size) : Bijection(null)
{
    private readonly ImmutableArray<int> order = [.. Enumerable.Range(0, size).Reverse()];

    public override (Tensor Value, Tensor? LogDeterminant) Apply(Tensor value, bool inverse) => (value.flip(-1), null);

    public override Value Record(Recorder recorder, Value value, bool inverse, bool counts) => recorder.Columns(value, order);
}

/// <summary>v = u e^a + t for each value by itself, with parameters of its own.</summary>
internal sealed class ScaleAndShift(string name, int size, Noise noise) : Bijection(new Numbers(name, size, noise))
{
    public override (Tensor Value, Tensor? LogDeterminant) Apply(Tensor value, bool inverse) => AffineMap.Apply(value, ((Numbers)Module!).Raw, inverse);

    public override Value Record(Recorder recorder, Value value, bool inverse, bool counts)
    {
        var numbers = (Numbers)Module!;
        return recorder.Affine(value, recorder.Parameter(() => numbers.Raw), inverse, counts);
    }

    private sealed class Numbers : Module
    {
        // Not readonly, and named as it is registered: moving the module to another device or type puts a new parameter here.
        private Parameter raw;

        public Numbers(string name, int size, Noise noise)
            : base(name)
        {
            using var scope = NewDisposeScope();
            raw = zeros(2 * size, dtype: noise.DType, device: noise.Device).AsParameter();
            register_parameter(nameof(raw), raw);
        }

        /// <summary>[2 · size]: s of all values, then t.</summary>
        public Parameter Raw => raw;
    }
}

/// <summary>v = u e^a + t for the last ⌈n/2⌉ values, where a network of the first ⌊n/2⌋, which stay, gives s and t (Dinh et al. 2017).</summary>
internal sealed class AffineCoupling(string name, int size, FlowLayer.Coupling layer, Noise noise)
    : Bijection(new Net(name, [new Input(size / 2)], Layer.Stack(layer.Hidden.AsSpan(), layer.Activation), noise, outputs: 2 * (size - (size / 2)), headGain: 0))
{
    private readonly int kept = size / 2;
    private readonly ImmutableArray<int> first = [.. Enumerable.Range(0, size / 2)];

    private Net Net => (Net)Module!;

    public override (Tensor Value, Tensor? LogDeterminant) Apply(Tensor value, bool inverse)
    {
        var stays = value.narrow(-1, 0, kept);
        var (changed, logDeterminant) = AffineMap.Apply(value.narrow(-1, kept, size - kept), Net.Raw([stays]), inverse);
        return (cat([stays, changed], -1), logDeterminant);
    }

    public override Value Record(Recorder recorder, Value value, bool inverse, bool counts) =>
        recorder.Affine(value, Net.Record(recorder, [recorder.Columns(value, first)]), inverse, counts);
}

/// <summary>The map v = u e^a + t of values with scales of their own, where a = 2 tanh(s/2).</summary>
internal static class AffineMap
{
    /// <summary>The bound of a: no scale is above e² or below e^−2, so that no layer can make numbers overflow by itself.</summary>
    public const float Bound = 2;

    /// <summary>One direction, and the logarithm of its determinant, Σ a or −Σ a.</summary>
    /// <param name="value">[..., size].</param>
    /// <param name="raw">[..., 2 · size], s of all values and then t.</param>
    /// <param name="inverse">Whether it is u that is computed.</param>
    public static (Tensor Value, Tensor LogDeterminant) Apply(Tensor value, Tensor raw, bool inverse)
    {
        var parts = raw.chunk(2, -1);
        var logScale = (parts[0] / Bound).tanh() * Bound;
        var total = logScale.sum(-1);
        return inverse
            ? ((value - parts[1]) * logScale.neg().exp(), total.neg())
            : (addcmul(parts[1], value, logScale.exp(), 1), total);
    }
}
