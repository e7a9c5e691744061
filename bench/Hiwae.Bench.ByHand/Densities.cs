using static TorchSharp.torch.nn;

namespace Hiwae.Bench.ByHand;

/// <summary>Log-densities in nats, summed over the last dimension. A normal density's raw parameters are a block of means, then one of log scales.</summary>
internal static class Densities
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>Independent bits under their logits, broadcast; as fast as the library's cross-entropy, and the same.</summary>
    public static Tensor Bernoulli(Tensor logits, Tensor value) => (value * logits).sum(-1) - functional.softplus(logits).sum(-1);

    /// <summary>Independent counts under the logarithms of their rates.</summary>
    public static Tensor Poisson(Tensor logRate, Tensor value) => ((value * logRate) - logRate.exp()).sum(-1) - (value + 1).lgamma().sum(-1);

    /// <summary>A normal density of raw parameters.</summary>
    public static Tensor Normal(Tensor raw, Tensor value)
    {
        var (mean, logScale) = Blocks(raw);
        return ((((value - mean) * (-logScale).exp()).square() * -0.5) - logScale - HalfLogTwoPi).sum(-1);
    }

    /// <summary>The standard normal density.</summary>
    public static Tensor StandardNormal(Tensor value) => ((value.square() * -0.5) - HalfLogTwoPi).sum(-1);

    /// <summary>A normal density's draw, from standard normal noise.</summary>
    public static Tensor Draw(Tensor raw, Tensor noise)
    {
        var (mean, logScale) = Blocks(raw);
        return mean + (logScale.exp() * noise);
    }

    private static (Tensor Mean, Tensor LogScale) Blocks(Tensor raw) => raw.chunk(2, -1) switch { var blocks => (blocks[0], blocks[1]) };
}
