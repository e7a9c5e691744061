using Hiwae.Formulas;
using Hiwae.Native;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>Formulas of single values as functions of tensors.</summary>
internal static class FormulaTensors
{
    public static Tensor Sample<TDensity>(Tensor raw, Noise noise, ReadOnlySpan<long> shape) where TDensity : struct, IFormula<TDensity>
    {
        if (TDensity.Noises.IsEmpty)
            throw NoDraws<TDensity>();
        using var scope = NewDisposeScope();
        var drawn = new TensorReal[TDensity.Noises.Length];
        for (var i = 0; i < drawn.Length; i++)
            drawn[i] = Drawn(TDensity.Noises[i], noise, shape);
        var parameters = Split<TDensity>(Density.Attribute<TDensity>().Reparameterised ? raw : raw.detach());
        return TDensity.Draw<TensorReal>(parameters, drawn).ToTensor(drawn[0].ToTensor(raw)).MoveToOuterDisposeScope();
    }

    public static Tensor LogDensity<TDensity>(Tensor raw, Tensor value) where TDensity : struct, IFormula<TDensity>
    {
        using var densities = TDensity.LogDensities(raw, value);
        return densities.sum(-1);
    }

    public static Tensor LogDensities<TDensity>(Tensor raw, Tensor value) where TDensity : struct, IFormula<TDensity>
    {
        using var scope = NewDisposeScope();
        return TDensity.LogDensity<TensorReal>(Split<TDensity>(raw), value.alias()).ToTensor(value).MoveToOuterDisposeScope();
    }

    public static Tensor Mean<TDensity>(Tensor raw) where TDensity : struct, IFormula<TDensity>
    {
        using var scope = NewDisposeScope();
        var parameters = Split<TDensity>(raw);
        return TDensity.Mean<TensorReal>(parameters).ToTensor(parameters[0].ToTensor(raw)).MoveToOuterDisposeScope();
    }

    public static Tensor Centre<TDensity>(Tensor raw) where TDensity : struct, IFormula<TDensity>
    {
        using var scope = NewDisposeScope();
        var parameters = Split<TDensity>(raw);
        return TDensity.Centre<TensorReal>(parameters).ToTensor(parameters[0].ToTensor(raw)).MoveToOuterDisposeScope();
    }

    public static Tensor Velocity<TDensity>(Tensor raw, Tensor value) where TDensity : struct, IFormula<TDensity>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var parameters = Split<TDensity>(raw);
        var found = parameters.Select((parameter, k) => TDensity.Velocity<TensorReal>(parameters, value.alias(), k).ToTensor(value).Plus(zeros_like(parameter.ToTensor(raw))));
        return cat([.. broadcast_tensors([.. found])], -1).MoveToOuterDisposeScope();
    }

    public static NotSupportedException NoDraws<TDensity>() =>
        new($"{DensityAttribute.NameOf(typeof(TDensity))} says nothing of its draws; define Noises and Draw, or, where they are no function of simple noise, Sample.");

    private static TensorReal[] Split<TDensity>(Tensor raw) where TDensity : struct, IFormula<TDensity> =>
        [.. RawBlocks.Split(raw, Density.Attribute<TDensity>().ParametersPerValue).Select(block => new TensorReal(block))];

    private static Tensor Drawn(NoiseKind kind, Noise noise, ReadOnlySpan<long> shape) => kind switch
    {
        NoiseKind.Normal => noise.Normal(shape),
        NoiseKind.Uniform => noise.Uniform(shape),
        _ => noise.OpenUniform(shape),
    };
}

/// <summary>The division of a network's raw output among a density's parameters.</summary>
internal static class RawBlocks
{
    /// <summary>[..., count · size] into count blocks [..., size], each a tensor of its own over the same numbers.</summary>
    /// <exception cref="ArgumentException">The last dimension is not a multiple of the count.</exception>
    public static Tensor[] Split(Tensor raw, int count)
    {
        var length = raw.shape[^1];
        return length % count == 0
            ? raw.chunk(count, -1)
            : throw new ArgumentException(
                $"A raw output with {length} numbers in its last dimension does not divide into {count} blocks; give {count} numbers for each value.", nameof(raw));
    }
}
