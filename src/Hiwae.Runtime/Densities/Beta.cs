namespace Hiwae;

/// <summary>
/// Independent beta densities v^(a − 1) (1 − v)^(b − 1) / B(a, b). Raw output: a block for a, then a block for b, each through
/// 1/1000 + log(1 + exp(raw + log(e^0.999 − 1))), so that raw zeros are Beta(1, 1), the uniform density, and no
/// concentration falls below 1/1000, where a draw is almost surely indistinguishable from 0 or 1.
/// </summary>
/// <param name="A">a, positive, [..., size].</param>
/// <param name="B">b, positive, [..., size].</param>
[Density(Support.UnitInterval, parametersPerValue: 2, Reparameterised = true)]
public readonly record struct Beta(Tensor A, Tensor B) : IPointwiseDensity<Beta>
{
    private const double Least = 0.001;

    private static readonly double Shift = SoftplusScale.Inverse(1 - Least);

    /// <summary>a / (a + b), [..., size].</summary>
    public Tensor Mean => A / (A + B);

    /// <summary>One half, [..., size].</summary>
    public Tensor Centre => full_like(Mean, 0.5);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The last dimension is odd.</exception>
    public static Beta FromRaw(Tensor raw)
    {
        var blocks = RawBlocks.Split((raw + Shift).softplus() + Least, 2);
        return new(blocks[0], blocks[1]);
    }

    /// <inheritdoc/>
    /// <remarks>
    /// g / (g + h) with g and h standard gamma variables of concentrations a and b, as the sigmoid of log g − log h. Differentiable in a
    /// and b through <see cref="Noise.Gamma"/>. Values that round to 0 or 1 are moved to the nearest number inside.
    /// </remarks>
    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) =>
        UnitInterval.Inside((LogGamma(A, noise, shape) - LogGamma(B, noise, shape)).sigmoid());

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => LogDensities(value).sum(-1);

    /// <inheritdoc/>
    /// <remarks>(a − 1) log v + (b − 1) log(1 − v) − log B(a, b).</remarks>
    public Tensor LogDensities(Tensor value) =>
        ((A - 1) * value.log()) + ((B - 1) * value.neg().log1p()) - Stirling.LogBeta(A, B);

    // A gamma variable of concentration c is one of concentration c + 1 times u^(1/c) (Marsaglia and Tsang 2000): in log space nothing underflows.
    private static Tensor LogGamma(Tensor concentration, Noise noise, ReadOnlySpan<long> shape)
    {
        var raised = noise.Gamma((concentration + 1).expand(shape));
        return raised.log() + (noise.OpenUniform(shape).log() / concentration);
    }
}
