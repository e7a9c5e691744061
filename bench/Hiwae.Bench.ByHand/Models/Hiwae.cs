namespace Hiwae.Bench.ByHand.Models;

/// <summary>Binarised images.</summary>
internal sealed class Hiwae(int samples) : DenseHierarchical("hiwae", samples, 784, 784, [200, 200], 50)
{
    protected override Tensor Likelihood(Tensor z, Tensor x) => Densities.Bernoulli(Decoded(z), x);
}
