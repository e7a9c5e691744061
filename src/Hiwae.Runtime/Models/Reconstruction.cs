namespace Hiwae;

/// <summary>Posterior predictive means of a model's observed variables.</summary>
public static class Reconstruction
{
    /// <summary>
    /// The posterior predictive mean E[x' | x] of every observed variable, as declared, [batch, …shape], estimated by self-normalised
    /// importance sampling: Σ_j ω_j E[x' | z_j]. It has no gradient.
    /// </summary>
    /// <param name="network">The model.</param>
    /// <param name="observation">The data, each [batch, size].</param>
    /// <param name="samples">The number of draws for each datum, rounded up to whole groups of K.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <exception cref="ArgumentException">The data do not fit the declared shapes, or the number is not positive.</exception>
    public static ImmutableArray<Tensor> Reconstruct<TModel>(
        this ModelNetwork<TModel> network, Observation observation, int samples, Noise noise)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var mode = Hiwae.Networks.EvaluationMode.Begin();
        using var constant = no_grad();
        var draws = WeightedDraws<TModel>.Of(network, observation, samples, noise);
        ImmutableArray<Tensor> means =
        [
            .. TModel.Description.Variables
                .Zip(network.Decode(draws.Trace).Variables)
                .Where(pair => pair.First.Role == Role.Observed)
                .Select(pair => draws.Mean(draws.Rows(pair.Second)).reshape([observation.Batch, .. pair.First.Shape.Select(size => (long)size)])),
        ];
        scope.MoveToOuter(means.AsEnumerable());
        return means;
    }
}
