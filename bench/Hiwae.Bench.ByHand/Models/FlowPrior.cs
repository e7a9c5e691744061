using Hiwae.Bench.ByHand.Layers;
using TorchSharp.Modules;

namespace Hiwae.Bench.ByHand.Models;

/// <summary>Independent proposals, and a prior on the plane that couplings bend (Dinh et al. 2017).</summary>
internal sealed class FlowPrior : Model
{
    private const long Pixels = 784;
    private const long Latent = 2;

    private readonly Sequential p_x = Dense.Tanh(Latent, [200, 200], Pixels);
    private readonly Sequential q_z = Dense.Tanh(Pixels, [200, 200], 2 * Latent);
    private readonly Couplings flow_p_z = new();

    public FlowPrior()
        : base("flow-prior") => RegisterComponents();

    public override Tensor[] DrawNoise(long batch, long samples) => [randn(batch, samples, Latent)];

    public override Tensor LogWeights(Tensor x, Tensor[] noise)
    {
        using var scope = NewDisposeScope();
        var raw = q_z.call(x).unsqueeze(1);
        var z = Densities.Draw(raw, noise[0]);
        var logW = Densities.Bernoulli(p_x.call(z), x.unsqueeze(1)) + flow_p_z.call(z) - Densities.Normal(raw, z);
        return (logW - Math.Log(logW.shape[1])).MoveToOuterDisposeScope();
    }

    /// <summary>log p(z) under a standard normal density behind four couplings, which change one value by the other, in turn.</summary>
    private sealed class Couplings : nn.Module<Tensor, Tensor>
    {
        private const double Bound = 2;

        private readonly Sequential layer0 = Dense.Tanh(1, [64], 2);
        private readonly Sequential layer2 = Dense.Tanh(1, [64], 2);
        private readonly Sequential layer4 = Dense.Tanh(1, [64], 2);
        private readonly Sequential layer6 = Dense.Tanh(1, [64], 2);

        public Couplings()
            : base(nameof(Couplings)) => RegisterComponents();

        public override Tensor forward(Tensor z)
        {
            using var scope = NewDisposeScope();
            var (first, second) = (z.narrow(-1, 0, 1), z.narrow(-1, 1, 1));
            Tensor? total = null;
            foreach (var layer in new[] { layer6, layer4, layer2, layer0 })
            {
                // What comes out of one coupling goes into the one before it with its values exchanged.
                if (total is not null)
                    (first, second) = (second, first);
                var parts = layer.call(first).chunk(2, -1);
                var logScale = (parts[0] / Bound).tanh() * Bound;
                second = (second - parts[1]) * (-logScale).exp();
                total = total is null ? logScale : total + logScale;
            }

            return (Densities.StandardNormal(cat([first, second], -1)) - total!.squeeze(-1)).MoveToOuterDisposeScope();
        }
    }
}
