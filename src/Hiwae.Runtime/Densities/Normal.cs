namespace Hiwae;

/// <summary>
/// Independent normal densities N(μ, σ²), σ = exp(log σ). Raw output: a block of μ, then a block of log σ, so that raw
/// zeros are the standard normal.
/// </summary>
/// <param name="Mean">μ, [..., size].</param>
/// <param name="LogScale">log σ, [..., size].</param>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly record struct Normal(Tensor Mean, Tensor LogScale) : IPointwiseDensity<Normal>
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The last dimension is odd.</exception>
    public static Normal FromRaw(Tensor raw)
    {
        var blocks = RawBlocks.Split(raw, 2);
        return new(blocks[0], blocks[1]);
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
        return (Standardised(value).square().sum(-1) * -0.5) - LogScale.sum(-1) - (size * HalfLogTwoPi);
    }

    /// <inheritdoc/>
    public Tensor LogDensities(Tensor value) =>
        (Standardised(value).square() * -0.5) - LogScale - HalfLogTwoPi;

    private Tensor Standardised(Tensor value) => (value - Mean) * LogScale.neg().exp();
}
