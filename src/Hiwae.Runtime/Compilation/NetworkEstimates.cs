using Hiwae.Native;
using Hiwae.Networks;

namespace Hiwae.Compilation;

/// <summary>A network's bound on either path: the same draws in the same order, and the same values to rounding.</summary>
internal static class NetworkEstimates
{
    /// <summary>log ŵ of every group in nats, [data · groups], those of a datum next to each other; no gradients.</summary>
    /// <param name="network">In evaluation mode.</param>
    /// <param name="data">The observation, each variable [data, size].</param>
    /// <param name="groups">The number of groups of proposals for each datum.</param>
    /// <param name="samples">K.</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="decision">The path; whatever its precision, estimates are in single precision.</param>
    public static double[] Estimates<TModel>(
        this ModelNetwork<TModel> network, Observation data, int groups, int samples, Noise noise, StepDecision decision)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        if (!decision.IsCompiled)
        {
            return [.. network.LogEstimate(groups == 1 ? data : data.Repeat(groups), samples, noise).to_type(ScalarType.Float64).data<double>()];
        }

        data = Check(network, data, samples);
        return Array.ConvertAll(NetworkPrograms.Of(network).Compiled(isTraining: false).Estimates(data, groups, samples, noise), value => (double)value);
    }

    /// <summary>The bound in nats; the gradient of its negative replaces that of every learned parameter.</summary>
    /// <param name="network">In training mode.</param>
    /// <param name="data">The observation, each variable [data, size].</param>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="decision">The path.</param>
    /// <param name="gradient">The estimator of the gradient.</param>
    /// <param name="temperature">
    /// T of the warm-up, from 0 to 1: both are of the mean of log Σ_j v_j, see <see cref="Proposal{TModel}.LogTerms(double)"/>; 1 for the bound itself.
    /// </param>
    /// <param name="freeBits">
    /// λ in nats: the gradient is that of the bound less T max(0, λ − KL̂) (Kingma et al. 2016); where it is 0, of the bound alone. On the portable path only.
    /// </param>
    /// <param name="boundIsKnown">Called when the bound is known, where that is before its gradient is.</param>
    public static double WriteGradients<TModel>(
        this ModelNetwork<TModel> network,
        Observation data,
        Noise noise,
        StepDecision decision,
        Gradient gradient,
        double temperature = 1,
        double freeBits = 0,
        Action? boundIsKnown = null)
        where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        if (decision.IsCompiled)
        {
            data = Check(network, data, network.Samples);
            var step = NetworkPrograms.Of(network).Compiled(isTraining: true, gradient, decision.Precision);
            return step.WriteGradients(data, network.Samples, noise, -1.0 / data.Batch, temperature).Average(value => (double)value);
        }

        using var tape = GradientTape.Of(gradient);
        var proposal = network.Propose(data, network.Samples, noise, tape);
        var terms = proposal.LogTerms(temperature);
        var bound = terms.detach().logsumexp(-1).mean();
        boundIsKnown?.Invoke();
        network.zero_grad();
        if (freeBits > 0)
            BackwardOfShortfall(tape, proposal.LogTerms(0) - terms, temperature * freeBits);
        tape.Backward(terms, -1.0 / data.Batch, temperature);
        Leftovers.Collect();
        return bound.ToDouble();
    }

    /// <summary>Where the mean cost of z falls short of what is free, adds the gradient of what is missing.</summary>
    /// <param name="tape">The tape of the estimator, for this proposal alone.</param>
    /// <param name="costs">T times everything in log v_j but log p(observed), with its sign turned, [batch, samples], in nats.</param>
    /// <param name="free">T λ.</param>
    private static void BackwardOfShortfall(GradientTape tape, Tensor costs, double free)
    {
        if (costs.detach().mean().ToDouble() < free)
            tape.BackwardOfSum(costs, -1.0 / costs.numel());
    }

    private static Observation Check<TModel>(ModelNetwork<TModel> network, Observation data, int samples) where TModel : class, IModel<TModel>
    {
        Checks.CheckSamples(TModel.Description, samples, network.Samples);
        return Checks.Check(TModel.Description, data, ElementKind.Compiled);
    }
}
