using TorchSharp.Modules;

namespace Hiwae.Bench.ByHand.Layers;

/// <summary>Networks of dense layers.</summary>
internal static class Dense
{
    /// <summary>Hidden layers with tanh, then a linear one.</summary>
    /// <param name="inputs">The size of the input.</param>
    /// <param name="hidden">The hidden layers' sizes.</param>
    /// <param name="outputs">The size of the output.</param>
    public static Sequential Tanh(long inputs, ImmutableArray<long> hidden, long outputs)
    {
        var layers = new List<(string, nn.Module<Tensor, Tensor>)>();
        for (var i = 0; i < hidden.Length; i++)
        {
            layers.Add(($"layer{i}", nn.Linear(i == 0 ? inputs : hidden[i - 1], hidden[i])));
            layers.Add(($"tanh{i}", nn.Tanh()));
        }

        layers.Add(("head", nn.Linear(hidden.IsEmpty ? inputs : hidden[^1], outputs)));
        return nn.Sequential(layers);
    }

    /// <summary>Inputs [batch, 1 or samples, size], joined along the last dimension.</summary>
    public static Tensor Join(Tensor left, Tensor right)
    {
        var samples = Math.Max(left.shape[1], right.shape[1]);
        return cat([left.expand(-1, samples, -1), right.expand(-1, samples, -1)], -1);
    }
}
