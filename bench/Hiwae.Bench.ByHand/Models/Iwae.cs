using Hiwae.Bench.ByHand.Layers;
using TorchSharp.Modules;

namespace Hiwae.Bench.ByHand.Models;

/// <summary>Independent proposals (Burda, Grosse and Salakhutdinov 2016).</summary>
internal sealed class Iwae : Model
{
    private const long Pixels = 784;
    private const long Latent = 50;

    private readonly Sequential p_x = Dense.Tanh(Latent, [200, 200], Pixels);
    private readonly Sequential q_z = Dense.Tanh(Pixels, [200, 200], 2 * Latent);

    public Iwae()
        : base("iwae") => RegisterComponents();

    public override Tensor[] DrawNoise(long batch, long samples) => [randn(batch, samples, Latent)];

    public override Tensor LogWeights(Tensor x, Tensor[] noise)
    {
        using var scope = NewDisposeScope();
        var raw = q_z.call(x).unsqueeze(1);
        var z = Densities.Draw(raw, noise[0]);
        var logW = Densities.Bernoulli(p_x.call(z), x.unsqueeze(1)) + Densities.StandardNormal(z) - Densities.Normal(raw, z);
        return (logW - Math.Log(logW.shape[1])).MoveToOuterDisposeScope();
    }
}
