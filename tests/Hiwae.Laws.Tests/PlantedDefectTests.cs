namespace Hiwae.Runtime.Tests.Laws;

/// <summary>The laws can fail: each is shown an estimator with a defect and must find it.</summary>
public sealed class PlantedDefectTests
{
    private const int Draws = 20_000;

    [Fact]
    public void Forgetting_log_K_breaks_the_mean_and_the_bound() =>
        Breaks<LinearIwae>(proposal => proposal.LogWeights);

    [Fact]
    public void A_wrong_sign_of_log_r_breaks_the_mean_and_the_bound() =>
        Breaks<LinearBalance>(proposal => proposal.LogTerms() - (2 * proposal.Factors.Single(f => f.Kind == FactorKind.R).LogDensity));

    [Fact]
    public void Forgetting_log_r_breaks_the_mean() =>
        BreaksMean<LinearBalance>(proposal => proposal.LogTerms() - proposal.Factors.Single(f => f.Kind == FactorKind.R).LogDensity);

    [Fact]
    public void Distinct_reverse_factors_under_balance_break_the_mean_and_the_bound()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(3, dtype: ScalarType.Float64);
        using var network = (OwnReversePair.Network)OwnReversePair.CreateNetwork(noise);
        OpposedReverse.Set(network);
        Observation x = tensor([0.3], dtype: ScalarType.Float64).unsqueeze(0);
        var logMarginal = ClosedForm.LogMarginal(network, x);

        // As declared, with uniform weights, the laws hold; with balance weights put in their place they do not.
        Tensor Uniform(Observation batch, Noise n) => network.Propose(batch, network.Samples, n).LogTerms();
        Tensor Balance(Observation batch, Noise n) => OpposedReverse.BalanceTerms(network, network.Propose(batch, network.Samples, n));
        Assert.True(EstimatorLaws.Unbiased(Uniform, x, logMarginal, Draws, noise).Holds);
        Assert.True(EstimatorLaws.Bounded(Uniform, x, logMarginal, Draws, noise).Holds);
        Assert.False(EstimatorLaws.Unbiased(Balance, x, logMarginal, Draws, noise).Holds);
        Assert.False(EstimatorLaws.Bounded(Balance, x, logMarginal, Draws, noise).Holds);
    }

    [Fact]
    public void Counting_what_is_missing_breaks_the_mean()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(6, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<LinearMasked>(noise);
        var x = noise.Normal(1, 3);
        var label = noise.Normal(1, 2);
        Observation Seen(params double[] seen) =>
            new([x, tensor(seen, dtype: ScalarType.Float64).unsqueeze(0), label, ones(1, 1, dtype: ScalarType.Float64)]);
        var logMarginal = ClosedForm.LogMarginal(network, Seen(1, 0, 1));
        Tensor LogTerms(Observation batch, Noise n) => network.Propose(batch, network.Samples, n).LogTerms();
        Assert.True(EstimatorLaws.Unbiased(LogTerms, Seen(1, 0, 1), logMarginal, Draws, noise).Holds);
        Assert.False(EstimatorLaws.Unbiased(LogTerms, Seen(1, 1, 1), logMarginal, Draws, noise).Holds);
    }

    [Fact]
    public void Weights_that_do_not_sum_to_one_are_found()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(4, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<LinearBalance>(noise);
        var mixtures = CommonPoint.LogMixtures(network, noise);
        Assert.False(EstimatorLaws.PartitionOfUnity(mixtures + Math.Log(3)).Holds);
        Assert.False(EstimatorLaws.PartitionOfUnity(zeros_like(mixtures)).Holds);
    }

    [Fact]
    public void Exponentiating_before_summing_is_found_unstable()
    {
        var verdict = Stability.FiniteBound(terms => terms.exp().sum(-1).log());
        Assert.False(verdict.Holds);
    }

    private static void Breaks<TModel>(Func<Proposal<TModel>, Tensor> defect) where TModel : class, IModel<TModel>
    {
        var (unbiased, bounded) = Judge(defect);
        Assert.False(unbiased.Holds, unbiased.ToString());
        Assert.False(bounded.Holds, bounded.ToString());
    }

    private static void BreaksMean<TModel>(Func<Proposal<TModel>, Tensor> defect) where TModel : class, IModel<TModel>
    {
        var (unbiased, _) = Judge(defect);
        Assert.False(unbiased.Holds, unbiased.ToString());
    }

    private static (Verdict Unbiased, Verdict Bounded) Judge<TModel>(Func<Proposal<TModel>, Tensor> defect)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(2, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<TModel>(noise);
        Observation x = tensor([0.2, -0.4, 0.1], dtype: ScalarType.Float64).unsqueeze(0);
        var logMarginal = ClosedForm.LogMarginal(network, x);
        Tensor LogTerms(Observation batch, Noise n) => defect(network.Propose(batch, network.Samples, n));
        return (
            EstimatorLaws.Unbiased(LogTerms, x, logMarginal, Draws, noise),
            EstimatorLaws.Bounded(LogTerms, x, logMarginal, Draws, noise));
    }
}
