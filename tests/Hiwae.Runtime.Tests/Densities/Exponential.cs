namespace Hiwae.Runtime.Tests.Densities;

/// <summary>
/// Independent exponential densities r e^(−r v) with rates r = exp(log r). Raw output: log r, so that raw zeros have rate 1.
/// </summary>
/// <param name="LogRate">log r, [..., size].</param>
[Density(Support.Positive, parametersPerValue: 1, Reparameterised = true)]
public readonly record struct Exponential(Tensor LogRate) : IPointwiseDensity<Exponential>
{
    public Tensor Mean => LogRate.neg().exp();

    public static Exponential FromRaw(Tensor raw) => new(raw);

    // The inverse of the distribution function at a uniform variable, differentiable in the rate.
    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) => noise.OpenUniform(shape).log().neg() * Mean;

    public Tensor LogDensity(Tensor value) => LogDensities(value).sum(-1);

    public Tensor LogDensities(Tensor value) => LogRate - (value * LogRate.exp());
}
