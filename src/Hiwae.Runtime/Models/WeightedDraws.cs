using Hiwae.Networks;

namespace Hiwae;

/// <summary>
/// Draws from the proposals with their self-normalised weights ω, groups of K for each datum taken together: what a mean over the posterior p(z | x) is estimated from. They belong to the scope in which
/// they are made, and have no gradient.
/// </summary>
/// <typeparam name="TModel">The declared model.</typeparam>
/// <param name="Trace">The joint sample, a row for each group: [batch · groups, K, …].</param>
/// <param name="Weights">ω, [batch, groups · K]; each row sums to 1.</param>
internal sealed record WeightedDraws<TModel>(TModel Trace, Tensor Weights) where TModel : class, IModel<TModel>
{
    /// <summary>Draws for each datum.</summary>
    /// <param name="network">The model.</param>
    /// <param name="observation">The data.</param>
    /// <param name="samples">The number of draws for each datum, rounded up to whole groups of K.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    public static WeightedDraws<TModel> Of(ModelNetwork<TModel> network, Observation observation, int samples, Noise noise)
    {
        if (samples < 1)
            throw new ArgumentException($"The number of samples is {samples}; it must be at least 1.", nameof(samples));
        using var mode = EvaluationMode.Begin();
        using var constant = no_grad();
        var groups = (samples - 1) / network.Samples + 1;
        var batch = observation.Batch;
        var proposal = network.Propose(groups == 1 ? observation : observation.Repeat(groups), network.Samples, noise);
        return new(proposal.Trace, proposal.LogTerms().reshape(batch, groups * network.Samples).softmax(1));
    }

    /// <summary>The values of a variable in the plate as one row for each datum: [batch, groups · K, size].</summary>
    public Tensor Rows(Tensor values) => values.reshape(Weights.shape[0], Weights.shape[1], -1);

    /// <summary>Σ_j ω_j v_j of the rows of a variable, [batch, size].</summary>
    public Tensor Mean(Tensor rows) => (Weights.unsqueeze(-1) * rows).sum(1);
}
