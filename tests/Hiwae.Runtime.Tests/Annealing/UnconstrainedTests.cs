using Hiwae.Annealing;

namespace Hiwae.Runtime.Tests.Annealing;

/// <summary>Positive latent values, and some between 0 and 1.</summary>
[Model(Samples = 2)]
public sealed partial record Bounded(
    [Shape(3), P<Normal>(nameof(Scale), nameof(Share))] Tensor X,
    [Shape(2), P<HalfNormal>, Q<HalfNormal>(nameof(X))] Tensor Scale,
    [Shape(1), P<Beta>, Q<Beta>(nameof(X))] Tensor Share);

/// <summary>Latent values on parts of the line are moved on all of it.</summary>
public sealed class UnconstrainedTests
{
    [Fact]
    public void The_gradient_is_that_of_differences()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(6, dtype: ScalarType.Float64);
        using var network = Bounded.CreateNetwork(noise);
        var data = network.Checked(RandomData.Of(Bounded.Description, 2, noise));
        var map = Unconstrained.Of(Bounded.Description);
        LogJoint joint = new PortableJoint<Bounded>(network, data, 2) { Size = map.Size };
        foreach (var start in new StartDensity[] { new PriorStart<Bounded>(network, data, map) { Scales = [.. Enumerable.Repeat(1.0, 6)] }, NormalStart.Of(network, data, map, 1) })
        {
            var path = new AnnealedPath(joint, map, start, 2);
            var u = path.Draw(5).U;
            var gradient = path.At(u, 0.3, hasGradient: true).Gradient;
            for (var i = 0; i < u.Length; i++)
            {
                double At(double by)
                {
                    var moved = (double[])u.Clone();
                    moved[i] += by;
                    return path.At(moved, 0.3, hasGradient: false).LogDensity(i / map.Size, 0.3);
                }

                Assert.Equal((At(1e-5) - At(-1e-5)) / 2e-5, gradient[i], 1e-5 * (1 + Math.Abs(gradient[i])));
            }
        }
    }

    [Fact]
    public void The_map_is_inverted()
    {
        var map = Unconstrained.Of(Bounded.Description);
        double[] u = [0.3, -2, 1.5, 4, 0, -3];
        var z = (double[])map.Map(u, new double[2]).Clone();
        map.Invert(z);
        for (var i = 0; i < u.Length; i++)
            Assert.Equal(u[i], z[i], 1e-9);
    }

    [Theory]
    [InlineData(AnnealingStart.Prior)]
    [InlineData(AnnealingStart.Proposal)]
    public void Chains_agree_with_draws_from_the_prior(AnnealingStart start)
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(8);
        using var network = Bounded.CreateNetwork(noise);
        var data = RandomData.Of(Bounded.Description, 4, noise);
        var sampled = AnnealedImportance.LogLikelihoods(network, data, new() { Steps = 1, Chains = 100_000 }).SelectMany(block => block).ToArray();
        var annealed = AnnealedImportance.LogLikelihoods(network, data, new() { Steps = 100, Chains = 100, Start = start }).SelectMany(block => block).ToArray();
        foreach (var (right, found) in sampled.Zip(annealed))
        {
            Assert.True(right.StandardError < 0.2 && found.StandardError < 0.3, $"{right.StandardError}, {found.StandardError}");
            Assert.True(Math.Abs(found.Value - right.Value) < 6 * double.Hypot(right.StandardError, found.StandardError), $"{found.Value} ± {found.StandardError}, and {right.Value} ± {right.StandardError}");
            Assert.InRange(found.Acceptance, 0.3, 0.95); // Found on other chains, so that it is near 0.65 only by and large.
        }
    }
}
