using Hiwae.Cli.Pictures;
using Hiwae.Studies.Coupling;

namespace Hiwae.Cli.Study;

/// <summary>The summary of the study in pictures: gaps by K, and what sharing changes.</summary>
internal static class CouplingCharts
{
    /// <summary>Each with the name of its file, without the ending.</summary>
    public static IEnumerable<(string Name, Chart Chart)> Of(Summary summary)
    {
        Row[] rows = [.. summary.Rows.Where(row => row.Variation == Variation.None)];
        if (rows.Length == 0)
            yield break;
        yield return ("coupling-gaps", new(
            "log p(x) − L_K: means over seeds with standard errors; broken lines: doubly reparameterised",
            [.. rows.GroupBy(row => (row.Mode, row.View)).OrderBy(panel => panel.Key).Select(panel => new Panel($"{panel.Key.Mode}, {panel.Key.View}", ByK(panel), new Axis("gap in nats") { Low = 0 }, [.. Curves(panel)]))])
        {
            PanelWidth = 440,
            PanelHeight = 360,
        });
        Difference[] sharing = [.. summary.Differences.Where(one => one.Variation == Variation.None && (one.First, one.Second) == Summary.Pairs[0])];
        if (sharing.Length == 0)
            yield break;
        yield return ("coupling-sharing", new(
            "What sharing changes: hiwae against decoupled",
            [
                .. sharing.GroupBy(one => one.Mode).OrderBy(panel => panel.Key).Select(panel => new Panel(
                    $"{panel.Key}: below 0, sharing helps", ByK(rows), new Axis("difference of gaps in nats"), [.. Zero(rows), .. Differences(panel)])),
                .. rows.Where(row => row.Family == "hiwae").GroupBy(row => row.Mode).OrderBy(panel => panel.Key).Select(panel => new Panel(
                    $"{panel.Key}: dependence of hiwae", ByK(rows), new Axis("Σ Cov / Σ Var in %"), [.. Zero(rows), .. Dependence(panel)])),
            ])
        {
            Columns = 2,
            PanelWidth = 440,
            PanelHeight = 340,
        });
    }

    private static Axis ByK(IEnumerable<Row> rows) => new("K") { Ticks = [.. rows.Select(row => row.Samples).Distinct().Order().Select(k => new Tick(k, k.ToString(CultureInfo.InvariantCulture)))] };

    private static IEnumerable<Mark> Curves(IEnumerable<Row> rows) =>
        from line in rows.GroupBy(row => (row.Family, row.Gradient))
        let points = line.OrderBy(row => row.Samples).ToArray()
        select (Mark)new Curve([.. points.Select(row => (double)row.Samples)], [.. points.Select(row => row.Gap.Mean ?? double.NaN)])
        {
            Errors = [.. points.Select(row => row.Gap.Error ?? double.NaN)],
            Colour = Colour.Of(Families.Names.IndexOf(line.Key.Family)),
            IsDashed = IsDouble(line.Key.Gradient),
            Label = IsDouble(line.Key.Gradient) ? null : line.Key.Family,
        };

    private static IEnumerable<Mark> Differences(IEnumerable<Difference> differences) =>
        from line in differences.GroupBy(one => (one.View, one.Gradient))
        let points = line.OrderBy(one => one.Samples).ToArray()
        select (Mark)new Curve([.. points.Select(one => (double)one.Samples)], [.. points.Select(one => one.Gap.Mean ?? double.NaN)])
        {
            Errors = [.. points.Select(one => one.Gap.Error ?? double.NaN)],
            Colour = OfView(line.Key.View),
            IsDashed = IsDouble(line.Key.Gradient),
            Label = IsDouble(line.Key.Gradient) ? null : line.Key.View,
        };

    private static IEnumerable<Mark> Dependence(IEnumerable<Row> rows) =>
        from line in rows.GroupBy(row => (row.View, row.Gradient))
        let points = line.OrderBy(row => row.Samples).ToArray()
        select (Mark)new Curve([.. points.Select(row => (double)row.Samples)], [.. points.Select(row => 100 * (row.Dependence.Mean ?? double.NaN))])
        {
            Errors = [.. points.Select(row => 100 * (row.Dependence.Error ?? double.NaN))],
            Colour = OfView(line.Key.View),
            IsDashed = IsDouble(line.Key.Gradient),
            Label = IsDouble(line.Key.Gradient) ? null : line.Key.View,
        };

    private static IEnumerable<Mark> Zero(IReadOnlyList<Row> rows)
    {
        double[] ends = [rows.Min(row => row.Samples), rows.Max(row => row.Samples)];
        yield return new Curve(ends, [0, 0]) { Colour = Colour.Ink, Radius = 0, Thickness = 0.8 };
    }

    private static Colour OfView(string view) => Colour.Of(View.All.IndexOf(View.Find(view)));

    private static bool IsDouble(string gradient) => gradient == nameof(Gradient.DoublyReparameterised);
}
