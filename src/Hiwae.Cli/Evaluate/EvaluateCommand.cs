using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;

namespace Hiwae.Cli.Evaluate;

/// <summary>A request of <c>evaluate</c>.</summary>
/// <param name="Folder">The run.</param>
/// <param name="Source">Where the images come from; null for the run's own.</param>
/// <param name="Missing">The fraction of the values under a mask that is missing; null for the run's own.</param>
/// <param name="Test">How to test.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
internal sealed record EvaluateRequest(string Folder, string? Source, double? Missing, TestRequest Test, bool Json);

/// <summary><c>evaluate RUN_DIR</c>: measures a trained model on test images.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Session session)
    {
        var folder = CommonOptions.RunFolder();
        var data = CommonOptions.Data("what the run was trained on");
        var missing = CommonOptions.Missing(": the run's");
        var samples = NumberOption.Whole("--samples", $"Samples per image for the log-likelihood, rounded up to whole groups of K where proposals are coupled (default {TestRequest.DefaultSamples}).", 1);
        var limit = CommonOptions.Limit();
        var seed = CommonOptions.Seed("the draws");
        var threads = CommonOptions.Threads();
        var step = StepOption.Create();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "evaluate",
            "Measure a trained model on test images: bound, log-likelihood with many samples, and how its estimator behaves.",
            "evaluate runs/first",
            "evaluate runs/first --samples 5000 --limit 1000 --json")
        {
            folder, data, missing, samples, limit, seed, threads, step, json,
        };
        command.SetAction(parsed =>
        {
            var request = new EvaluateRequest(
                parsed.GetRequiredValue(folder),
                parsed.GetValue(data),
                parsed.GetValue(missing),
                new TestRequest(
                    parsed.GetValue(samples) ?? TestRequest.DefaultSamples,
                    parsed.GetValue(limit),
                    parsed.GetValue(seed) ?? CommonOptions.DefaultSeed,
                    parsed.GetValue(step)),
                parsed.GetValue(json));
            CommonOptions.ApplyThreads(parsed.GetValue(threads));
            var (run, entry) = RunNetwork.Find(session, request.Folder, request.Missing);
            return entry.Accept(new EvaluateRun(session, request, run));
        });
        return command;
    }
}
