namespace Hiwae;

/// <summary>
/// Independent Laplace densities exp(−|v − μ|/b) / 2b, b = exp(log b). Raw output: a block of μ, then a block of log b, so that raw
/// zeros are the density with location 0 and scale 1.
/// </summary>
/// <param name="Mean">μ, [..., size].</param>
/// <param name="LogScale">log b, [..., size].</param>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly record struct Laplace(Tensor Mean, Tensor LogScale) : IPointwiseDensity<Laplace>
{
    private static readonly double LogTwo = Math.Log(2);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The last dimension is odd.</exception>
    public static Laplace FromRaw(Tensor raw)
    {
        var blocks = RawBlocks.Split(raw, 2);
        return new(blocks[0], blocks[1]);
    }

    /// <inheritdoc/>
    /// <remarks>μ + b (E₁ − E₂) with E₁ and E₂ standard exponential.</remarks>
    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) =>
        torch.addcmul(Mean, LogScale.exp(), noise.OpenUniform(shape).log() - noise.OpenUniform(shape).log(), 1);

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => LogDensities(value).sum(-1);

    /// <inheritdoc/>
    /// <remarks>−|v − μ|/b − log b − log 2.</remarks>
    public Tensor LogDensities(Tensor value) =>
        ((value - Mean).abs() * LogScale.neg().exp()).neg() - LogScale - LogTwo;
}
