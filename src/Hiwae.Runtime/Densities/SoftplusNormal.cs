namespace Hiwae;

/// <summary>
/// Independent normal densities N(μ, σ²), σ = log(1 + exp(ρ + log(e − 1))): a scale that grows with the raw output no faster than
/// linearly, where <see cref="Normal"/>'s grows exponentially. Raw output: a block of μ, then a block of ρ, so that raw zeros are the
/// standard normal.
/// </summary>
/// <param name="Mean">μ, [..., size].</param>
/// <param name="LogScale">log σ, [..., size].</param>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly record struct SoftplusNormal(Tensor Mean, Tensor LogScale) : IPointwiseDensity<SoftplusNormal>
{
    private static readonly double Shift = SoftplusScale.Inverse(1);

    private Normal Normal => new(Mean, LogScale);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">The last dimension is odd.</exception>
    public static SoftplusNormal FromRaw(Tensor raw)
    {
        var blocks = RawBlocks.Split(raw, 2);
        return new(blocks[0], SoftplusScale.Log(blocks[1] + Shift));
    }

    /// <inheritdoc/>
    /// <remarks>μ + σ ε with ε standard normal.</remarks>
    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) => Normal.Sample(noise, shape);

    /// <inheritdoc/>
    /// <remarks>−½ ((v − μ)/σ)² − log σ − ½ log 2π, summed.</remarks>
    public Tensor LogDensity(Tensor value) => Normal.LogDensity(value);

    /// <inheritdoc/>
    public Tensor LogDensities(Tensor value) => Normal.LogDensities(value);
}
