using Hiwae.Programs;
using TorchSharp.Modules;

namespace Hiwae.Networks;

/// <summary>The learned raw parameters of a density that has no parents; they start at (nearly) the standard density.</summary>
public sealed class LearnedParameters : Module
{
    private readonly int heads;

    // Not readonly, and named as it is registered: moving the module to another device or type puts a new parameter here.
    private Parameter raw;

    /// <summary>Zeros, or small differences around them.</summary>
    /// <param name="name">The submodule's name, such as <c>p_z</c>.</param>
    /// <param name="outputs">The number of raw parameters.</param>
    /// <param name="noise">Draws the differences.</param>
    /// <param name="heads">The number of distinct heads, or 1.</param>
    /// <param name="spread">The standard deviation of differences that all heads have in common: with 0 the components of a mixture would start, and stay, alike.</param>
    public LearnedParameters(string name, int outputs, Noise noise, int heads = 1, double spread = 0)
        : base(name)
    {
        this.heads = heads;
        ParameterRoom.CheckRows(name, heads, outputs, noise.DType);
        using var scope = NewDisposeScope();
        var common = spread > 0
            ? noise.Normal(1, outputs) * spread
            : zeros(1, outputs, dtype: noise.DType, device: noise.Device);
        raw = (heads == 1 ? common : common + (noise.Normal(heads, outputs) * Initialisation.HeadSpread)).AsParameter();
        register_parameter(nameof(raw), raw);
    }

    /// <summary>[1, heads, outputs]: the heads that samples take in turn, or the only one.</summary>
    public Tensor Raw() => raw.unsqueeze(0);

    /// <summary>[1, 1, heads, outputs].</summary>
    public Tensor AllHeads() => raw.view(1, 1, heads, -1);

    /// <summary>Records what <see cref="Raw"/> gives, a row for each head.</summary>
    public Value Record(Recorder recorder) => recorder.Parameter(() => raw, heads);

    /// <summary>Records what <see cref="AllHeads"/> gives, all heads in a row.</summary>
    public Value RecordAllHeads(Recorder recorder) => recorder.Parameter(() => raw);
}

/// <summary>The learned weighting over the proposals: of head s softmax(a)_s, shared by its draws; it starts uniform.</summary>
public sealed class LearnedWeights : Module
{
    // Not readonly, and named as it is registered: moving the module to another device or type puts a new parameter here.
    private Parameter logits;

    /// <summary>Equal weights.</summary>
    /// <param name="name">The submodule's name.</param>
    /// <param name="heads">S.</param>
    /// <param name="noise">Says on which device and of which type the parameters are; nothing is drawn.</param>
    public LearnedWeights(string name, int heads, Noise noise)
        : base(name)
    {
        using var scope = NewDisposeScope();
        logits = zeros(heads, dtype: noise.DType, device: noise.Device).AsParameter();
        register_parameter(nameof(logits), logits);
    }

    /// <summary>log π_j, [1, samples]: sample j has the weight of head j mod S, divided among the K/S draws of the head.</summary>
    /// <param name="samples">K, a multiple of S.</param>
    public Tensor LogWeights(int samples)
    {
        using var scope = NewDisposeScope();
        var (weights, draws) = (logits.log_softmax(0).unsqueeze(0), samples / (int)logits.shape[0]);
        return (draws == 1 ? weights : weights.repeat(1, draws) - Math.Log(draws)).MoveToOuterDisposeScope();
    }

    /// <summary>Records the logarithms of the heads' weights, in one row.</summary>
    public Value Record(Recorder recorder) => recorder.LogSoftmax(recorder.Parameter(() => logits));
}
