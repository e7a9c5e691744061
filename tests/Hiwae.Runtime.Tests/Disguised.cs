namespace Hiwae.Runtime.Tests;

/// <summary>Noise that is not known to be a counter's: what has a way of its own for that takes the general one.</summary>
internal sealed class Disguised(Noise noise) : Noise(noise.Device, noise.DType)
{
    public override Tensor Normal(params ReadOnlySpan<long> shape) => noise.Normal(shape);

    public override Tensor Uniform(params ReadOnlySpan<long> shape) => noise.Uniform(shape);

    public override Tensor Gamma(Tensor concentration) => noise.Gamma(concentration);

    public override Tensor Permutation(long count) => noise.Permutation(count);
}
