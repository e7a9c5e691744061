using System.CommandLine;
using Hiwae.Checkpoints;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Evaluate;

/// <summary><c>evaluate RUN_DIR</c>: measures a trained model on test images.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Session session)
    {
        var folder = new Argument<string>("RUN_DIR") { Description = "The folder of a training run." };
        var data = CommonOptions.Data("what the run was trained on");
        var missing = NumberOption.Fraction("--missing", "The fraction of the values under a mask that is missing (default: the run's).");
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
            var run = Checkpoint.ReadRun(request.Folder);
            var entry = session.Find(run.Model, request.Folder);
            UsageException.Rethrow(() => entry.Description.CheckMissing(request.Missing ?? 0));
            return entry.Accept(new EvaluateRun(session, request, run));
        });
        return command;
    }
}
