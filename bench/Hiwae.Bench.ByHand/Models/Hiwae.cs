using Hiwae.Bench.ByHand.Layers;
using TorchSharp.Modules;

namespace Hiwae.Bench.ByHand.Models;

/// <summary>Dense networks.</summary>
internal abstract class DenseHierarchical : Hierarchical
{
    private readonly Sequential p_x;
    private readonly Sequential q_z;
    private readonly Sequential q_z0;
    private readonly Sequential r_z0;

    /// <summary>Networks of the given sizes.</summary>
    /// <param name="name">The model's name.</param>
    /// <param name="samples">K.</param>
    /// <param name="size">Values of each datum.</param>
    /// <param name="parameters">Raw parameters of the likelihood.</param>
    /// <param name="hidden">Sizes of the hidden layers.</param>
    /// <param name="latent">The size of z, and of the auxiliary.</param>
    protected DenseHierarchical(string name, int samples, long size, long parameters, ImmutableArray<long> hidden, long latent)
        : base(name, samples, latent)
    {
        p_x = Dense.Tanh(latent, hidden, parameters);
        q_z = Dense.Tanh(latent + size, hidden, samples * 2 * latent);
        q_z0 = Dense.Tanh(size, hidden, 2 * latent);
        r_z0 = Dense.Tanh(latent + size, hidden, 2 * latent);
        register_module(nameof(p_x), p_x);
        register_module(nameof(q_z), q_z);
        register_module(nameof(q_z0), q_z0);
        register_module(nameof(r_z0), r_z0);
    }

    /// <summary>The likelihood's raw parameters, [batch, samples, parameters].</summary>
    protected Tensor Decoded(Tensor z) => p_x.call(z);

    protected override Tensor Context(Tensor x) => x;

    protected override Tensor Auxiliary(Tensor context) => q_z0.call(context);

    protected override Tensor Proposals(Tensor z0, Tensor context) => q_z.call(Dense.Join(z0, context));

    protected override Tensor Reverse(Tensor z, Tensor context) => r_z0.call(Dense.Join(z, context));
}

/// <summary>Binarised images.</summary>
internal sealed class Hiwae(int samples) : DenseHierarchical("hiwae", samples, 784, 784, [200, 200], 50)
{
    protected override Tensor Likelihood(Tensor z, Tensor x) => Densities.Bernoulli(Decoded(z), x);
}

/// <summary>Points in the plane.</summary>
internal sealed class SmallHiwae(int samples) : DenseHierarchical("small-hiwae", samples, 2, 4, [64], 2)
{
    protected override Tensor Likelihood(Tensor z, Tensor x) => Densities.Normal(Decoded(z), x);
}
