using Hiwae.Cli.Options;
using Hiwae.Cli.Pictures;
using Hiwae.Reports;

namespace Hiwae.Cli.Analyse;

/// <summary>The pictures of an analysis.</summary>
internal static class AnalyseCharts
{
    // In larger matrices numbers would not be legible.
    private const int MostNumbered = 12;

    /// <summary>Each with the name of its file; only those that there is something to draw for.</summary>
    /// <param name="analysis">The measurements.</param>
    /// <param name="format">The ending of the files' names.</param>
    public static IEnumerable<(string File, Chart Chart)> Of(Analysis analysis, string format)
    {
        if (analysis.Samples > 1)
            yield return ($"correlations.{format}", Correlations(analysis.Estimator));
        yield return ($"weights.{format}", Weights(analysis));
        yield return ($"sweep.{format}", Sweep(analysis.Sweep));
        if (analysis.ByAlpha.Count > 0)
            yield return ($"bounds.{format}", Bounds(analysis));
        if (analysis.Gradients.Count > 0)
            yield return ($"gradients.{format}", Gradients(analysis.Gradients));
    }

    /// <summary>The two K × K matrices.</summary>
    public static Chart Correlations(EstimatorReport report) => new(
        "Correlation of the proposals' weights over draws for the same image",
        Matrix("π w", report.Correlations),
        Matrix("log π w", report.LogCorrelations))
    {
        PanelHeight = 350,
    };

    /// <summary>The bound by the number of samples.</summary>
    public static Chart Sweep(IReadOnlyList<SweptBound> sweep) => new(
        "Bound by the number of samples",
        new Panel(
            "",
            new("samples for each image (whole groups of K)") { IsLogarithmic = true },
            new("log of the mean of ŵ, nats"),
            new Curve([.. sweep.Select(point => (double)point.Samples)], [.. sweep.Select(point => point.Bound)])
            {
                Errors = [.. sweep.Select(point => 2 * point.Error)],
                Label = "mean over images ± 2 standard errors of the draws",
            }))
    {
        PanelWidth = 560,
        PanelHeight = 380,
    };

    /// <summary>The bound by α, and by the number of samples.</summary>
    public static Chart Bounds(Analysis analysis)
    {
        static Curve Of(IReadOnlyList<BoundAt> bounds) => new([.. bounds.Select(point => point.Place)], [.. bounds.Select(point => point.Bound)])
        {
            Errors = [.. bounds.Select(point => 2 * point.Error)],
            Label = "mean over images ± 2 standard errors of the draws",
        };
        Panel byAlpha = new($"power means of K = {analysis.Samples} weights", new("α: 0 is the bound of ŵ, towards 1 it is the evidence lower bound"), new("bound, nats"), Of(analysis.ByAlpha));
        Panel[] bySamples = analysis.BySamples.Count < 2 ? [] :
            [new(
                analysis.Heads == 1 ? "the first of the samples" : $"the first draws from each of {analysis.Heads} heads", new("samples") { IsLogarithmic = true }, new("bound, nats"), Of(analysis.BySamples))];
        return new("Bound by α, and by the number of samples", [byAlpha, .. bySamples])
        {
            PanelWidth = 480,
            PanelHeight = 360,
        };
    }

    /// <summary>Each estimator's variance by that of the first, and its signal by its noise, factor by factor.</summary>
    public static Chart Gradients(IReadOnlyList<GradientReport> reports) => new(
        "Gradients of the bound, factor by factor",
        Grouped(reports, "variance by that of the reparameterised gradient", row => row.Ratio, 1),
        Grouped(reports, "signal-to-noise ratio", row => row.SignalToNoise, null))
    {
        PanelWidth = Math.Max(420, 70 * reports[0].Rows.Length),
    };

    private static Chart Weights(Analysis analysis)
    {
        var deviations = analysis.Images.SelectMany(image => image.LogEstimates.Select(value => value - image.LogEstimates.Average()));
        Panel estimates = new("log ŵ, less its mean for the image", new("nats"), new("draws") { IsWhole = true }, Bars.Histogram(deviations));
        Panel largest = new(
            "the largest ω of each draw",
            new("share of ŵ that one proposal has"),
            new("draws") { IsWhole = true },
            Bars.Histogram(analysis.Images.SelectMany(image => image.LargestWeights), range: new(0, 1)));
        return analysis.Samples == 1 ? new("Weights", estimates) : new("Weights", estimates, largest);
    }

    private static Panel Matrix(string title, double[,] correlations)
    {
        var samples = correlations.GetLength(0);
        var isNumbered = samples <= MostNumbered;
        string[] names = [.. Enumerable.Range(1, samples).Select(j => isNumbered || j % 10 == 0 ? j.ToString(CultureInfo.InvariantCulture) : "")];

        // The diagonal is 1 whatever the weights are; with it on the scale the rest would be pale.
        var others = Enumerable.Range(0, samples)
            .SelectMany(i => Enumerable.Range(0, samples).Where(j => j != i).Select(j => Math.Abs(correlations[i, j])))
            .Where(double.IsFinite);
        var bound = Math.Clamp(others.DefaultIfEmpty(1).Max(), 0.2, 1);
        return new(
            title,
            Axis.OfNames("proposal j", names),
            Axis.OfNames("proposal i", names) with { IsReversed = true },
            HeatMap.Matrix(correlations) with { Scale = ColourScale.Diverging, Limits = Extent.Symmetric(bound), Decimals = isNumbered ? 2 : null })
        {
            IsSquare = true,
        };
    }

    private static Panel Grouped(IReadOnlyList<GradientReport> reports, string title, Func<GradientRow, double> value, double? line)
    {
        var rows = reports[0].Rows.Length;
        var width = 0.8 / reports.Count;
        var bars = reports.Select((report, g) => new Bars(
            [.. Enumerable.Range(0, rows).Select(row => new Extent(row + 0.1 + (g * width), row + 0.1 + ((g + 1) * width)))],
            [.. report.Rows.Select(value)])
        {
            Colour = Colour.Of(g),
            Label = GradientNames.Of(report.Gradient).Short,
        });
        IEnumerable<Mark> reference = line is { } height ? [new Curve([0, rows], [height, height]) { Colour = Colour.Ink, IsDashed = true, Radius = 0, Thickness = 1 }] : [];
        return new(title, Axis.OfNames("parameters", reports[0].Rows.Select(row => row.Name)), new(""), [.. bars, .. reference]);
    }
}
