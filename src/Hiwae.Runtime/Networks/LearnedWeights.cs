using Hiwae.Programs;
using TorchSharp.Modules;

namespace Hiwae.Networks;

/// <summary>The learned weighting π = softmax(a) over the proposals; it starts uniform.</summary>
public sealed class LearnedWeights : Module
{
    // Not readonly, and named as it is registered: moving the module to another device or type puts a new parameter here.
    private Parameter logits;

    /// <summary>Equal weights.</summary>
    /// <param name="name">The submodule's name.</param>
    /// <param name="samples">K.</param>
    /// <param name="noise">Says on which device and of which type the parameters are; nothing is drawn.</param>
    public LearnedWeights(string name, int samples, Noise noise)
        : base(name)
    {
        using var scope = NewDisposeScope();
        logits = zeros(samples, dtype: noise.DType, device: noise.Device).AsParameter();
        register_parameter(nameof(logits), logits);
    }

    /// <summary>log π_j, [1, samples].</summary>
    public Tensor LogWeights() => logits.log_softmax(0).unsqueeze(0);

    /// <summary>Records what <see cref="LogWeights"/> computes, in one row.</summary>
    public Value Record(Recorder recorder) => recorder.LogSoftmax(recorder.Parameter(() => logits));
}
