namespace Hiwae.Bench.ByHand.Models;

/// <summary>Proposals that share an auxiliary draw, each with a head of its own, weighted by the balance heuristic (Huang et al. 2019).</summary>
/// <param name="name">The model's name.</param>
/// <param name="samples">K.</param>
/// <param name="latent">The size of z, and of the auxiliary.</param>
internal abstract class Hierarchical(string name, int samples, long latent) : Model(name)
{
    public override Tensor[] DrawNoise(long batch, long count) => [randn(batch, 1, latent), randn(batch, count, latent)];

    public override Tensor LogWeights(Tensor x, Tensor[] noise)
    {
        using var scope = NewDisposeScope();
        var datum = x.unsqueeze(1);
        var context = Context(datum);
        var rawZ0 = Auxiliary(context);
        var z0 = Densities.Draw(rawZ0, noise[0]);

        // There is one z0 for all samples, so that the heads need no plate: [batch, heads, parameters], and sample j reads head j.
        var rawZ = Proposals(z0, context).view(x.shape[0], samples, 2 * latent);
        var z = Densities.Draw(rawZ, noise[1]);

        // log q_i(z_j), [batch, samples j, heads i]
        var logQ = Densities.Normal(rawZ.unsqueeze(1), z.unsqueeze(2));
        var own = logQ.diagonal(dim1: 1, dim2: 2);
        var logW = Likelihood(z, datum) + Densities.StandardNormal(z) + Densities.Normal(Reverse(z, context), z0) - own - Densities.Normal(rawZ0, z0);
        return (logW + own - logQ.logsumexp(-1)).MoveToOuterDisposeScope();
    }

    /// <summary>The input of the inference networks, [batch, 1, size].</summary>
    protected abstract Tensor Context(Tensor x);

    /// <summary>The raw parameters of q(z0 | x), [batch, 1, 2 · latent].</summary>
    protected abstract Tensor Auxiliary(Tensor context);

    /// <summary>The raw parameters of q(z | z0, x), of all heads, [batch, 1, heads · 2 · latent].</summary>
    protected abstract Tensor Proposals(Tensor z0, Tensor context);

    /// <summary>The raw parameters of r(z0 | z, x), [batch, samples, 2 · latent].</summary>
    protected abstract Tensor Reverse(Tensor z, Tensor context);

    /// <summary>log p(x | z), [batch, samples].</summary>
    protected abstract Tensor Likelihood(Tensor z, Tensor x);
}
