using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>A request of <c>train</c>.</summary>
/// <param name="Source">Where the images come from.</param>
/// <param name="Mask">The file of which pixels of the images for training and validation are there; null for none.</param>
/// <param name="TestMask">The same of the test images.</param>
/// <param name="Options">How to train.</param>
/// <param name="Test">How to test at the end.</param>
/// <param name="Folder">Where the run is kept; null for a new folder under <c>runs</c>.</param>
/// <param name="Profile">Whether to show where the time of a step went.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
internal sealed record TrainRequest(string Source, string? Mask, string? TestMask, TrainingOptions Options, TestRequest Test, string? Folder, bool Profile, bool Json);

/// <summary><c>train MODEL</c>: fits a model to images, keeps it, and tests it.</summary>
internal static class TrainCommand
{
    private static readonly TrainingOptions Default = new();

    public static Command Create(Session session)
    {
        var model = CommonOptions.Model(session.Program);
        var data = CommonOptions.Data($"the variable {CommonOptions.DataVariable}");
        var reading = new ReadingOptions();
        var epochs = NumberOption.Whole("--epochs", $"Passes over the training images (default {Default.Epochs}).", 1);
        var samples = NumberOption.Whole("--samples", "K, the proposals per image; any number for any model, many in blocks (default: as declared).", 1);
        var batch = NumberOption.Whole("--batch", $"Images per step (default {Default.BatchSize}).", 1);
        var rate = NumberOption.Positive("--learning-rate", $"Adam's step size; that of P alone where --inference-learning-rate is given (default {Default.LearningRate}).");
        var refinements = new RefinementOptions();
        var norm = NumberOption.Positive("--gradient-norm", $"The norm that gradients are clipped to (default {Default.GradientNorm}).");
        var patience = NumberOption.Whole("--patience", "Stop after N epochs without a better validation bound, and return to the best (default: never).", 1);
        var missing = MaskOptions.Missing(" 0");
        var maskSeed = MaskOptions.Seed();
        var mask = MaskOptions.File();
        var testMask = MaskOptions.TestFile("none");
        var seed = CommonOptions.Seed("initial weights, the order of images, and all draws");
        var testSamples = NumberOption.Whole("--test-samples", $"Samples per image for the log-likelihood (default {TestRequest.DefaultSamples}).", 1);
        var limit = CommonOptions.Limit();
        var threads = CommonOptions.Threads();
        var step = StepOption.Create();
        var precision = PrecisionOption.Create();
        var profile = new Option<bool>("--profile") { Description = "Show at the end where the time of a training step went." };
        var folder = CommonOptions.Out("The run's folder (default: runs/MODEL-DATA-TIME).");
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "train",
            "Train a model on images, keep it in a folder, and test it. Ctrl-C stops within the current step and keeps what was learned.",
            $"train {session.Example("iwae")} --data glyphs --epochs 5",
            $"train {session.Example("hiwae")} --data ~/mnist --epochs 50 --patience 5 --seed 2 --out runs/first",
            $"train {session.Example("hiwae")} --data ~/mnist --inference-updates 2 --warm-up 5 --averaging 0.999 --schedule burda")
        {
            model, data, epochs, samples, batch, rate, norm, patience, missing, maskSeed, mask, testMask, seed, testSamples, limit, threads, step, precision, profile, folder, json,
        };
        foreach (var option in reading.All)
            command.Options.Insert(command.Options.IndexOf(seed), option);
        foreach (var option in refinements.All)
            command.Options.Insert(command.Options.IndexOf(norm), option);
        command.SetAction(parsed =>
        {
            var entry = session.Find(parsed.GetRequiredValue(model));
            if (!entry.Description.Observed.Any())
                throw new UsageException($"{entry.Description.Name} has no observed variable, and takes no images: it infers a target as it stands. "
                    + (session.HasToys
                        ? $"'{session.Program} toy' trains such models for densities on the plane."
                        : $"Train it in code, with {nameof(Trainer)}.{nameof(Trainer.Step)}."));
            var seedValue = parsed.GetValue(seed) ?? CommonOptions.DefaultSeed;
            var options = Default with
            {
                Epochs = parsed.GetValue(epochs) ?? Default.Epochs,
                Samples = CheckSamples(entry, parsed.GetValue(samples)),
                BatchSize = parsed.GetValue(batch) ?? Default.BatchSize,
                LearningRate = parsed.GetValue(rate) ?? Default.LearningRate,
                GradientNorm = parsed.GetValue(norm) ?? Default.GradientNorm,
                Patience = parsed.GetValue(patience),
                Missing = UsageException.Rethrow(() => entry.Description.CheckMissing(parsed.GetValue(missing) ?? Default.Missing)),
                MaskSeed = parsed.GetValue(maskSeed) ?? Default.MaskSeed,
                Seed = seedValue,
                Step = parsed.GetValue(step),
                Precision = parsed.GetValue(precision),
            };
            var request = new TrainRequest(
                CommonOptions.SourceFrom(parsed.GetValue(data)),
                parsed.GetValue(mask),
                parsed.GetValue(testMask),
                refinements.AddTo(options, parsed, entry.Description),
                new TestRequest(parsed.GetValue(testSamples) ?? TestRequest.DefaultSamples, parsed.GetValue(limit), seedValue, parsed.GetValue(step))
                {
                    Option = testSamples.Name,
                },
                parsed.GetValue(folder),
                parsed.GetValue(profile),
                parsed.GetValue(json));
            // The tensor engine takes as long to load as the files do.
            var started = DataReading.Start(DataSource.Parse(request.Source), reading.From(parsed, request.Source));
            CommonOptions.ApplyThreads(parsed.GetValue(threads));
            return entry.Accept(new TrainRun(session, request, started));
        });
        return command;
    }

    private static int? CheckSamples(ModelEntry entry, int? samples) =>
        samples is { } count ? UsageException.Rethrow(() => entry.Description.CheckSamples(count)) : null;
}
