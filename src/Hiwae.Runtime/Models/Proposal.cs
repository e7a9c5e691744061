namespace Hiwae;

/// <summary>K proposals for every datum of a batch, with everything that the bound needs.</summary>
/// <typeparam name="TModel">The declared model.</typeparam>
/// <param name="Trace">The joint sample: data, latents and auxiliaries.</param>
/// <param name="LogWeights">log w_j = log p(x, z_j) + log r(z0 | z_j, x) − log q(z0, z_j | x) in nats, [batch, samples].</param>
/// <param name="LogMixture">log π_j, [batch, samples]; null for uniform weights, where it is −log K.</param>
/// <param name="Factors">The log-density of each factor in nats, [batch, samples] or, for a variable outside the plate, [batch, 1].</param>
public sealed record Proposal<TModel>(
    TModel Trace,
    Tensor LogWeights,
    Tensor? LogMixture,
    ImmutableArray<FactorLogDensity> Factors)
    where TModel : class, IModel<TModel>
{
    /// <summary>log(π_j w_j), [batch, samples]: its log-sum-exp over the samples is log ŵ.</summary>
    public Tensor LogTerms() => LogMixture is null
        ? LogWeights - Math.Log(LogWeights.shape[^1])
        : LogWeights + LogMixture;

    /// <summary>Moves every tensor that belongs to a scope to the one outside it; the data, which belong to the caller, stay.</summary>
    public Proposal<TModel> MoveOutOf(DisposeScope scope)
    {
        scope.MoveToOuter(Trace.Variables);
        scope.MoveToOuter(Factors.Select(f => f.LogDensity));
        scope.MoveToOuter(LogWeights);
        if (LogMixture is not null)
            scope.MoveToOuter(LogMixture);
        return this;
    }
}
