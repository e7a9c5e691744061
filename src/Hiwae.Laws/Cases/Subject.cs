using Hiwae.Annealing;

namespace Hiwae.Laws.Cases;

/// <summary>
/// What the laws are put to: a model's networks, and everything that the laws ask of them. The laws' own tests derive subjects with
/// defects from it.
/// </summary>
/// <typeparam name="TModel">The declared model.</typeparam>
internal class Subject<TModel> where TModel : class, IModel<TModel>
{
    /// <summary>A fresh network for K samples from S heads, where the model has any.</summary>
    public virtual ModelNetwork<TModel> Create(Noise noise, int samples, int heads) =>
        TModel.CreateNetwork(noise, samples, TModel.Description.HasFixedSamples ? heads : null);

    /// <summary>K proposals for each datum.</summary>
    public Proposal<TModel> Propose(ModelNetwork<TModel> network, Observation data, Noise noise, GradientTape tape) =>
        Propose(network, data, network.Samples, noise, tape);

    /// <summary>So many proposals for each datum.</summary>
    public virtual Proposal<TModel> Propose(ModelNetwork<TModel> network, Observation data, int samples, Noise noise, GradientTape tape) =>
        network.Propose(data, samples, noise, tape);

    /// <summary>log(π_j w_j), [batch, samples], in nats.</summary>
    public virtual Tensor LogTerms(Proposal<TModel> proposal) => proposal.LogTerms();

    /// <summary>log ŵ, [batch], in nats.</summary>
    public virtual Tensor LogEstimate(Proposal<TModel> proposal) => proposal.LogEstimate();

    /// <summary>α of the bound that is trained.</summary>
    public virtual double Alpha => TModel.Description.Alpha;

    /// <summary>What an α above 0 adds up in the place of π_j w_j, [batch, samples], in nats, see <see cref="Proposal{TModel}.LogPowers"/>.</summary>
    public virtual Tensor LogPowers(Proposal<TModel> proposal, double alpha) => alpha == 0 ? LogTerms(proposal) : proposal.LogPowers(alpha);

    /// <summary>The logarithm of the power mean of the weights, [batch], in nats; log ŵ at α = 0.</summary>
    public Tensor LogMean(Proposal<TModel> proposal, double alpha) => alpha == 0 ? LogEstimate(proposal) : LogPowers(proposal, alpha).logsumexp(-1) / (1 - alpha);

    /// <summary>log w of chains of annealed importance sampling for one datum, in nats, with few temperatures: from the prior where there is one to draw from.</summary>
    public virtual double[] Anneal(ModelNetwork<TModel> network, Observation datum, int chains, long seed)
    {
        var start = AnnealedImportance.PriorObstacle<TModel>() is null ? AnnealingStart.Prior : AnnealingStart.Proposal;
        return [.. AnnealedImportance.LogLikelihoods(network, datum, new() { Steps = 6, Chains = chains, Leapfrogs = 3, Start = start, Seed = seed }).SelectMany(block => block).Single().LogWeights];
    }

    /// <summary>The tape of a gradient estimator, for one proposal.</summary>
    public virtual GradientTape Tape(Gradient gradient) => GradientTape.Of(gradient);
}
