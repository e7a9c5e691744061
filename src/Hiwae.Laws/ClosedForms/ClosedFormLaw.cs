using Hiwae.Laws.Cases;
using Hiwae.Laws.Statistics;

namespace Hiwae.Laws.ClosedForms;

/// <summary>ŵ against p(x) where that is known, for models of which x is a linear map of normal z plus normal noise.</summary>
internal static class ClosedFormLaw
{
    /// <summary>The law of the mean and that of the bound; the statistic is the larger of both distances in standard errors.</summary>
    public static Verdict Judge<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var datum = trial.Data(1);
        var network = Draws.Tempered(trial.Case.Scale, scale =>
        {
            var candidate = Network(trial, scale);
            return LogSample.Of(Draws.Of(trial, candidate, datum, Draws.Pilot)).IsTame ? candidate : null;
        });
        if (network is not null)
        {
            var estimates = Sequential.Growing(count => Draws.Of(trial, network, datum, count));
            return Sequential.Judge(Effort.For(network).Draws, count => Judge(estimates(count), ClosedForm.LogMarginal(network, datum)));
        }

        // No standard error says anything, but a mean of p(x) still means that few draws are far above it.
        var other = Network(trial, trial.Case.Scale);
        var evidence = ClosedForm.LogMarginal(other, datum);
        var others = Sequential.Growing(count => Draws.Of(trial, other, datum, count));
        return Draws.Refuted(Effort.For(other).Draws, count => EstimatorLaws.Markov(others(count), evidence), Draws.TooVariable);
    }

    /// <summary>A network at random parameters at which p(x) has its closed form.</summary>
    public static ModelNetwork<TModel> Network<TModel>(Trial<TModel> trial, double scale) where TModel : class, IModel<TModel>
    {
        var network = trial.NetworkAt(scale);
        FixScales(network);
        return network;
    }

    /// <summary>The same at fixed parameters.</summary>
    public static Verdict Judge<TModel>(Trial<TModel> trial, ModelNetwork<TModel> network, Observation datum, int draws)
        where TModel : class, IModel<TModel> => Judge(Draws.Of(trial, network, datum, draws), ClosedForm.LogMarginal(network, datum));

    /// <summary>The same of draws of log ŵ.</summary>
    public static Verdict Judge(double[] estimates, double evidence)
    {
        var (mean, bound) = (EstimatorLaws.Unbiased(estimates, evidence), EstimatorLaws.Bounded(estimates, evidence));
        return bound.Strain > mean.Strain ? bound with { Detail = "the mean of log ŵ exceeds log p(x)" } : mean;
    }

    /// <summary>p(x) is normal only where the scale of x does not depend on z; that of a mixture of proposals, only where theirs does not depend on x.</summary>
    private static void FixScales<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var sizes = TModel.Description.Factors
            .Where(f => f.Submodule is not null && Generative.Submodules(TModel.Description).Contains(f.Submodule))
            .ToDictionary(f => $"{f.Submodule}.head.weight", f => TModel.Description.Variables.Single(v => v.Name == f.Variable).Size);
        foreach (var (name, parameter) in network.named_parameters())
        {
            if (sizes.TryGetValue(name, out var size))
                parameter.narrow(0, size, size).zero_();
        }
    }
}
