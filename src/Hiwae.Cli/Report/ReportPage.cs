using System.Text;
using System.Xml.Linq;
using Hiwae.Cli.History;
using Hiwae.Cli.Options;
using Hiwae.Cli.Pictures;
using Hiwae.Cli.Terminal;
using Hiwae.Training;
using static Hiwae.Cli.Report.Html;

namespace Hiwae.Cli.Report;

/// <summary>The report of a run as a page in one file, which needs nothing besides itself and runs no script.</summary>
internal static class ReportPage
{
    private const string Policy = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

    /// <summary>The text of the file.</summary>
    public static string Of(RunReport report)
    {
        var title = $"{report.Run.Model} on {report.Run.Data.Name}";
        return Page(Of(
            "html",
            At("lang", "en"),
            Of(
                "head",
                Of("meta", At("charset", "utf-8")),
                Of("meta", At("name", "viewport"), At("content", "width=device-width, initial-scale=1")),
                Of("meta", At("name", "color-scheme"), At("content", "light dark")),
                Of("meta", At("http-equiv", "Content-Security-Policy"), At("content", Policy)),
                Of("title", title),
                Of("style", Style())),
            Of(
                "body",
                Of("header", Of("h1", title), Of("p", At("class", "lead"), ReportWords.Lead(report.Run)), Tiles(report)),
                Of("main", Sections(report)),
                Of("footer", Of("p", $"Made by Hiwae {report.Run.Version}. All bounds and log-likelihoods are in nats per datum.")))));
    }

    private static XElement Of(string name, params object?[] content) => Html.Of(name, content);

    private static IEnumerable<XElement?> Sections(RunReport report) =>
    [
        report.Warnings.Count == 0 ? null : Of("section", At("class", "warning"), Of("h2", "Warnings"), Of("ul", report.Warnings.Select(warning => Of("li", warning)))),
        Section("Model", Factorisation(report)),
        Section("Course of the training", Course(report)),
        report.Pictures is { } pictures ? Section("Pictures", Of("div", At("class", "pair"), Figures(pictures))) : null,
        report.Latent is { } latent ? Section("Latent space", Of("div", At("class", "single"), Figure(ChartOf(latent.Chart, latent.Words), latent.Words))) : null,
        report.Run.Metrics.TestBound is null ? null : Section("Estimator on test data", Table(["quantity", "value", "what it is"], ReportWords.Estimator(report.Run))),
        Section(
            "Settings",
            Of("div", At("class", "pair"), Table(["option", "value"], ReportWords.Settings(report.Run, isDefault: false), "set"), Table(["option", "value"], ReportWords.Settings(report.Run, isDefault: true), "default"))),
        Section("Data, machine, versions", Table(["", ""], ReportWords.Surroundings(report))),
        Section("How to repeat it", Of("pre", Of("code", RunSettings.Command(report.Program, report.Run))), Of("p", ReportWords.Repeating(report.Run))),
    ];

    private static XElement Section(string title, params object?[] content) => Of("section", Of("h2", title), content);

    private static XElement Tiles(RunReport report) => Of(
        "dl", ReportWords.Tiles(report).Select(tile => Of("div", Of("dt", tile.Name), Of("dd", tile.Value, Of("small", tile.Unit)))));

    private static IEnumerable<XElement?> Factorisation(RunReport report)
    {
        var model = report.Model;
        yield return model.Summary.Length > 0 ? Of("p", model.Summary) : null;
        (string Name, string Product)[] products = [("generative P", model.Generative), ("inference Q", model.Proposals), ("reverse R", model.Reverse)];
        yield return Of(
            "dl",
            At("class", "formulas"),
            products.Where(one => one.Product.Length > 0).SelectMany(one => (XElement[])[Of("dt", one.Name), Of("dd", one.Product)]),
            model.Features.Concat(model.Mixtures).SelectMany(line => (XElement[])[Of("dt", "with"), Of("dd", line)]),
            Of("dt", $"bound, K = {report.Run.Samples.ToString(CultureInfo.InvariantCulture)}"),
            Of("dd", $"{model.Estimator.Bound}, log w_j = {model.Estimator.LogWeight}"));
    }

    private static IEnumerable<XElement> Course(RunReport report)
    {
        var charts = CourseCharts.Of(report.Epochs, ObjectiveText.Of(report.Run.Options.Alpha ?? report.Model.Alpha, report.Run.Options.KlWeight ?? report.Model.KlWeight)).ToArray();
        if (charts.Length == 0)
        {
            yield return Of("p", "The folder has no history of its epochs.");
            yield break;
        }

        yield return Of("div", At("class", charts.Length == 1 ? "single" : "pair"), charts.Select(chart => Of("figure", ChartOf(chart.Chart, chart.Words))));
        yield return Of("p", ReportWords.Best(report));
    }

    private static IEnumerable<XElement> Figures(RunPictures pictures) =>
    [
        Figure(Pixels(pictures.Reconstructions, "Eight test images, and below each what the model reconstructs of it."), "Test images above their reconstructions, E[x′ | x]."),
        Figure(Pixels(pictures.Samples, "Sixteen images that the model generates."), "Samples: means of x given draws from the generative model."),
    ];

    private static XElement Figure(XElement picture, string caption) => Of("figure", picture, Of("figcaption", caption));

    private static XElement Pixels(ImageGrid image, string words) => Of("span", At("class", "pixels"), Picture("image/png", image.ToPng(), words));

    private static XElement ChartOf(Chart chart, string words) => Of("span", At("class", "chart"), Picture("image/svg+xml", Encoding.UTF8.GetBytes(chart.ToSvg()), words));

    private static string Style()
    {
        using var reader = new StreamReader(typeof(ReportPage).Assembly.GetManifestResourceStream("report.css")!);
        return reader.ReadToEnd();
    }
}
