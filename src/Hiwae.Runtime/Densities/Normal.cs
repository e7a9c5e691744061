namespace Hiwae;

/// <summary>
/// Independent normal densities N(μ, σ²), σ = exp(log σ). Raw output: a block of μ, then a block of log σ, so that raw
/// zeros are the standard normal.
/// </summary>
/// <param name="Mean">μ, [..., size].</param>
/// <param name="LogScale">log σ, [..., size].</param>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly record struct Normal(Tensor Mean, Tensor LogScale) : IDensity<Normal>
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <inheritdoc/>
    public static Normal FromRaw(Tensor raw)
    {
        var size = raw.shape[^1] / 2;
        return new(raw.narrow(-1, 0, size), raw.narrow(-1, size, size));
    }

    /// <inheritdoc/>
    /// <remarks>μ + σ ε with ε standard normal.</remarks>
    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) =>
        torch.addcmul(Mean, LogScale.exp(), noise.Normal(shape), 1);

    /// <inheritdoc/>
    /// <remarks>−½ ((v − μ)/σ)² − log σ − ½ log 2π, summed.</remarks>
    public Tensor LogDensity(Tensor value)
    {
        var size = value.shape[^1];
        var standardised = (value - Mean) * LogScale.neg().exp();
        return (standardised.square().sum(-1) * -0.5) - LogScale.sum(-1) - (size * HalfLogTwoPi);
    }
}
