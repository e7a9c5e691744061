using Hiwae.Bench.ByHand.Layers;
using TorchSharp.Modules;

namespace Hiwae.Bench.ByHand.Models;

/// <summary>Counts whose log rates a latent variable gives; the encoder reads their logarithms.</summary>
internal sealed class CountTable : Model
{
    private const long Size = 20;
    private const long Latent = 5;

    private readonly Sequential p_x = Dense.Tanh(Latent, [64], Size);
    private readonly Sequential q_z = Dense.Tanh(Size, [64], 2 * Latent);

    public CountTable()
        : base("count-table") => RegisterComponents();

    public override Tensor[] DrawNoise(long batch, long samples) => [randn(batch, samples, Latent)];

    public override Tensor LogWeights(Tensor x, Tensor[] noise)
    {
        using var scope = NewDisposeScope();
        var raw = q_z.call(x.log1p()).unsqueeze(1);
        var z = Densities.Draw(raw, noise[0]);
        var logW = Densities.Poisson(p_x.call(z), x.unsqueeze(1)) + Densities.StandardNormal(z) - Densities.Normal(raw, z);
        return (logW - Math.Log(logW.shape[1])).MoveToOuterDisposeScope();
    }
}
