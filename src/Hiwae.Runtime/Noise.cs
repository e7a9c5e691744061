namespace Hiwae;

/// <summary>
/// Where random numbers come from. Every function that draws takes one as an argument, so that the same seed gives the
/// same run and a test can replay one.
/// </summary>
public abstract class Noise(Device device, ScalarType dtype)
{
    /// <summary>Where the drawn tensors live.</summary>
    public Device Device => device;

    /// <summary>The element type of the drawn tensors.</summary>
    public ScalarType DType => dtype;

    /// <summary>Standard normal values of a shape.</summary>
    public abstract Tensor Normal(params ReadOnlySpan<long> shape);

    /// <summary>Values of a shape, uniform in [0, 1).</summary>
    public abstract Tensor Uniform(params ReadOnlySpan<long> shape);

    /// <summary>The numbers 0 to count − 1 in random order, as 64-bit integers.</summary>
    public abstract Tensor Permutation(long count);

    /// <summary>Noise from a generator of its own.</summary>
    /// <param name="seed">The same seed gives the same values on the same machine.</param>
    /// <param name="device">Where the values live; the CPU by default.</param>
    /// <param name="dtype">The element type.</param>
    public static Noise FromSeed(long seed, Device? device = null, ScalarType dtype = ScalarType.Float32) =>
        new GeneratorNoise(new Generator((ulong)seed, device), device ?? CPU, dtype);

    private sealed class GeneratorNoise(Generator generator, Device device, ScalarType dtype) : Noise(device, dtype)
    {
        public override Tensor Normal(params ReadOnlySpan<long> shape) =>
            randn(shape, dtype: DType, device: Device, generator: generator);

        public override Tensor Uniform(params ReadOnlySpan<long> shape) =>
            rand(shape, dtype: DType, device: Device, generator: generator);

        public override Tensor Permutation(long count) =>
            randperm(count, dtype: ScalarType.Int64, device: Device, generator: generator);
    }
}
