namespace Hiwae.Bench.ByHand.Models;

/// <summary>Points in the plane.</summary>
internal sealed class SmallHiwae(int samples) : DenseHierarchical("small-hiwae", samples, 2, 4, [64], 2)
{
    protected override Tensor Likelihood(Tensor z, Tensor x) => Densities.Normal(Decoded(z), x);
}
