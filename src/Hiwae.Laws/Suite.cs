using Hiwae.Laws.Cases;
using Hiwae.Laws.ClosedForms;
using Hiwae.Laws.Realisations;
using Hiwae.Laws.Statistics;

namespace Hiwae.Laws;

/// <summary>All laws, and how a model is put to them.</summary>
internal static class Suite
{
    /// <summary>The laws in the order in which they are tested; some do not apply to the model and say why.</summary>
    /// <param name="options">A law may need what only the user knows.</param>
    public static IEnumerable<Law<TModel>> Of<TModel>(LawOptions options) where TModel : class, IModel<TModel>
    {
        var model = TModel.Description;
        yield return new("log-weights", LogWeightLaws.RatioOfFactors) { Obstacle = Resampled(model, "the weights of a sample are those of its last step") };
        yield return new("sum-of-states", StateLaws.SumOfStates) { Obstacle = model.States > 1 ? null : "nothing is summed over" };
        yield return new("weights-sum-to-one", PartitionOfUnity.Judge);
        yield return new("one-sample", LogWeightLaws.OneSample) { Samples = 1 };
        yield return new("equal-heads", LogWeightLaws.EqualHeads) { Obstacle = LogWeightLaws.EqualHeadsObstacle(model) };
        yield return new("more-samples", SampleLaws.MoreSamples) { Obstacle = Resampled(model, "samples depend on each other") ?? SampleLaws.MoreSamplesObstacle(model) };
        yield return new("more-groups", SampleLaws.MoreGroups);
        yield return new("one-head", HeadLaws.OneHead) { Obstacle = HeadLaws.OneHeadObstacle(model) };
        yield return new("more-draws", HeadLaws.MoreDraws) { Obstacle = HeadLaws.MoreDrawsObstacle(model) };
        yield return new("order-of-samples", SampleLaws.OrderOfSamples) { Obstacle = Resampled(model, "places of samples are in order") ?? SampleLaws.OrderOfSamplesObstacle(model) };
        yield return new("alpha-at-zero", PowerLaws.AtZero) { Obstacle = Resampled(model, "powers are of weights of whole sequences") ?? PowerLaws.Obstacle(model) };
        yield return new("alpha-to-one", PowerLaws.ToOne) { Obstacle = Resampled(model, "powers are of weights of whole sequences") ?? PowerLaws.Obstacle(model) };
        yield return new("decreasing-in-alpha", PowerLaws.Decreasing) { Obstacle = Resampled(model, "powers are of weights of whole sequences") ?? PowerLaws.Obstacle(model) };
        yield return new("other-data", SampleLaws.OtherData);
        yield return new("fresh-draws", SampleLaws.FreshDraws);
        yield return new("far-weights", StabilityLaws.FarWeights);
        yield return new("far-parameters", StabilityLaws.FarParameters);
        yield return new("impossible-samples", StabilityLaws.ImpossibleSamples);
        yield return new("coupling-limits", CouplingLaws.Limits);
        yield return new("compiled-step", CompiledStepLaw.Judge);
        yield return Statistical("draws-have-the-density", DensityLaw.Judge) with { Samples = 1, Obstacle = DensityLaw.Obstacle<TModel>() };
        yield return Statistical("same-mean", MeanLaws.SameMean);
        yield return Statistical("bounded", trial => MeanLaws.Bounded(trial));
        yield return Statistical("bounded-at-alpha", trial => MeanLaws.Bounded(trial, trial.Subject.Alpha)) with { Obstacle = PowerLaws.BoundedObstacle(model) };
        yield return Statistical("total-probability", MeanLaws.TotalProbability) with { Obstacle = MeanLaws.TotalProbabilityObstacle(model) };
        yield return Statistical("closed-form", ClosedFormLaw.Judge) with { Obstacle = ClosedForm.Obstacle(model) };
        yield return Statistical("annealed", AnnealedLaw.Judge) with { Obstacle = ClosedForm.Obstacle(model) };
        yield return Statistical("normaliser", trial => MeanLaws.Normaliser(trial, options.LogNormaliser!.Value)) with { Obstacle = NormaliserObstacle(model, options) };
        yield return Statistical("sharing-alone", CouplingLaws.SharingAlone) with { Samples = 3, Obstacle = CouplingLaws.SharingAloneObstacle(model) };
        yield return Statistical("sticking-the-landing", trial => GradientLaw.Judge(trial, Gradient.StickingTheLanding)) with { Samples = 1 };
        yield return Statistical("doubly-reparameterised", trial => GradientLaw.Judge(trial, Gradient.DoublyReparameterised)) with
        {
            Obstacle = Resampled(model, "double reparameterisation is for samples that keep their own draws") ?? GradientLaw.DoublyObstacle(model),
        };

        static Law<TModel> Statistical(string name, Func<Trial<TModel>, Verdict> judge) => new(name, judge) { IsStatistical = true };
    }

    /// <summary>Puts a subject to all laws.</summary>
    public static IReadOnlyList<LawResult> Verify<TModel>(Subject<TModel> subject, LawOptions options) where TModel : class, IModel<TModel>
    {
        var results = new List<LawResult>();
        foreach (var law in Of<TModel>(options))
        {
            var result = Verify(subject, law, options);
            results.Add(result);
            options.Progress?.Invoke(result);
        }

        return results;
    }

    /// <summary>Puts a subject to one law.</summary>
    public static LawResult Verify<TModel>(Subject<TModel> subject, Law<TModel> law, LawOptions options) where TModel : class, IModel<TModel>
    {
        var model = TModel.Description;
        var result = new LawResult(model.Name, law.Name, LawOutcome.DoesNotApply, 0, options.Seed) { Reason = law.Obstacle };
        if (law.Obstacle is not null)
            return result;
        Plate[] plates = law.Samples is { } only ? [new(only, only)] : Plate.Of(model);
        var tests = law.IsStatistical ? Math.Max(1, options.Tests / 10) : options.Tests;
        var (verdict, counterexample, done) = CaseSearch.Run(@case => Judge(subject, law, @case, options), plates, tests, options.Seed, options.IsStopped);
        if (verdict.Unmeasured is { } reason)
            return result with { Reason = reason };
        return result with
        {
            Outcome = counterexample is null ? LawOutcome.Holds : LawOutcome.Broken,
            Tests = done,
            Statistic = verdict.Statistic,
            Threshold = verdict.Threshold,
            Counterexample = counterexample?.ToString(),
            Finding = counterexample is null ? null : verdict.Detail,
        };
    }

    /// <summary>One case; a model that throws breaks the law.</summary>
    private static Verdict Judge<TModel>(Subject<TModel> subject, Law<TModel> law, Case @case, LawOptions options) where TModel : class, IModel<TModel>
    {
        using var scope = NewDisposeScope();
        using var trial = new Trial<TModel>(subject, @case, options.Data);
        try
        {
            return law.Judge(trial);
        }
        catch (Exception e) when (e is not (OutOfMemoryException or OperationCanceledException))
        {
            return Verdict.Wrong($"{e.GetType().Name}: {e.Message}");
        }
    }

    /// <summary>Why a law says nothing about samples that are drawn anew after every step; null of others.</summary>
    private static string? Resampled(ModelDescription model, string reason) => model.IsFiltering ? $"samples are drawn anew after every step: {reason}" : null;

    private static string? NormaliserObstacle(ModelDescription model, LawOptions options) =>
        model.Observed.Any() ? "p(x) is a normalised density of the data"
        : options.LogNormaliser is null ? "the target's normaliser is not known: pass LawOptions.LogNormaliser"
        : null;
}
