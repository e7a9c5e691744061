using Hiwae.Cli.Pictures;
using Hiwae.Toys;

namespace Hiwae.Cli.Toy;

/// <summary>How numbers change with K: medians over seeds as curves, seeds as dots.</summary>
internal static class ToyChart
{
    private const double LeastShown = 1e-5;

    /// <summary>The gap of each model, a panel for each target.</summary>
    public static Chart OfGaps(IReadOnlyList<ToyRecord> runs) => new(
        "log Z − L_K: medians over seeds, and each seed",
        [.. runs.GroupBy(run => run.Target).Select(target => Panel(target.Key, [.. target], "log Z − L_K in nats", run => Shown(run.Gap), isLogarithmic: true))])
    {
        Columns = 2,
        PanelWidth = 460,
        PanelHeight = 380,
    };

    /// <summary>Gap, variance and correlation of each model of one target.</summary>
    public static Chart OfSweep(IReadOnlyList<ToyRecord> runs) => new(
        $"{runs[0].Target}: by the number of proposals",
        Panel("gap", runs, "log Z − L_K in nats", run => Shown(run.Gap), isLogarithmic: true),
        Panel("variance", runs, "Var(ŵ)/(E ŵ)²", run => Shown(run.RelativeVariance), isLogarithmic: true),
        Panel("correlation", runs, "mean correlation of two weights", run => run.MeanWeightCorrelation, isLogarithmic: false))
    {
        PanelWidth = 460,
        PanelHeight = 420,
    };

    private static Panel Panel(string title, IReadOnlyList<ToyRecord> runs, string label, Func<ToyRecord, double?> number, bool isLogarithmic)
    {
        int[] samples = [.. runs.Select(run => run.Samples).Distinct().Order()];
        Axis across = new("K") { IsLogarithmic = true, Ticks = [.. samples.Select(k => new Tick(k, k.ToString(CultureInfo.InvariantCulture)))] };
        return new(title, across, new Axis(label) { IsLogarithmic = isLogarithmic }, [.. runs.GroupBy(run => (run.Structure, run.Weights)).SelectMany(Marks)]);

        IEnumerable<Mark> Marks(IGrouping<(string Structure, string Weights), ToyRecord> model, int index)
        {
            var known = model.Where(run => number(run) is not null).ToArray();
            if (known.Length == 0)
                yield break;
            var medians = known.GroupBy(run => run.Samples).OrderBy(group => group.Key).Select(group => (group.Key, Median: ToyMedian.Of(group.Select(run => number(run)!.Value)))).ToArray();
            yield return new Curve([.. medians.Select(m => (double)m.Key)], [.. medians.Select(m => m.Median)])
            {
                Label = $"{model.Key.Structure}, {model.Key.Weights}",
                Colour = Colour.Of(index),
                IsDashed = index >= Colour.Count,
            };
            if (known.Length > medians.Length)
                yield return new Points([.. known.Select(run => (double)run.Samples)], [.. known.Select(run => number(run)!.Value)]) { Colour = Colour.Of(index), Opacity = 0.35 };
        }
    }

    /// <summary>On a logarithmic axis; what sampling makes zero or negative stands at the bottom.</summary>
    private static double? Shown(double? value) => value is { } number ? Math.Max(number, LeastShown) : null;
}
