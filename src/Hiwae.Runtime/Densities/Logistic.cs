namespace Hiwae;

/// <summary>
/// Independent logistic densities: the cumulative distribution is the sigmoid of (v − μ)/s, s = exp(log s). Raw output: a block of μ,
/// then a block of log s, so that raw zeros are the density with location 0 and scale 1.
/// </summary>
/// <param name="Mean">μ, [..., size].</param>
/// <param name="LogScale">log s, [..., size].</param>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly record struct Logistic(Tensor Mean, Tensor LogScale) : IPointwiseDensity<Logistic>
{
    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The last dimension is odd.</exception>
    public static Logistic FromRaw(Tensor raw)
    {
        var blocks = RawBlocks.Split(raw, 2);
        return new(blocks[0], blocks[1]);
    }

    /// <inheritdoc/>
    /// <remarks>μ + s log(u / (1 − u)) with u uniform.</remarks>
    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape)
    {
        var uniform = noise.OpenUniform(shape);
        return torch.addcmul(Mean, LogScale.exp(), uniform.log() - uniform.neg().log1p(), 1);
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => LogDensities(value).sum(-1);

    /// <inheritdoc/>
    /// <remarks>With t = (v − μ)/s: −t − 2 softplus(−t) − log s.</remarks>
    public Tensor LogDensities(Tensor value)
    {
        var opposite = (Mean - value) * LogScale.neg().exp();
        return opposite - (opposite.softplus() * 2) - LogScale;
    }
}
