using Hiwae.Training;

namespace Hiwae.Laws.Tests;

/// <summary>Classes that z varies, a bit that the class depends on, and data of both.</summary>
[Model(Samples = 3)]
public sealed partial record LawfulSum(
    [Shape(3), P<Normal>(nameof(Z), nameof(C))] Tensor X,
    [Shape(2), P<Normal>(nameof(B)), Q<Normal>(nameof(X))] Tensor Z,
    [Shape(3), Enumerated, P<Categorical>(nameof(B))] Tensor C,
    [Shape(1), Enumerated, P<Bernoulli>(Learned = true)] Tensor B);

/// <summary>Bits by class.</summary>
[Model]
public sealed partial record LatentClasses(
    [Shape(12), P<Bernoulli>(nameof(C))] Tensor X,
    [Shape(3), Enumerated, P<Categorical>(Learned = true)] Tensor C);

/// <summary>Exact sums: their law, what breaks it, and that classes are learned.</summary>
public sealed class EnumerationTests
{
    [Fact]
    public void The_laws_hold() => ModelLaws.Check<LawfulSum>();

    [Fact]
    public void A_sum_that_is_wrong_is_found()
    {
        // A state that is left out, a prior that is forgotten, and a mean in the place of the sum.
        Breaks(sum => sum.ByState().narrow(-1, 1, 5).logsumexp(-1));
        Breaks(sum => sum.ByState().logsumexp(-1) - Math.Log(6));
        Breaks(sum => sum.ByState().amax([-1]));
    }

    /// <summary>Classes of a known model are found again, up to their order. Mixtures have local optima, so that the best of three trainings counts, judged by what it was trained on.</summary>
    [Fact]
    public void Classes_are_learned_from_data_without_them()
    {
        using var scope = NewDisposeScope();
        var shares = tensor(new[] { 0.5f, 0.3f, 0.2f });
        var means = (Noise.FromSeed(3).Uniform(3, 12) > 0.5).to_type(ScalarType.Float32) * 0.8 + 0.1;
        var noise = Noise.FromSeed(4);
        (Tensor X, Tensor C) Drawn(int rows)
        {
            var c = Density.Sample<Categorical>(shares.log(), noise, rows, 3);
            return ((noise.Uniform(rows, 12) < c.matmul(means)).to_type(ScalarType.Float32), c);
        }

        var ((train, _), (test, labels)) = (Drawn(2000), Drawn(5000));
        double truth;
        using (no_grad())
            truth = (test.matmul(means.log().t()) + (1 - test).matmul((1 - means).log().t()) + shares.log()).logsumexp(1).mean().ToDouble();
        var (_, found, purity) = Enumerable.Range(1, 3).Select(seed => Trained(seed, train, test, labels)).MaxBy(trained => trained.Training);

        // Measured: 0.012 nats. Maximum likelihood is behind by parameters/(2 · rows), 38/4000.
        Assert.InRange(truth - found, -0.01, 0.03);
        Assert.True(purity > 0.9, $"{purity}");
    }

    /// <summary>The mean log-likelihoods, and how many rows a class has in common with the label that has most of its rows.</summary>
    private static (double Training, double Test, double Purity) Trained(int seed, Tensor train, Tensor test, Tensor labels)
    {
        var options = new TrainingOptions { Seed = seed, Epochs = 600, LearningRate = 0.03, Schedule = new LearningRateSchedule.Cosine() };
        using var start = Trainer.Start<LatentClasses>(options);
        var noise = Noise.FromSeed(seed);
        for (var step = 0; step < options.Epochs; step++)
        {
            using var rows = train.index_select(0, noise.Permutation(2000).narrow(0, 0, 200));
            Trainer.Step(start with { Step = step }, new Observation([rows]), options);
        }

        using var constant = no_grad();
        start.Network.eval();
        var proposal = start.Network.Propose(test, 1, noise);
        var table = labels.t().matmul(proposal.Trace.C.squeeze(1));
        return (start.Network.LogEstimate(train, 1, noise).mean().ToDouble(), proposal.LogEstimate().mean().ToDouble(), table.amax([1]).sum().ToDouble() / 5000);
    }

    private static void Breaks(Func<StateSum, Tensor> sum)
    {
        var options = new LawOptions();
        var law = Suite.Of<LawfulSum>(options).Single(law => law.Name == "sum-of-states");
        var defective = new ChangedProposal<LawfulSum>(proposal => proposal with { LogWeights = proposal.LogWeights - proposal.States!.Log() + sum(proposal.States!) });
        Assert.Equal(LawOutcome.Broken, Suite.Verify(defective, law, options).Outcome);
        Assert.Equal(LawOutcome.Holds, Suite.Verify(new Subject<LawfulSum>(), law, options).Outcome);
    }
}
