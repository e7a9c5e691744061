using System.CommandLine;
using System.Text.Json.Serialization;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;

namespace Hiwae.Cli.Report;

/// <summary>A request of <c>report</c>.</summary>
/// <param name="Folder">The run.</param>
/// <param name="Data">The source of the data; null for the run's own.</param>
/// <param name="Output">The file; null for <see cref="RunReport.File"/> in the run's folder.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
internal sealed record ReportRequest(string Folder, string? Data, string? Output, bool Json);

/// <summary><c>report RUN_DIR</c>: a page about a run.</summary>
internal static class ReportCommand
{
    public static Command Create(Session session)
    {
        var folder = CommonOptions.RunFolder();
        var data = CommonOptions.Data("what the run was trained on");
        var output = CommonOptions.NotEmpty(new Option<string?>("--out") { HelpName = "FILE", Description = $"The page's file (default: RUN_DIR/{RunReport.File})." });
        var threads = CommonOptions.Threads();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "report",
            $"Write a page about a run, as training does at its end: curves, reconstructions, samples, latent space, estimator, settings. It is one file, {RunReport.File}.",
            "report runs/first",
            "report runs/first --out first.html --json")
        {
            folder, data, output, threads, json,
        };
        command.SetAction(parsed =>
        {
            var request = new ReportRequest(parsed.GetRequiredValue(folder), parsed.GetValue(data), parsed.GetValue(output), parsed.GetValue(json));
            CommonOptions.ApplyThreads(parsed.GetValue(threads));
            var (run, entry) = RunNetwork.Find(session, request.Folder, null);
            return entry.Accept(new ReportRun(session, request, run));
        });
        return command;
    }
}

/// <summary>The result of <c>report --json</c>.</summary>
/// <param name="Run">The run's folder.</param>
/// <param name="Report">The page's file.</param>
/// <param name="Model">The model.</param>
/// <param name="Data">The data.</param>
/// <param name="Epochs">The epochs that the history tells of.</param>
/// <param name="Warnings">What is missing, in sentences.</param>
internal sealed record ReportResult(string Run, string Report, string Model, string Data, int Epochs, IReadOnlyList<string> Warnings);

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ReportResult))]
internal sealed partial class ReportJson : JsonSerializerContext;
