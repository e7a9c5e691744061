using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Evaluate;

/// <summary>A request of <c>evaluate</c>.</summary>
/// <param name="Folder">The run.</param>
/// <param name="Images">What to measure on.</param>
/// <param name="Test">How to test.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
/// <param name="Device">The device of the parameters.</param>
internal sealed record EvaluateRequest(string Folder, ImageRequest Images, TestRequest Test, bool Json, string Device = DeviceOption.Cpu);

/// <summary><c>evaluate RUN_DIR</c>: measures a trained model on test images.</summary>
internal static class EvaluateCommand
{
    public static Command Create(Session session)
    {
        var folder = CommonOptions.RunFolder();
        var data = CommonOptions.Data("what the run was trained on");
        var missing = MaskOptions.Missing(": the run's");
        var testMask = MaskOptions.TestFile("the run's, where neither other data nor a fraction are named");
        var samples = NumberOption.Whole("--samples", $"Samples per image for the log-likelihood, rounded up to whole groups of K where proposals are coupled (default {TestRequest.DefaultSamples}).", 1);
        var limit = CommonOptions.Limit();
        var seed = CommonOptions.Seed("the draws");
        var threads = CommonOptions.Threads();
        var step = StepOption.Create();
        var device = DeviceOption.Create();
        var json = CommonOptions.Json();
        var shard = ShardOption.Create("Make the I-th of N parts, apart from the others, and leave it in a file; 'merge' puts the parts together. Parts need nothing of each other but the run, and may be made at the same time, on any machines.");
        var parts = CommonOptions.Out($"With --shard: the folder of the parts (default: RUN_DIR/{PartRun.DefaultFolder}).");
        var annealing = new AnnealOptions();
        var command = new ExampleCommand(
            "evaluate",
            "Measure a trained model on test images: bound, log-likelihood with many samples, and how its estimator behaves.",
            "evaluate runs/first",
            "evaluate runs/first --samples 5000 --limit 1000 --json",
            "evaluate runs/first --ais 100,1000 --bdmc --samples 5000",
            "evaluate runs/first --samples 100000 --shard 2/8")
        {
            folder, data, missing, testMask, samples, limit, seed, threads, device, step, shard, parts, json,
        };
        foreach (var option in annealing.All)
            command.Add(option);
        command.SetAction(parsed =>
        {
            var request = new EvaluateRequest(
                parsed.GetRequiredValue(folder),
                new ImageRequest(parsed.GetValue(data), parsed.GetValue(missing), parsed.GetValue(testMask)),
                new TestRequest(
                    parsed.GetValue(samples) ?? TestRequest.DefaultSamples,
                    parsed.GetValue(limit),
                    parsed.GetValue(seed) ?? CommonOptions.DefaultSeed,
                    parsed.GetValue(step)),
                parsed.GetValue(json),
                parsed.GetValue(device) ?? DeviceOption.Cpu);
            DeviceOption.Check(request.Device, request.Test.Step);
            CommonOptions.ApplyThreads(parsed.GetValue(threads));
            var anneal = annealing.Of(parsed);
            var (run, entry) = RunNetwork.Find(session, request.Folder, request.Images.Missing);
            var (part, into) = (parsed.GetValue(shard), parsed.GetValue(parts));
            if (part is null && into is not null)
                throw new UsageException("--out says where a part goes, and --shard is not there; write --shard 1/4 with it, or leave it out.");
            if (part is not null && anneal is not null)
                throw new UsageException("--ais is not made in parts; leave --shard out, or anneal other images with --ais-images on each machine.");
            if (part is { } which)
                return entry.Accept(new PartRun(session, request, which, into, run));
            return anneal is not null ? entry.Accept(new AnnealRun(session, request, anneal, run)) : entry.Accept(new EvaluateRun(session, request, run));
        });
        return command;
    }
}
