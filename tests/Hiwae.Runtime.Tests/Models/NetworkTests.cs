using Hiwae.Runtime.Tests.Laws;
using Hiwae.Runtime.Tests.Training;

namespace Hiwae.Runtime.Tests.Models;

public sealed class NetworkTests
{
    [Fact]
    public void Trace_and_weights_have_the_declared_shapes()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var network = TinyBalance.CreateNetwork(noise);
        var x = zeros(7, 16);
        var proposal = network.Propose(x, 3, noise);
        Assert.Equal([7, 16], proposal.Trace.X.shape);
        Assert.Equal([7, 3, 2], proposal.Trace.Z.shape);
        Assert.Equal([7, 2], proposal.Trace.Z0.shape);
        Assert.Equal([7, 3], proposal.LogWeights.shape);
        Assert.Equal([7, 3], proposal.LogMixture!.shape);
        Assert.Equal([7], proposal.LogEstimate().shape);
    }

    [Fact]
    public void A_proposal_releases_what_is_its_own_and_leaves_the_data_to_their_owner()
    {
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        using var x = ones(7, 16);
        var noise = Noise.FromSeed(2);
        var before = LiveTensors.OfThisThread;
        using (var proposal = network.Propose(x, 3, noise))
        using (var decoded = network.Decode(proposal.Trace))
        {
            using (var copy = network.Decode(proposal.Trace))
                Assert.Equal([7, 3, 2], copy.Z.shape);
            Assert.Equal(112, proposal.Trace.X.sum().ToDouble());
            Assert.Equal([7, 3, 2], proposal.Trace.Z.shape);
            Assert.Equal([7, 3, 16], decoded.X.shape);
        }

        using (var generated = network.Generate(5, noise))
            Assert.Equal([5, 16], generated.X.shape);
        using (var part = new Observation([x]).Narrow(2, 3))
        using (var twice = part.Repeat(2))
            Assert.Equal(6, twice.Batch);
        Assert.Equal(112, x.sum().ToDouble());
        GC.Collect();
        Assert.InRange(LiveTensors.OfThisThread - before, 0, 2); // The sums, whose finalisers may not have run.
    }

    [Fact]
    public void What_is_given_stays_with_who_gave_it()
    {
        using var network = Watched.CreateNetwork(Noise.FromSeed(1));
        using var y = ones(4, 1);
        using (var generated = network.Generate(4, Noise.FromSeed(2), y))
            Assert.Equal([4, 1], generated.Y.shape);
        Assert.Equal([4, 1], y.shape);
        Assert.False(y.IsInvalid);
    }

    [Fact]
    public void Log_weights_are_the_sum_of_the_factors()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(2, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<LinearDeep>(noise);
        var proposal = network.Propose(noise.Normal(5, 3), 3, noise);
        var sum = zeros(5, 3, dtype: ScalarType.Float64);
        foreach (var factor in proposal.Factors)
            sum = factor.Kind == FactorKind.Q ? sum - factor.LogDensity : sum + factor.LogDensity;
        Assert.Equal(7, proposal.Factors.Length);
        Assert.True((sum - proposal.LogWeights).abs().max().ToDouble() < 1e-12);
    }

    [Fact]
    public void Equal_heads_make_balance_weights_uniform()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var noise = Noise.FromSeed(3, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<LinearBalance>(noise);
        var heads = ((LinearBalance.Network)network).q_z.Head;
        foreach (var parameter in heads.parameters())
            parameter.view(3, 4, -1).copy_(parameter.view(3, 4, -1)[0].clone());
        var mixture = network.Propose(noise.Normal(5, 3), 3, noise).LogMixture!;
        Assert.True((mixture + Math.Log(3)).abs().max().ToDouble() < 1e-12);
    }

    [Fact]
    public void Submodules_are_named_after_their_factors()
    {
        using var scope = NewDisposeScope();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        Assert.Equal(
            ["p_x", "q_z", "q_z0", "r_z0"],
            network.state_dict().Keys.Select(k => k.Split('.')[0]).Distinct().Order(StringComparer.Ordinal));
        Assert.Contains("q_z.layer0.weight", network.state_dict().Keys);
        Assert.Equal([3 * 4, 8], network.state_dict()["q_z.head.weight"].shape);
    }

    [Fact]
    public void Generated_and_decoded_samples_have_the_declared_shapes_and_values()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var network = TinyBalance.CreateNetwork(noise);
        var generated = network.Generate(9, noise);
        Assert.Equal([9, 16], generated.X.shape);
        Assert.True(generated.X.eq(0).logical_or(generated.X.eq(1)).all().ToBoolean());
        Assert.Equal([9, 1, 2], generated.Z.shape);
        Assert.Equal([9, 2], generated.Z0.shape);
        var decoded = network.Decode(generated).X;
        Assert.Equal([9, 1, 16], decoded.shape);
        Assert.True(decoded.gt(0).logical_and(decoded.lt(1)).all().ToBoolean());
        var reconstruction = Assert.Single(network.Reconstruct(generated.X, 3, noise));
        Assert.Equal([9, 16], reconstruction.shape);
    }

    [Fact]
    public void Wrong_shapes_are_named_with_what_they_must_be()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var network = TinyBalance.CreateNetwork(noise);
        var error = Assert.Throws<ArgumentException>(() => network.Propose(zeros(2, 15), 3, noise));
        Assert.Contains("tiny-balance.X has shape [2, 15]; it must be [batch, 16]; pass 16 values for each datum.", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.Propose(zeros(2, 16), 2, noise));
        Assert.Throws<ArgumentException>(() => network.Propose(new Observation([zeros(2, 16), zeros(2, 16)]), 3, noise));
    }

    [Fact]
    public void A_network_can_be_converted()
    {
        using var scope = NewDisposeScope();
        using var network = TinyBalance.CreateNetwork(Noise.FromSeed(1));
        network.to(ScalarType.Float64);
        Assert.All(network.parameters(), p => Assert.Equal(ScalarType.Float64, p.dtype));
        var bound = network.LogEstimate(zeros(2, 16, dtype: ScalarType.Float64), 3, Noise.FromSeed(1, dtype: ScalarType.Float64));
        Assert.Equal(ScalarType.Float64, bound.dtype);
    }

    [Fact]
    public void The_factorisation_reads_like_the_mathematics() => Assert.Equal(
        "p(x | z) p(z)  ·  q_j(z | z0, x) q(z0 | x)  ·  r(z0 | z, x)",
        TinyBalance.Description.Factorisation());

    [Fact]
    public void A_proposal_leaves_no_tensor_behind_but_its_results()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var network = TinyBalance.CreateNetwork(noise);
        var x = zeros(4, 16);
        var before = scope.DisposablesCount;
        network.Propose(x, 3, noise);

        // A view of X, Z, Z0, log w, log π and five factors.
        Assert.Equal(before + 10, scope.DisposablesCount);
        Assert.False(x.IsInvalid);
    }
}
