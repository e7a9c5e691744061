using Hiwae.Cli.Options;
using Hiwae.Cli.Terminal;
using Hiwae.Reports;

namespace Hiwae.Cli.Analyse;

/// <summary>An analysis as tables, each with its meaning in plain words.</summary>
internal static class AnalyseText
{
    /// <summary>Writes all of it.</summary>
    public static void Write(TextWriter writer, ModelDescription model, Analysis analysis, IReadOnlyList<string> files)
    {
        WriteEstimator(writer, model, analysis);
        Title(writer, "Bound by the number of samples", "More samples never loosen it; where it stops rising, log p(x) is near. The error is that of the draws, not of the choice of images.");
        Tables.Write(writer, [">samples", ">bound", ">± s.e."], analysis.Sweep.Select(point => (string[])
        [
            Numbers.Count(point.Samples), Numbers.Text(point.Bound), Numbers.Error(point.Error, 3),
        ]));
        if (analysis.ByAlpha.Count > 0)
        {
            Title(writer, "Bound by α", "Power means of the same weights: α = 0 is the bound of ŵ, and towards 1 it falls to the evidence lower bound of one proposal.");
            Tables.Write(writer, [">α", ">bound", ">± s.e."], analysis.ByAlpha.Select(point => (string[])
            [
                Numbers.Text(point.Place), Numbers.Text(point.Bound), Numbers.Error(point.Error, 3),
            ]));
        }
        else if (analysis.Samples > 1)
        {
            writer.WriteLine($"The bound by α is left out: the weights are {model.Weights}, with which it does not become an evidence lower bound as α grows.");
        }

        WriteGradients(writer, model, analysis);
        if (analysis.Units.Count > 0)
        {
            Title(writer, "Active units", "Values whose mean under q depends on the image, with a variance above 0.01; the others say nothing about it.");
            Tables.Write(writer, ["variable", ">active", ">of"], analysis.Units.Select(units => (string[])
            [
                units.Variable, Numbers.Count(units.Active), Numbers.Count(units.Size),
            ]));
        }

        writer.WriteLine(files.Count == 0 ? "No pictures." : "Pictures:");
        foreach (var file in files)
            writer.WriteLine($"    {file}");
    }

    private static void WriteEstimator(TextWriter writer, ModelDescription model, Analysis analysis)
    {
        var report = analysis.Estimator;
        Title(
            writer,
            "Estimator",
            $"ŵ = Σ_j π_j w_j with K = {analysis.Samples}, drawn {Numbers.Count(report.Repeats)} times for each of {Numbers.Count(report.Images)} images; within each image first, then over images.");
        string[][] rows =
        [
            ["bound L_K", Numbers.Text(report.Bound), "the mean of log ŵ, nats; below log p(x) by about half the relative variance of ŵ where that is small"],
            ["Var log ŵ", Numbers.Text(report.VarianceOfLogEstimate, 3), "nats²; what training lowers besides raising p(x)"],
            ["relative variance of ŵ", Numbers.Significant(report.MedianVariance.Whole), $"Var ŵ / (E ŵ)²: the sum of the next two, each a median over images by itself (mean {Numbers.Significant(report.RelativeVariance)})"],
            ["    of its terms", Numbers.Significant(report.MedianVariance.Own), $"what K terms without correlation would have (mean {Numbers.Significant(report.Variance.Own)})"],
            ["    of their covariance", Numbers.Significant(report.MedianVariance.Shared), $"what their dependence adds; below zero it takes away (mean {Numbers.Significant(report.Variance.Shared)})"],
            ["covariance / own", Numbers.Text(report.CovarianceRatio, 3), "median over images; −0.2 means that the proposals' dependence saves a fifth of the variance"],
            ["correlation", Numbers.Text(report.MeanCorrelation, 3), $"of π_i w_i and π_j w_j over pairs; negative is the point of coupling. Weights are not negative, so it cannot be below {Numbers.Text(report.CorrelationFloor, 3)}"],
            ["correlation of logs", Numbers.Text(report.MeanLogCorrelation, 3), "the same of their logarithms, which a few large weights do not dominate"],
            ["gain by coupling", Numbers.Text(report.CouplingGain, 3), Gain(model, analysis)],
            ["effective samples", Numbers.Text(report.EffectiveSampleSize), $"1 / Σ ω²: {analysis.Samples} if all weights are equal, 1 if one has everything"],
            ["largest ω", Numbers.Text(report.LargestWeight, 3), $"the share of ŵ that its largest term has; {Numbers.Text(1.0 / analysis.Samples, 3)} at best"],
            ["Pareto k̂", Numbers.Text(report.ParetoShape), $"the tail of ŵ, median over images: below 0.5 its variance is finite, above 0.7 its mean is unreliable ({Percent(report.UnreliableShare)} of the images)"],
        ];
        Tables.Write(writer, ["", ">value", ""], rows);
    }

    private static string Gain(ModelDescription model, Analysis analysis)
    {
        var (found, most) = (analysis.Samples == 2 ? "" : " that was found", Numbers.Text(analysis.Estimator.CouplingCeiling, 3));
        if (analysis.Samples == 1)
            return "there is one proposal";
        return model.HasSharedAuxiliary
            ? $"± {Numbers.Error(analysis.Estimator.CouplingGainError, 3)} over images, nats: the bound less that of the same terms drawn independently; the best coupling of them{found} would gain {most}"
            : $"nothing is shared between the proposals, and they are independent; the best coupling of the same terms{found} would gain {most} nats";
    }

    private static void WriteGradients(TextWriter writer, ModelDescription model, Analysis analysis)
    {
        if (analysis.Gradients.Count == 0)
            return;
        Title(
            writer,
            "Gradients",
            $"The variance of the gradient{ObjectiveText.Of(analysis.Alpha).Training} from draw to draw on the same batch, summed over parameters, and its share of the reparameterised one's; over {analysis.GradientBatches} batches. S/N: the norm of the mean gradient by the root of the variance.");
        string[] columns =
        [
            "parameters",
            .. analysis.Gradients.SelectMany((report, g) => (string[])
            [
                $">{GradientNames.Of(report.Gradient).Short}", .. g == 0 ? Array.Empty<string>() : [">share", ">± s.e."], ">S/N",
            ]),
        ];
        Tables.Write(writer, columns, analysis.Gradients[0].Rows.Select((first, row) => (string[])
        [
            first.Name, .. analysis.Gradients.SelectMany((report, g) => Cells(report.Rows[row], isFirst: g == 0)),
        ]), groups: [.. analysis.Gradients.Select((_, g) => g == 0 ? 1 : (4 * g) - 1)]);
        if (analysis.Gradients.All(report => report.Gradient != Gradient.DoublyReparameterised))
            writer.WriteLine($"DReG is left out: {model.DoublyObstacle}.");
        if (analysis.Samples > 1)
            writer.WriteLine("For more than one sample STL is biased: a small variance about something else than the gradient.");
    }

    private static IEnumerable<string> Cells(GradientRow row, bool isFirst) =>
    [
        Numbers.Significant(row.Variance), .. isFirst ? Array.Empty<string>() : [Numbers.Text(row.Ratio, 3), Numbers.Error(row.RatioError, 3)], Numbers.Text(row.SignalToNoise, 3),
    ];

    private static string Percent(double share) => $"{Numbers.Text(100 * share, 0)} %";

    private static void Title(TextWriter writer, string title, string words)
    {
        writer.WriteLine(title);
        Paragraph.Write(writer, words, "    ");
    }
}
