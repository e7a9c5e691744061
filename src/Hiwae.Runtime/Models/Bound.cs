namespace Hiwae;

/// <summary>Estimates of log p(x) from proposals, in log space throughout.</summary>
public static class Bound
{
    /// <summary>log ŵ = log Σ_j π_j w_j for every datum, [batch], in nats; its mean is the bound L_K of Burda et al. (2016).</summary>
    public static Tensor LogEstimate<TModel>(this Proposal<TModel> proposal) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        return proposal.LogTerms().logsumexp(-1).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The logarithm of a power mean of the weights for every datum, [batch], in nats: (1 − α)⁻¹ log Σ_j π_j w_j^(1 − α), and under balance weights
    /// (1 − α)⁻¹ log 1/K Σ_j (K π_j w_j)^(1 − α). At α = 0 it is log ŵ, elsewhere less; its mean is the bound of Daudel et al. (2023).
    /// </summary>
    /// <param name="proposal">The proposals.</param>
    /// <param name="alpha">α, at least 0 and below 1.</param>
    /// <exception cref="ArgumentException">α is out of its range, or above 0 with power or maximum weights.</exception>
    public static Tensor LogEstimate<TModel>(this Proposal<TModel> proposal, double alpha) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        return (proposal.LogPowers(alpha).logsumexp(-1) / (1 - alpha)).MoveToOuterDisposeScope();
    }

    /// <summary>ω_j = π_j w_j / Σ_i π_i w_i, [batch, samples].</summary>
    public static Tensor NormalisedWeights<TModel>(this Proposal<TModel> proposal) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        return proposal.LogTerms().softmax(-1).MoveToOuterDisposeScope();
    }

    /// <summary>log w_j without the weighting, [batch, samples], in nats.</summary>
    /// <inheritdoc cref="ModelNetwork{TModel}.Propose(Observation, int, Noise)"/>
    public static Tensor LogWeights<TModel>(
        this ModelNetwork<TModel> network, Observation observation, int samples, Noise noise)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        return network.Propose(observation, samples, noise).LogWeights.MoveToOuterDisposeScope();
    }

    /// <summary>One draw of log ŵ with K samples for every datum, [batch], in nats.</summary>
    /// <inheritdoc cref="ModelNetwork{TModel}.Propose(Observation, int, Noise)"/>
    public static Tensor LogEstimate<TModel>(
        this ModelNetwork<TModel> network, Observation observation, int samples, Noise noise)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        return network.Propose(observation, samples, noise).LogEstimate().MoveToOuterDisposeScope();
    }
}
