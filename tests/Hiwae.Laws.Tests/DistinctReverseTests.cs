namespace Hiwae.Laws.Tests;

/// <summary>What does not compile, and why: reverse factors of their own under weights that compare proposals.</summary>
public sealed class DistinctReverseTests
{
    private const int Draws = 20_000;

    [Fact]
    public void Distinct_reverse_factors_under_balance_break_the_mean_and_the_bound()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(3, dtype: ScalarType.Float64);
        using var network = OwnReversePair.CreateNetwork(noise);
        OpposedReverse.Set(network);
        Observation x = tensor([0.3], dtype: ScalarType.Float64).unsqueeze(0);
        var logMarginal = ClosedForm.LogMarginal(network, x);

        // As declared, with uniform weights, the laws hold; with balance weights put in their place they do not.
        Tensor Uniform(Observation batch, Noise n) => network.Propose(batch, network.Samples, n).LogTerms();
        Tensor Balance(Observation batch, Noise n) => OpposedReverse.BalanceTerms(network, network.Propose(batch, network.Samples, n));
        Assert.True(EstimatorLaws.Unbiased(LogEstimates(Uniform, x, noise), logMarginal).Holds);
        Assert.True(EstimatorLaws.Bounded(LogEstimates(Uniform, x, noise), logMarginal).Holds);
        Assert.False(EstimatorLaws.Unbiased(LogEstimates(Balance, x, noise), logMarginal).Holds);
        Assert.False(EstimatorLaws.Bounded(LogEstimates(Balance, x, noise), logMarginal).Holds);
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
        Assert.True(EstimatorLaws.Unbiased(LogEstimates(LogTerms, Seen(1, 0, 1), noise), logMarginal).Holds);
        Assert.False(EstimatorLaws.Unbiased(LogEstimates(LogTerms, Seen(1, 1, 1), noise), logMarginal).Holds);
    }

    /// <summary>Draws of log ŵ, from log(π_j w_j), [batch, samples], for a batch of equal data.</summary>
    private static double[] LogEstimates(Func<Observation, Noise, Tensor> logTerms, Observation datum, Noise noise)
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        return [.. logTerms(datum.Repeated(Draws), noise).logsumexp(-1).data<double>()];
    }
}
