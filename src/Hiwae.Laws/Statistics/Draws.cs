using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Statistics;

/// <summary>Draws of log ŵ from a trial's networks.</summary>
internal static class Draws
{
    /// <summary>The number of pilot draws, from which the variance of ŵ is judged.</summary>
    public const int Pilot = 400;

    /// <summary>Why nothing was measured.</summary>
    public const string TooVariable =
        "however small the parameters are made, ŵ varies so much that the mean of a few thousand draws has no trustworthy standard error";

    /// <summary>Draws of log ŵ for one datum, in nats; or of an α of the logarithm of the power mean.</summary>
    public static double[] Of<TModel>(Trial<TModel> trial, ModelNetwork<TModel> network, Observation datum, int count, double alpha = 0)
        where TModel : class, IModel<TModel> => Of(trial, network, rows => datum.Repeated(rows), count, alpha);

    /// <summary>Draws of log ŵ for data that are drawn themselves.</summary>
    public static double[] Of<TModel>(Trial<TModel> trial, ModelNetwork<TModel> network, Func<int, Observation> data, int count, double alpha = 0)
        where TModel : class, IModel<TModel>
    {
        using var constant = no_grad();
        var atOnce = Effort.For(network).AtOnce;
        var drawn = new List<double>(count);
        while (drawn.Count < count)
        {
            using var scope = NewDisposeScope();
            var estimates = trial.LogEstimate(network, data(Math.Min(atOnce, count - drawn.Count)), trial.Noise, alpha);
            drawn.AddRange(estimates.data<double>());
        }

        return [.. drawn];
    }

    /// <summary>A scale of the parameters at which something is tame, found by halving; null where there is none.</summary>
    /// <param name="first">The scale to begin with.</param>
    /// <param name="attempt">Makes what is wanted, or gives null where it is not tame at a scale.</param>
    public static TResult? Tempered<TResult>(double first, Func<double, TResult?> attempt) where TResult : class
    {
        for (var i = 0; i < Scatter.MostHalvings; i++)
        {
            if (attempt(first * Math.Pow(2, -i)) is { } found)
                return found;
        }

        return null;
    }

    /// <summary>Judges a law that can be refuted, but not confirmed.</summary>
    /// <param name="draws">The number of draws of the first look.</param>
    /// <param name="more">The law, as a sequential test.</param>
    /// <param name="reason">Why nothing is measured where it is not refuted.</param>
    public static Verdict Refuted(int draws, Func<int, Verdict> more, string reason) =>
        Sequential.Judge(draws, more) is { Holds: false } verdict ? verdict : Verdict.Without(reason);
}

/// <summary>The sample sizes of the first look at a statistical law: smaller for a large model than for a small one.</summary>
/// <param name="Draws">Draws of ŵ.</param>
/// <param name="AtOnce">Draws of ŵ in one batch.</param>
/// <param name="GradientBatches">Batches of draws of the gradient; their means are the sample.</param>
/// <param name="GradientRows">Draws in each.</param>
internal sealed record Effort(int Draws, int AtOnce, int GradientBatches, int GradientRows)
{
    /// <summary>The sample sizes that a model's size allows for.</summary>
    public static Effort For<TModel>(ModelNetwork<TModel> network) where TModel : class, IModel<TModel>
    {
        double values = TModel.Description.Variables.Sum(v => v.Size);
        var cost = (network.parameters().Sum(p => p.numel()) + (50 * values)) * network.Samples;
        return new(
            (int)Math.Clamp(4e9 / cost, 1000, 20_000),
            (int)Math.Clamp(1e6 / (values * network.Samples), 16, 20_000),
            40,
            (int)Math.Clamp(6e7 / cost, 8, 500));
    }
}
