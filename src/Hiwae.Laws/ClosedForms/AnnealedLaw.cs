using Hiwae.Laws.Cases;
using Hiwae.Laws.Statistics;

namespace Hiwae.Laws.ClosedForms;

/// <summary>Chains of annealed importance sampling against p(x) where that is known.</summary>
internal static class AnnealedLaw
{
    /// <summary>The mean of a chain's weight is p(x), and that of its logarithm at most log p(x); the statistic is the larger of both distances in standard errors.</summary>
    public static Verdict Judge<TModel>(Trial<TModel> trial) where TModel : class, IModel<TModel>
    {
        var datum = trial.Data(1);
        var network = Draws.Tempered(trial.Case.Scale, scale =>
        {
            var candidate = ClosedFormLaw.Network(trial, scale);
            return LogSample.Of(trial.Subject.Anneal(candidate, datum, Draws.Pilot, trial.NextSeed())).IsTame ? candidate : null;
        });
        if (network is null)
            return Verdict.Without(Draws.TooVariable);
        var weights = Sequential.Growing(count => trial.Subject.Anneal(network, datum, count, trial.NextSeed()));
        return Sequential.Judge(Effort.For(network).Draws / 10, count => ClosedFormLaw.Judge(weights(count), ClosedForm.LogMarginal(network, datum)));
    }
}
