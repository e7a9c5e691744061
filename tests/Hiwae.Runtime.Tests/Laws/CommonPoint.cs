using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Laws;

/// <summary>Makes all proposals of a model arrive at one point, by solving for the noise that leads there.</summary>
internal static class CommonPoint
{
    /// <summary>log π_j with z_1 = … = z_K at random points, [points, samples].</summary>
    public static Tensor LogMixtures(LinearBalance.Network network, Noise noise)
    {
        const int points = 64;
        var x = noise.Normal(points, 3);
        var noiseOfZ0 = noise.Normal(points, 1, 2);
        var q0 = Normal.FromRaw(network.q_z0.call([x.unsqueeze(1)]));
        var z0 = q0.Mean + (q0.LogScale.exp() * noiseOfZ0);
        var proposals = Normal.FromRaw(Heads.Own(network.q_z.AllHeads([z0, x.unsqueeze(1)])));
        var point = noise.Normal(points, 1, 2) * 2;
        var noiseOfZ = (point - proposals.Mean) / proposals.LogScale.exp();
        return network.Propose(x, network.Samples, new Replayed(noiseOfZ0, noiseOfZ)).LogMixture!;
    }

    private sealed class Replayed(params Tensor[] normals) : Noise(CPU, ScalarType.Float64)
    {
        private readonly Queue<Tensor> left = new(normals);

        public override Tensor Normal(params ReadOnlySpan<long> shape)
        {
            var next = left.Dequeue();
            Assert.Equal(shape.ToArray(), next.shape);
            return next;
        }

        public override Tensor Uniform(params ReadOnlySpan<long> shape) => throw new NotSupportedException("The model draws normals only.");

        public override Tensor Permutation(long count) => throw new NotSupportedException("The model draws normals only.");
    }
}
