using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;

namespace Hiwae.Cli.Analyse;

/// <summary>A request of <c>analyse</c>.</summary>
/// <param name="Folder">The run.</param>
internal sealed record AnalyseRequest(string Folder)
{
    /// <summary>What to measure on.</summary>
    public ImageRequest Data { get; init; } = new();

    /// <summary>The greatest number of images.</summary>
    public int Images { get; init; } = 100;

    /// <summary>Draws for each image.</summary>
    public int Repeats { get; init; } = 500;

    /// <summary>The numbers of samples of the sweep; chosen from the draws where null.</summary>
    public IReadOnlyList<int>? Samples { get; init; }

    /// <summary>Batches for the gradients; 0 leaves them out.</summary>
    public int Batches { get; init; } = 5;

    /// <summary>Images of such a batch.</summary>
    public int BatchSize { get; init; } = 20;

    /// <summary>Draws of each gradient on a batch.</summary>
    public int GradientRepeats { get; init; } = 100;

    /// <summary>The seed of the draws.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The ending of the pictures' names.</summary>
    public string Format { get; init; } = FormatOption.Default;

    /// <summary>The device of the parameters.</summary>
    public string Device { get; init; } = DeviceOption.Cpu;

    /// <summary>The folder of the pictures; one in the run's where null.</summary>
    public string? Output { get; init; }

    /// <summary>Whether the result is one JSON object.</summary>
    public bool Json { get; init; }
}

/// <summary><c>analyse RUN_DIR</c>: looks into the estimator of a trained model.</summary>
internal static class AnalyseCommand
{
    private static readonly AnalyseRequest Default = new("");

    public static Command Create(Session session)
    {
        var folder = CommonOptions.RunFolder();
        var data = CommonOptions.Data("what the run was trained on");
        var missing = MaskOptions.Missing(": the run's");
        var testMask = MaskOptions.TestFile("the run's, where neither other data nor a fraction are named");
        var limit = NumberOption.Whole("--limit", $"Look at the first N test images (default {Default.Images}).", 1);
        var repeats = NumberOption.Whole("--repeats", $"Draws of the estimate for each image (default {Default.Repeats}).", 2);
        var samples = NumbersOption.Create("--samples", "The numbers of samples that the bound is shown for, rounded up to whole groups of K (default: K times 1, 2, 5, 10, … as far as the draws go).", 1);
        var batches = NumberOption.Whole("--batches", $"How many batches of images the gradients are compared on; 0 for none (default {Default.Batches}).", 0);
        var batch = NumberOption.Whole("--batch", $"Images of such a batch (default {Default.BatchSize}).", 1);
        var gradients = NumberOption.Whole("--gradient-repeats", $"Draws of each gradient on the same batch (default {Default.GradientRepeats}).", 2);
        var seed = CommonOptions.Seed("the draws");
        var threads = CommonOptions.Threads();
        var device = DeviceOption.Create();
        var output = CommonOptions.Out("Where the pictures go (default: the folder analysis in RUN_DIR).");
        var format = FormatOption.Create();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "analyse",
            "Look into the estimator of a trained model: variance and covariance of its terms, weights, bound by the number of samples, gradients, active units; tables and pictures.",
            "analyse runs/first",
            "analyse runs/first --limit 50 --repeats 2000 --samples 5,50,500 --out pictures --json")
        {
            folder, data, missing, testMask, limit, repeats, samples, batches, batch, gradients, seed, threads, device, output, format, json,
        };
        command.SetAction(parsed =>
        {
            var request = new AnalyseRequest(parsed.GetRequiredValue(folder))
            {
                Data = new(parsed.GetValue(data), parsed.GetValue(missing), parsed.GetValue(testMask)),
                Images = parsed.GetValue(limit) ?? Default.Images,
                Repeats = parsed.GetValue(repeats) ?? Default.Repeats,
                Samples = parsed.GetValue(samples) is { Length: > 0 } numbers ? numbers : null, // The library makes an empty list of nothing.
                Batches = parsed.GetValue(batches) ?? Default.Batches,
                BatchSize = parsed.GetValue(batch) ?? Default.BatchSize,
                GradientRepeats = parsed.GetValue(gradients) ?? Default.GradientRepeats,
                Seed = parsed.GetValue(seed) ?? CommonOptions.DefaultSeed,
                Device = parsed.GetValue(device) ?? DeviceOption.Cpu,
                Output = parsed.GetValue(output),
                Format = parsed.GetValue(format)!,
                Json = parsed.GetValue(json),
            };
            CommonOptions.ApplyThreads(parsed.GetValue(threads));
            var (run, entry) = RunNetwork.Find(session, request.Folder, request.Data.Missing);
            return entry.Accept(new AnalyseRun(session, request, run));
        });
        return command;
    }
}
