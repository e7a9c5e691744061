using Hiwae.Native;
using Hiwae.Randomness;

namespace Hiwae;

/// <summary>
/// A source of random numbers. Every function that draws takes one as an argument, so that the same seed gives the
/// same run and a test can replay one.
/// </summary>
public abstract class Noise(Device device, ScalarType dtype)
{
    /// <summary>The device of the drawn tensors.</summary>
    public Device Device => device;

    /// <summary>The element type of the drawn tensors.</summary>
    public ScalarType DType => dtype;

    /// <summary>Standard normal values of a shape.</summary>
    public abstract Tensor Normal(params ReadOnlySpan<long> shape);

    /// <summary>Values of a shape, uniform in [0, 1).</summary>
    public abstract Tensor Uniform(params ReadOnlySpan<long> shape);

    /// <summary>
    /// Standard gamma values of the concentration's shape, density x^(α − 1) e^(−x) / Γ(α). Each is differentiable in its concentration:
    /// the gradient is the implicit one, dx/dα = −(∂F/∂α) / f (Figurnov, Mohamed and Mnih 2018), approximated to about half a
    /// thousandth. A concentration far below one underflows; draw at α + 1 and multiply with u^(1/α) in log space instead.
    /// </summary>
    /// <param name="concentration">α, positive.</param>
    public abstract Tensor Gamma(Tensor concentration);

    /// <summary>
    /// Poisson values of the rates' shape: the quantiles of <see cref="OpenUniform"/> values, so that each depends on its own rate and noise alone. No gradient goes through them.
    /// </summary>
    /// <param name="rate">λ, at least 0.</param>
    /// <remarks>
    /// Up to λ = 10⁴ by the distribution function, P(k + 1, λ) complemented; above, by its expansion of Cornish and Fisher (1938), whose distribution function is right to 10⁻⁶.
    /// </remarks>
    public Tensor Poisson(Tensor rate)
    {
        const double Large = 1e4;
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var (uniform, all) = (OpenUniform(rate.shape).to_type(ScalarType.Float64), rate.detach().to_type(ScalarType.Float64));
        var normal = special.ndtri(uniform);
        var large = all.Plus(all.sqrt() * normal).Plus(normal.Squared().Plus(2).Over(6)).floor().AtLeast(0);
        var few = all.AtMost(Large);
        var most = few.Plus(few.sqrt().Times(10)).Plus(64).ceil();
        return where(all.IsAtMost(Large), Quantile(uniform, few, most), large).to_type(DType).MoveToOuterDisposeScope();
    }

    /// <summary>The least whole numbers from 0 to some at which the distribution function is no less than u, by bisection.</summary>
    private static Tensor Quantile(Tensor u, Tensor rate, Tensor most)
    {
        var (low, high) = (zeros_like(most), most);
        if (most.numel() == 0)
            return high;
        for (var width = most.max().ToDouble(); width >= 1; width = Math.Floor(width / 2))
        {
            var middle = low.Plus(high).Over(2).floor();
            var reached = special.gammaincc(middle.Plus(1), rate).ge(u);
            (low, high) = (where(reached, low, middle.Plus(1)), where(reached, middle, high));
        }

        return high;
    }

    /// <summary>The numbers 0 to count − 1 in random order, as 64-bit integers.</summary>
    public abstract Tensor Permutation(long count);

    /// <summary>
    /// Values of a shape, uniform in (0, 1): neither their logarithm nor that of their complement is infinite. Where
    /// <see cref="Uniform"/> gives zero, this gives half of its smallest step.
    /// </summary>
    public Tensor OpenUniform(params ReadOnlySpan<long> shape) => Uniform(shape).AtLeast(DType switch
    {
        ScalarType.Float64 => 1.0 / (1L << 54),
        ScalarType.Float32 => 1.0 / (1L << 25),
        _ => 1.0 / (1L << 12),
    });

    /// <summary>Noise from a generator of its own.</summary>
    /// <param name="seed">The same seed gives the same values, on every system and device.</param>
    /// <param name="device">The device of the values; the CPU by default.</param>
    /// <param name="dtype">The element type.</param>
    public static Noise FromSeed(long seed, Device? device = null, ScalarType dtype = ScalarType.Float32) => new CounterNoise(seed, device, dtype);
}

/// <summary>A distribution that a step's random numbers come from.</summary>
public enum NoiseKind
{
    /// <summary>See <see cref="Noise.Normal"/>.</summary>
    Normal,

    /// <summary>See <see cref="Noise.Uniform"/>.</summary>
    Uniform,

    /// <summary>See <see cref="Noise.OpenUniform"/>.</summary>
    OpenUniform,
}
