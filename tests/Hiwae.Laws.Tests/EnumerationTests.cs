namespace Hiwae.Laws.Tests;

/// <summary>Classes that z varies, a bit that the class depends on, and data of both.</summary>
[Model(Samples = 3)]
public sealed partial record LawfulSum(
    [Shape(3), P<Normal>(nameof(Z), nameof(C))] Tensor X,
    [Shape(2), P<Normal>(nameof(B)), Q<Normal>(nameof(X))] Tensor Z,
    [Shape(3), Enumerated, P<Categorical>(nameof(B))] Tensor C,
    [Shape(1), Enumerated, P<Bernoulli>(Learned = true)] Tensor B);

/// <summary>Exact sums: their law, and what breaks it.</summary>
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

    private static void Breaks(Func<StateSum, Tensor> sum)
    {
        var options = new LawOptions();
        var law = Suite.Of<LawfulSum>(options).Single(law => law.Name == "sum-of-states");
        var defective = new ChangedProposal<LawfulSum>(proposal => proposal with { LogWeights = proposal.LogWeights - proposal.States!.Log() + sum(proposal.States!) });
        Assert.Equal(LawOutcome.Broken, Suite.Verify(defective, law, options).Outcome);
        Assert.Equal(LawOutcome.Holds, Suite.Verify(new Subject<LawfulSum>(), law, options).Outcome);
    }
}
