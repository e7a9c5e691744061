namespace Hiwae;

/// <summary>One of the unnormalised densities on the plane.</summary>
/// <param name="Name">On the command line.</param>
/// <param name="Formula">log p̃(z), in words of mathematics.</param>
/// <param name="Extent">What a picture shows.</param>
/// <param name="Domain">Outside it there is less than a billionth of the mass; its sides are multiples of 1.</param>
/// <param name="LogDensity">log p̃ in nats of z1 and z2, tensors of one shape; differentiable, with finite gradients.</param>
public sealed record ToyDensity(string Name, string Formula, Region Extent, Region Domain, Func<Tensor, Tensor, Tensor> LogDensity)
{
    private readonly Lazy<double> logNormaliser = new(() => Quadrature.LogIntegral(LogDensity, Domain, Quadrature.IntervalsPerUnit));

    /// <summary>log Z in nats, Z = ∫ p̃(z) dz, by quadrature.</summary>
    public double LogNormaliser => logNormaliser.Value;
}
