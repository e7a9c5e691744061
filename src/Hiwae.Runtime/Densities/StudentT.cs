namespace Hiwae;

/// <summary>
/// Independent Student t densities with location μ, scale σ = exp(log σ) and ν degrees of freedom:
/// Γ((ν + 1)/2) / (Γ(ν/2) √(πν) σ) · (1 + ((v − μ)/σ)²/ν)^(−(ν + 1)/2). Raw output: a block of μ, one of log σ, one of κ with
/// ν = 1 + log(1 + exp(κ + log(e² − 1))), so that a mean always exists and raw zeros are the density with location 0, scale 1 and 3
/// degrees of freedom, the smallest whole number with a finite variance.
/// </summary>
/// <param name="Location">μ, [..., size].</param>
/// <param name="LogScale">log σ, [..., size].</param>
/// <param name="DegreesOfFreedom">ν, positive, [..., size]. Far below one, draws overflow.</param>
[Density(Support.Real, parametersPerValue: 3, Reparameterised = true)]
public readonly record struct StudentT(Tensor Location, Tensor LogScale, Tensor DegreesOfFreedom) : IPointwiseDensity<StudentT>
{
    private static readonly double Shift = SoftplusScale.Inverse(2);

    private static readonly double LogPi = Math.Log(Math.PI);

    /// <summary>μ, [..., size]: the mean where there is more than one degree of freedom, the median always.</summary>
    public Tensor Mean => Location;

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The last dimension is not a multiple of three.</exception>
    public static StudentT FromRaw(Tensor raw)
    {
        var blocks = RawBlocks.Split(raw, 3);
        return new(blocks[0], blocks[1], 1 + (blocks[2] + Shift).softplus());
    }

    /// <inheritdoc/>
    /// <remarks>
    /// μ + σ √(ν (u^(−2/ν) − 1)) cos 2πw with u and w uniform: the polar method (Bailey 1994), which turns into that of Box and
    /// Muller for the normal density as ν grows, and is smooth in ν.
    /// </remarks>
    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape)
    {
        var exponential = noise.OpenUniform(shape).log().neg();
        var radius = (DegreesOfFreedom * (exponential * 2 / DegreesOfFreedom).expm1()).sqrt();
        return torch.addcmul(Location, LogScale.exp(), radius * (noise.Uniform(shape) * (2 * Math.PI)).cos(), 1);
    }

    /// <inheritdoc/>
    public Tensor LogDensity(Tensor value) => LogDensities(value).sum(-1);

    /// <inheritdoc/>
    public Tensor LogDensities(Tensor value)
    {
        var standardised = (value - Location) * LogScale.neg().exp();
        var tail = (standardised.square() / DegreesOfFreedom).log1p() * (DegreesOfFreedom + 1);
        return Stirling.HalfStep(DegreesOfFreedom * 0.5) - ((tail + DegreesOfFreedom.log() + LogPi) * 0.5) - LogScale;
    }
}
