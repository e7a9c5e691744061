using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Realisations;

/// <summary>Σ_j π_j(z, z0) = 1 at every point.</summary>
internal static class PartitionOfUnity
{
    /// <summary>Constant weights sum to one anywhere; those that depend on the sample, where all samples are at one point.</summary>
    public static Verdict Judge<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var network = trial.Network();
        if (Trial<TModel>.Model.HasConstantWeights)
            return Of(LogMixture(trial.Propose(network, trial.Data(), trial.Noise)));
        using var constant = no_grad();
        return CommonPoint.Find(trial, network) is { } proposal
            ? Of(LogMixture(proposal))
            : Verdict.Without("a draw is no affine function of normal noise, or its scale overflows, so that no noise is known that takes all proposals to one point");

        // With log w = 0, which rounds nothing off.
        Tensor LogMixture(Proposal<TModel> proposal) => trial.Subject.LogTerms(proposal with { LogWeights = zeros_like(proposal.LogWeights) });
    }

    /// <summary>The largest distance of the sum from one.</summary>
    /// <param name="logMixtures">log π_j, [batch, samples], all samples of a row at one point where they depend on it.</param>
    public static Verdict Of(Tensor logMixtures)
    {
        using var scope = NewDisposeScope();
        return new((logMixtures.exp().sum(-1) - 1).abs().max().ToDouble(), Closeness.Rounding);
    }
}
