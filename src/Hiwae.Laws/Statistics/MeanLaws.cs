using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Statistics;

/// <summary>Laws of the mean of ŵ that need no closed form.</summary>
internal static class MeanLaws
{
    /// <summary>
    /// E ŵ is p(x), which proposals, reverse factors, weights and K have no part in: it is the same for K samples and for one sample with other proposals
    /// and reverse factors. The statistic is the distance of the means in standard errors.
    /// </summary>
    public static Verdict SameMean<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel> =>
        OfPair(trial, 0, (many, one) => count => new(LogSample.Of(many(count)).DistanceFrom(LogSample.Of(one(count))), Tail.Quantile));

    /// <summary>
    /// E log ŵ ≤ log p(x), which the mean of one sample with other proposals estimates; and so it is for the power mean of an α. The statistic is the excess in standard errors.
    /// </summary>
    public static Verdict Bounded<TModel>(Trial<TModel> trial, double alpha = 0) where TModel : class, IModel<TModel> =>
        OfPair(trial, alpha, (many, one) => count =>
        {
            var (bound, error) = EstimatorLaws.MeanAndError(many(count));
            var evidence = LogSample.Of(one(count));
            return new(
                double.IsNegativeInfinity(bound) ? bound : (bound - evidence.LogMean) / double.Hypot(error, evidence.RelativeError),
                Tail.Quantile);
        });

    /// <summary>
    /// ∫ p(x) dx = 1: the mean of ŵ / g(x) over x from a density g of our own is one, unless a density is not normalised, a draw does not follow
    /// its density, or a weight is wrong. The statistic is the distance from one in standard errors.
    /// </summary>
    public static Verdict TotalProbability<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var found = Draws.Tempered(trial.Case.Scale, scale =>
        {
            var network = trial.NetworkAt(scale);
            return ReferenceDensity.For(trial, network) is { } reference ? new Reference<TModel>(network, reference) : null;
        });
        if (found is not null)
        {
            var ratios = Sequential.Growing(count => found.Density.LogRatios(trial, found.Network, count));
            return Sequential.Judge(Effort.For(found.Network).Draws, count => new(LogSample.Of(ratios(count)).DistanceFrom(0), Tail.Quantile));
        }

        // No standard error says anything, but a mean of one still means that few draws are far above it.
        var (other, density) = (trial.Network(), ReferenceDensity.Candidates(Trial<TModel>.Model).First());
        var others = Sequential.Growing(count => density.LogRatios(trial, other, count));
        return Draws.Refuted(
            Effort.For(other).Draws,
            count => EstimatorLaws.Markov(others(count), 0),
            $"the observed variables have {Trial<TModel>.Model.Observed.Sum(v => v.Size)} values, and p(x) is too far from every density that it could be integrated by");
    }

    /// <summary>Why p(x) is not a normalised density of the data; null where it is one.</summary>
    public static string? TotalProbabilityObstacle(ModelDescription model) =>
        !model.Observed.Any() ? "the model has no observed variable"
        : model.Factors.Any(f => f.IsTarget) ? "the model has a target that need not be normalised"
        : null;

    /// <summary>The mean of ŵ is the given ∫ p̃. The statistic is the distance in standard errors.</summary>
    /// <param name="trial">The case.</param>
    /// <param name="logNormaliser">log ∫ p̃, in nats.</param>
    public static Verdict Normaliser<TModel>(Trial<TModel> trial, double logNormaliser) where TModel : class, IModel<TModel>
    {
        var network = Draws.Tempered(trial.Case.Scale, scale =>
        {
            var candidate = trial.NetworkAt(scale);
            return LogSample.Of(Draws.Of(trial, candidate, trial.Data(1), Draws.Pilot)).IsTame ? candidate : null;
        });
        if (network is null)
            return Verdict.Without(Draws.TooVariable);
        var draws = Sequential.Growing(count => Draws.Of(trial, network, trial.Data(1), count));
        return Sequential.Judge(Effort.For(network).Draws, count => new(LogSample.Of(draws(count)).DistanceFrom(logNormaliser), Tail.Quantile));
    }

    // From the draws of two networks with the same p, the first of an α, to a test of them.
    private static Verdict OfPair<TModel>(Trial<TModel> trial, double alpha, Func<Func<int, double[]>, Func<int, double[]>, Func<int, Verdict>> judge)
        where TModel : class, IModel<TModel>
    {
        var datum = trial.Data(1);
        var pair = Draws.Tempered(trial.Case.Scale, scale =>
        {
            var (many, one) = (trial.NetworkAt(scale), trial.NetworkAt(scale, samples: 1));
            if (!Generative.Copy(many, one))
                return null;
            return IsTame(many) && IsTame(one) ? Tuple.Create(many, one) : null;
        });
        return pair is null
            ? Verdict.Without(Draws.TooVariable)
            : Sequential.Judge(Effort.For(pair.Item1).Draws, judge(DrawsOf(pair.Item1, alpha), DrawsOf(pair.Item2, 0)));

        Func<int, double[]> DrawsOf(ModelNetwork<TModel> network, double of) => Sequential.Growing(count => Draws.Of(trial, network, datum, count, of));

        bool IsTame(ModelNetwork<TModel> network) => LogSample.Of(Draws.Of(trial, network, datum, Draws.Pilot)).IsTame;
    }

    private sealed record Reference<TModel>(ModelNetwork<TModel> Network, ReferenceDensity Density) where TModel : class, IModel<TModel>;
}
