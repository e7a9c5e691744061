using Hiwae.Networks;

namespace Hiwae;

/// <summary>Posterior predictive means of a model's observed variables.</summary>
public static class Reconstruction
{
    /// <summary>
    /// The posterior predictive mean E[x' | x] of every observed variable, as declared, [batch, …shape], estimated by self-normalised
    /// importance sampling: Σ_j ω_j E[x' | z_j]. It has no gradient.
    /// </summary>
    /// <inheritdoc cref="ModelNetwork{TModel}.Propose(Observation, int, Noise)"/>
    public static ImmutableArray<Tensor> Reconstruct<TModel>(
        this ModelNetwork<TModel> network, Observation observation, int samples, Noise noise)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var mode = EvaluationMode.Begin();
        using var constant = no_grad();
        var proposal = network.Propose(observation, samples, noise);
        var weights = proposal.NormalisedWeights();
        var decoded = network.Decode(proposal.Trace).Variables;
        ImmutableArray<Tensor> means =
        [
            .. TModel.Description.Variables
                .Zip(decoded)
                .Where(pair => pair.First.Role == Role.Observed)
                .Select(pair => (weights.reshape([.. weights.shape, .. pair.First.Shape.Select(_ => 1L)]) * pair.Second).sum(1)),
        ];
        scope.MoveToOuter(means.AsEnumerable());
        return means;
    }
}
