using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Realisations;

/// <summary>Weights far apart, parameters far from where training leaves them, and data at the ends of their supports.</summary>
internal static class StabilityLaws
{
    private const double Growth = 1.25;
    private const int MostGrowths = 16;

    /// <summary>The distance of log weights, in nats, at which stability is judged: their exponentials have no common floating-point scale.</summary>
    private const double Apart = 300;

    /// <summary>The largest absolute draw: the exponential of a multiple, such as a scale further down a chain, overflows not far beyond.</summary>
    private const double MostDrawn = 50;

    /// <summary>
    /// With output layers so large that log weights are hundreds of nats from zero or from each other, log ŵ is a number below +∞ and, where it is finite, so is
    /// every gradient. The statistic is the number of numbers that are not.
    /// </summary>
    public static Verdict FarParameters<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var network = trial.NetworkAt(scale: 1);
        var (data, seed) = (trial.Data(), trial.NextSeed());
        Proposal<TModel> Propose() => trial.Propose(network, data, Noise.FromSeed(seed, dtype: ScalarType.Float64));

        for (var growth = 0; growth < MostGrowths && Propose() is var proposal && !IsFar(proposal.LogWeights); growth++)
        {
            if (MostDrawnBy(proposal) > MostDrawn)
                return Verdict.Without("its draws are large before its log weights are far apart");
            Multiply(network, Growth);
        }

        for (var growth = 0; growth < MostGrowths && MostDrawnBy(Propose()) > MostDrawn; growth++)
            Multiply(network, 1 / Growth);
        if (!IsFar(Propose().LogWeights))
            return Verdict.Without("its log weights do not get far apart before its draws are large");
        var estimates = trial.Subject.LogEstimate(Propose());
        var values = estimates.detach().data<double>().ToArray();
        if (values.Any(v => double.IsNaN(v) || double.IsPositiveInfinity(v)))
            return new(values.Count(v => double.IsNaN(v) || double.IsPositiveInfinity(v)), 0) { Detail = "log ŵ is not a number, or infinite" };

        // Weights may be zero under maximum weights, and a target may be: then there is nothing to differentiate.
        if (values.Any(double.IsInfinity))
            return new(0, 0);
        network.zero_grad();
        estimates.mean().backward();
        var wrong = network.named_parameters()
            .Where(p => p.parameter.grad is { } gradient && !gradient.isfinite().all().ToBoolean())
            .Select(p => p.name)
            .ToArray();
        return wrong.Length == 0 ? new(0, 0) : new(wrong.Length, 0) { Detail = $"the gradient of {wrong[0]} is not finite" };
    }

    /// <summary>The largest draw; data may be as large as they are.</summary>
    private static double MostDrawnBy<TModel>(Proposal<TModel> proposal) where TModel : class, IModel<TModel> =>
        MostOf(Trial<TModel>.DrawnBy(proposal));

    private static double MostOf(IEnumerable<Tensor> values)
    {
        using var scope = NewDisposeScope();
        return values.Max(value => value.detach().abs().max().ToDouble());
    }

    private static void Multiply(nn.Module network, double factor)
    {
        using var constant = no_grad();
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (name.Split('.')[1] is "head" or "raw")
                parameter.mul_(factor);
        }
    }

    // A log weight that is not a number is to be judged, so that it counts as far.
    private static bool IsFar(Tensor logWeights) => !(MostOf([logWeights]) < Apart);

    /// <summary>Log weights from −900 to 900 nats give a finite log ŵ and finite gradients.</summary>
    public static Verdict FarWeights<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var proposal = trial.Propose();
        return FiniteBound(weights => trial.Subject.LogEstimate(proposal with { LogWeights = weights, LogMixture = null }));
    }

    /// <summary>The number of values and gradients that are not finite, for log terms from −900 to 900.</summary>
    /// <param name="logEstimate">From log(π_j w_j), [batch, samples], to log ŵ, [batch].</param>
    public static Verdict FiniteBound(Func<Tensor, Tensor> logEstimate)
    {
        using var scope = NewDisposeScope();
        var terms = linspace(-900, 900, 64, dtype: ScalarType.Float64).view(8, 8).t().contiguous().requires_grad_();
        var bound = logEstimate(terms);
        bound.sum().backward();
        var wrong = bound.isfinite().logical_not().sum() + terms.grad!.isfinite().logical_not().sum();
        return new(wrong.ToDouble(), 0);
    }

    /// <summary>A sample of weight zero adds nothing: log ŵ is that of the others; and log ŵ is −∞ where all weights are zero.</summary>
    public static Verdict ImpossibleSamples<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var proposal = trial.Propose();
        var (terms, samples) = (trial.Subject.LogTerms(proposal).detach(), trial.Case.Samples);
        Tensor Impossible(int count) => cat(
            [full_like(terms.narrow(1, 0, count), double.NegativeInfinity), terms.narrow(1, count, samples - count)], 1);

        // Equal weights of 1/K in the place of any, so that the terms are what they are said to be.
        Tensor Estimate(int count) => trial.Subject.LogEstimate(
            proposal with { LogWeights = Impossible(count) + Math.Log(samples), LogMixture = null }).detach();

        var none = Estimate(samples);
        if (!none.eq(double.NegativeInfinity).all().ToBoolean())
            return Verdict.Wrong($"log ŵ is {none[0].ToDouble()} where every weight is zero; it has to be −∞");
        return samples == 1 ? new(0, Closeness.Rounding) : Closeness.Of(Estimate(1), Impossible(1).narrow(1, 1, samples - 1).logsumexp(-1));
    }
}
