using Hiwae.Annealing;

namespace Hiwae.Laws.Cases;

/// <summary>
/// What the laws are put to: a model's networks, and everything that the laws ask of them. The laws' own tests derive subjects with
/// defects from it.
/// </summary>
/// <typeparam name="TModel">The declared model.</typeparam>
internal class Subject<TModel> where TModel : class, IModel<TModel>
{
    /// <summary>A fresh network for K samples.</summary>
    public virtual ModelNetwork<TModel> Create(Noise noise, int samples) => TModel.CreateNetwork(noise, samples);

    /// <summary>K proposals for each datum.</summary>
    public virtual Proposal<TModel> Propose(ModelNetwork<TModel> network, Observation data, Noise noise, GradientTape tape) =>
        network.Propose(data, network.Samples, noise, tape);

    /// <summary>log(π_j w_j), [batch, samples], in nats.</summary>
    public virtual Tensor LogTerms(Proposal<TModel> proposal) => proposal.LogTerms();

    /// <summary>log ŵ, [batch], in nats.</summary>
    public virtual Tensor LogEstimate(Proposal<TModel> proposal) => proposal.LogEstimate();

    /// <summary>log w of chains of annealed importance sampling for one datum, in nats, with few temperatures: from the prior where there is one to draw from.</summary>
    public virtual double[] Anneal(ModelNetwork<TModel> network, Observation datum, int chains, long seed)
    {
        var start = AnnealedImportance.PriorObstacle<TModel>() is null ? AnnealingStart.Prior : AnnealingStart.Proposal;
        return [.. AnnealedImportance.LogLikelihoods(network, datum, new() { Steps = 6, Chains = chains, Leapfrogs = 3, Start = start, Seed = seed }).SelectMany(block => block).Single().LogWeights];
    }

    /// <summary>The tape of a gradient estimator, for one proposal.</summary>
    public virtual GradientTape Tape(Gradient gradient) => GradientTape.Of(gradient);
}
