using Hiwae.Annealing;
using Hiwae.Compilation;
using Hiwae.Evaluation;
using Hiwae.Programs;
using Hiwae.Runtime.Tests.Laws;
using Hiwae.Tests;

namespace Hiwae.Runtime.Tests.Steps;

/// <summary>Sums over enumerated variables. That both paths agree is tested of all models together.</summary>
public sealed class EnumeratedTests
{
    [Fact]
    public void States_are_in_order_those_of_the_last_variable_next_to_each_other()
    {
        Enumeration states = new(new EnumeratedVariable("B", Support.Binary, 2), new EnumeratedVariable("C", Support.OneHot, 3));
        Assert.Equal(12, states.Count);
        Assert.Equal([0, 0, 0, 0, 0, 0, 0, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 1, 1, 1, 1, 1], states.Rows(0));
        Assert.Equal([1, 0, 0, 0, 1, 0, 0, 0, 1], states.Rows(1)[..9]);
        using var scope = NewDisposeScope();
        Assert.Equal([2, 60, 3], states.Values(1, 2, 5, Noise.FromSeed(0)).shape);
    }

    [Fact]
    public void Without_draws_the_bound_is_the_logarithm_of_the_density()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var network = PlainMixture.CreateNetwork(Noise.FromSeed(1, dtype: ScalarType.Float64));
        var x = Noise.FromSeed(2, dtype: ScalarType.Float64).Normal(50, 2) * 3;
        var raw = network.p_x.Raw([eye(3, dtype: ScalarType.Float64).unsqueeze(0)]).squeeze(0); // [3, 4]: means, log scales
        var (mean, logScale) = (raw.narrow(1, 0, 2), raw.narrow(1, 2, 2));
        var weights = network.p_c.Raw().reshape(3).log_softmax(0);
        var normals = ((((x.unsqueeze(1) - mean) / logScale.exp()).square() * -0.5) - logScale - (0.5 * Math.Log(2 * Math.PI))).sum(-1);
        Agreement.Close((normals + weights).logsumexp(1), network.LogEstimate(x, 3, Noise.FromSeed(3, dtype: ScalarType.Float64)), "log p(x)", "formula");
    }

    [Fact]
    public void Draws_of_the_posterior_are_exact()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var network = PlainMixture.CreateNetwork(Noise.FromSeed(1, dtype: ScalarType.Float64));
        var x = tensor(new[,] { { 0.3, -0.4 } });
        const int Draws = 20_000;
        var proposal = network.Propose(new Observation([x.repeat(Draws, 1)]), 1, Noise.FromSeed(4, dtype: ScalarType.Float64));
        var logs = Enumerable.Range(0, 3).Select(c => network.LogJoint(new Observation([x]), [eye(3, dtype: ScalarType.Float64)[c].view(1, 1, 3)]).Sum(factor => factor.LogDensity.ToDouble())).ToArray();
        var total = logs.Sum(Math.Exp);
        for (var c = 0; c < 3; c++)
        {
            // Six standard errors.
            var (share, found) = (Math.Exp(logs[c]) / total, proposal.Trace.C.select(-1, c).mean().ToDouble());
            Assert.InRange(found, share - (6 * Math.Sqrt(share * (1 - share) / Draws)), share + (6 * Math.Sqrt(share * (1 - share) / Draws)));
        }

        var q = proposal.Factors.Single(factor => factor.Kind == FactorKind.Q);
        var sum = proposal.Factors.Where(factor => factor.Kind == FactorKind.P).Aggregate(zeros_like(q.LogDensity), (all, factor) => all + factor.LogDensity);
        Agreement.Close(proposal.LogWeights, sum - q.LogDensity, "log w", "at the state that was drawn");
    }

    [Fact]
    public void Many_proposals_with_states_go_in_slices_and_give_the_same()
    {
        using var scope = NewDisposeScope();
        using var network = ClassImages.CreateNetwork(Noise.FromSeed(5), samples: 700);
        network.train();
        var data = RandomData.Of(ClassImages.Description, 3, Noise.FromSeed(6));
        foreach (var perBlock in (int?[])[null, 100])
        {
            using var step = new CompiledProgram(network.Record(isTraining: true, Gradient.Reparameterised));
            Assert.Equal(perBlock is null ? 1 : 7, step.Slices(700, perBlock).Count);
            network.zero_grad();
            var found = step.WriteGradients(data, 700, Noise.FromSeed(7), -1.0 / 3, 1, perBlock, null);
            var expected = network.LogEstimate(data, 700, Noise.FromSeed(7));
            Agreement.Close(expected.detach(), tensor(found), "log ŵ", $"{perBlock}");
        }

        using var larger = new CompiledProgram(network.Record(isTraining: true, Gradient.Reparameterised));
        Assert.True(larger.Slices(5000, null).Count > 1); // 20,000 states.
    }

    [Fact]
    public void Chains_that_move_along_a_gradient_refuse_what_has_none()
    {
        using var scope = NewDisposeScope();
        using var network = ClassImages.CreateNetwork(Noise.FromSeed(5));
        network.eval();
        var data = RandomData.Of(ClassImages.Description, 1, Noise.FromSeed(6));
        var error = Assert.Throws<ArgumentException>(() => { AnnealedImportance.LogLikelihoods(network, data, new AnnealingOptions()).ToArray(); });
        Assert.Contains("class-images.C is discrete (Categorical)", error.Message, StringComparison.Ordinal);
    }
}
