using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>A whole training step, as a generated model makes it.</summary>
public class TrainingTests
{
    private sealed class Vae : nn.Module<Tensor, Tensor, Tensor>
    {
        private readonly nn.Module<Tensor, Tensor> _encoder = nn.Sequential(nn.Linear(12, 16), nn.Tanh(), nn.Linear(16, 8));
        private readonly nn.Module<Tensor, Tensor> _decoder = nn.Sequential(nn.Linear(4, 16), nn.Tanh(), nn.Linear(16, 12));

        public Vae() : base(nameof(Vae))
        {
            register_module("encoder", _encoder);
            register_module("decoder", _decoder);
        }

        /// <summary>The importance-weighted bound of each datum, from noise of shape [batch, samples, 4].</summary>
        public override Tensor forward(Tensor x, Tensor noise)
        {
            using var scope = NewDisposeScope();
            var parts = _encoder.call(x).unsqueeze(1).chunk(2, -1);
            var scale = nn.functional.softplus(parts[1]) + 1e-3;
            var z = parts[0] + scale * noise;
            var logits = _decoder.call(z);
            var logP = (x.unsqueeze(1) * logits - logits.softplus()).sum(-1) - 0.5 * z.square().sum(-1);
            var logQ = -(scale.log() + 0.5 * noise.square()).sum(-1);
            return ((logP - logQ).logsumexp(1) - Math.Log(noise.shape[1])).MoveToOuterDisposeScope();
        }
    }

    [Fact]
    public void A_small_autoencoder_learns_and_keeps_its_memory_flat()
    {
        manual_seed(1);
        using var generator = new Generator(2);
        using var model = new Vae();
        using var optimizer = optim.Adam(model.parameters(), lr: 1e-2);
        using var x = rand(32, 12, generator: generator).round();
        var bounds = new List<double>();
        var live = new List<long>();
        for (var step = 0; step < 300; step++)
        {
            using var scope = NewDisposeScope();
            var bound = model.call(x, randn(32, 5, 4, generator: generator)).mean();
            optimizer.zero_grad();
            (-bound).backward();
            nn.utils.clip_grad_norm_(model.parameters(), 10);
            optimizer.step();
            bounds.Add(bound.item<float>());
            live.Add(Tensor.TotalCount - scope.DisposablesCount);
        }
        Assert.True(bounds[^1] > bounds[0] + 1, $"from {bounds[0]} to {bounds[^1]}");
        Assert.All(live.Skip(1), count => Assert.True(count <= live[1], $"{count} tensors alive, {live[1]} after the first steps"));
        Assert.Equal(8, model.parameters().Count());
    }
}
