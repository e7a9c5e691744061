using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Realisations;

/// <summary>Laws of heads that draw several times each, for each realisation.</summary>
internal static class HeadLaws
{
    private const int Draws = 3;

    /// <summary>One head for all samples: log ŵ = log (1/K Σ_j w_j), the importance-weighted autoencoder, whatever the weighting.</summary>
    public static Verdict OneHead<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var proposal = trial.Propose(trial.Network(trial.Case.Samples, heads: 1), trial.Data(), trial.Noise);
        return Closeness.Of(trial.Subject.LogTerms(proposal).detach(), (proposal.LogWeights - Math.Log(trial.Case.Samples)).detach());
    }

    /// <summary>Why one head says nothing; null where it does.</summary>
    public static string? OneHeadObstacle(ModelDescription model) => !model.HasFixedSamples ? Alike : model.Weights == Weights.Uniform ? "the weights are uniform whatever the heads are" : null;

    /// <summary>
    /// ŵ of L draws of each head is the mean of the ŵ of one draw of each, by the same network from the same noise; so log ŵ ≥ the mean over subsets of M &lt; L draws of the log of their
    /// mean, and the bound does not fall with L.
    /// </summary>
    public static Verdict MoreDraws<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var heads = trial.Heads;
        var (network, data) = (trial.Network(Draws * heads, heads), trial.Data());
        using var constant = no_grad();
        using var recorded = new RecordedNoise(trial.Noise);
        var all = Estimate(Draws * heads, recorded);
        var single = Enumerable.Range(0, Draws).Select(draw => Estimate(heads, new ReplayedNoise(
            recorded.Draws, (noise, shape) => shape.Length > 1 && noise.shape[1] == Draws * heads ? noise.narrow(1, draw * heads, heads) : noise)));
        return SampleLaws.MoreSamples(stack([.. single], 1), all);

        Tensor Estimate(int samples, Noise noise) =>
            trial.Subject.LogEstimate(trial.Subject.Propose(network, data, samples, noise, GradientTape.Ordinary));
    }

    /// <summary>Why draws of heads say nothing; null where they do.</summary>
    public static string? MoreDrawsObstacle(ModelDescription model) => model.HasFixedSamples ? null : Alike;

    private const string Alike = "no factor is distinct, so that all samples come from one head anyway";
}
