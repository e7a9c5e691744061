using Hiwae.Programs;
using TorchSharp.Modules;

namespace Hiwae.Networks;

/// <summary>The scale of a density where it does not come from the network: the last block of its raw parameters, the same for all data.</summary>
/// <param name="From">Where it comes from: <see cref="Scale.PerValue"/>, <see cref="Scale.Shared"/> or <see cref="Scale.Standard"/>.</param>
/// <param name="Size">The number of the variable's values.</param>
public readonly record struct ScaleBlock(Scale From, int Size);

/// <summary>The parameters of a scale; raw zeros, the standard member of the family, to begin with.</summary>
internal sealed class LearnedScale : Module
{
    private readonly ScaleBlock block;

    // Not readonly, and named as it is registered: moving the module to another device or type puts a new parameter here.
    private Parameter? raw;

    /// <summary>Zeros: one for each value, a single one, or none that is learned.</summary>
    /// <param name="name">The module's name.</param>
    /// <param name="block">The form.</param>
    /// <param name="noise">Says on which device and of which type the parameters are; nothing is drawn.</param>
    public LearnedScale(string name, ScaleBlock block, Noise noise)
        : base(name)
    {
        this.block = block;
        if (block.From == Scale.Standard)
            return;
        using var scope = NewDisposeScope();
        raw = zeros(block.From == Scale.Shared ? 1 : block.Size, dtype: noise.DType, device: noise.Device).AsParameter();
        register_parameter(nameof(raw), raw);
    }

    /// <summary>What the network gives, [batch, 1 or samples, …], with the scale behind it.</summary>
    public Tensor Behind(Tensor given)
    {
        using var scope = NewDisposeScope();
        var scale = raw ?? zeros(1, given.dtype, given.device);
        return cat([given, scale.expand(given.shape[0], given.shape[1], block.Size)], -1).MoveToOuterDisposeScope();
    }

    /// <summary>Records what <see cref="Behind(Tensor)"/> gives.</summary>
    public Value Behind(Recorder recorder, Value given) => recorder.Join([given, block.From switch
    {
        Scale.Standard => recorder.Zeros(block.Size),
        Scale.Shared => recorder.Join([.. Enumerable.Repeat(recorder.Parameter(() => raw!), block.Size)]),
        _ => recorder.Parameter(() => raw!),
    }]);
}
