using System.Collections.Immutable;
using System.CommandLine;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Studies.Burda;
using Hiwae.Training;

namespace Hiwae.Cli.Study;

/// <summary>A request of <c>study burda</c>.</summary>
/// <param name="Source">The images.</param>
/// <param name="Plan">The cells.</param>
/// <param name="Settings">How each is trained.</param>
/// <param name="Hours">The time that the whole may take; null where it is not said.</param>
/// <param name="Epochs">The epochs of each cell; null where the time decides, or the study has begun.</param>
/// <param name="Jobs">Cells at a time.</param>
/// <param name="Folder">Where everything goes; null for a new folder under <c>runs</c>.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
internal sealed record BurdaRequest(string Source, CellPlan Plan, Settings Settings, double? Hours, int? Epochs, int Jobs, string? Folder, bool Json);

/// <summary><c>study burda</c>: the table of Burda et al. (2016), in the time that there is.</summary>
internal static class BurdaCommand
{
    public static ExampleCommand Create(Session session)
    {
        var (plan, standard) = (new CellPlan(), new Settings());
        var data = CommonOptions.NotEmpty(new("--data") { HelpName = "SOURCE", Description = $"A file or a folder with images of 784 pixels, such as MNIST, or 'glyphs' (default: {CommonOptions.DataVariable})." });
        var hours = NumberOption.Positive("--hours", "The time that the whole may take: so many epochs as all cells can have in it, the same for each, are decided when the study begins.");
        var epochs = NumberOption.Whole("--epochs", "The epochs of each cell, instead of --hours.", 1, 100_000);
        var layers = NumbersOption.Create("--layers", $"Stochastic layers, one or several of {string.Join(',', plan.Layers)} (default all).", plan.Layers.Min(), plan.Layers.Max());
        var samples = NumbersOption.Create("--samples", $"K, one or several (default {string.Join(',', plan.Samples)}).", 1, 10_000);
        var gradients = ChoicesOption.Create("--gradient", "The estimators of the gradient (default: both).", [.. plan.Gradients.Select(gradient => (GradientNames.Of(gradient).Option, gradient))]);
        var seeds = NumberOption.Whole("--seeds", $"Seeds of each cell, from 1 on (default {plan.Seeds}).", 1, 1000);
        var batch = NumberOption.Whole("--batch", $"Images of a step (default {standard.Batch}).", 1);
        var rate = NumberOption.Positive("--learning-rate", FormattableString.Invariant($"Adam's step size at the start of the schedule (default {standard.LearningRate})."));
        var schedule = ChoiceOption.Create<LearningRateSchedule?>(
            "--schedule",
            "How it changes: burda, 8 stages of 3^i/3280 of the run at 10^(-i/7) of it, or cosine, to 0 (default burda).",
            [("burda", new LearningRateSchedule.Burda()), ("cosine", new LearningRateSchedule.Cosine())]);
        var start = OutputStartOption.Create(standard.OutputStart);
        var testSamples = NumberOption.Whole("--test-samples", $"Samples for the log-likelihood of a test image (default {standard.TestSamples}).", 1);
        var limit = NumberOption.Whole("--limit", $"Test on the first N test images only (default {standard.TestImages}).", 1);
        var jobs = NumberOption.Whole("--jobs", "Cells at a time, each on one thread (default: one for each physical core).", 1, 1024);
        var folder = CommonOptions.Out("The folder of the study; the same command with the same folder does what is left (default: a new folder under runs).");
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "burda",
            "Train importance-weighted autoencoders of one and two layers as Burda et al. (2016) did, for as long as there is time, and put what they reach beside what is published. Ctrl-C keeps what is there; the same command goes on.",
            "study burda --data ~/mnist --hours 8 --out runs/burda",
            "study burda --data ~/mnist --layers 1 --samples 1,5 --epochs 20 --batch 100 --out runs/small")
        {
            data, hours, epochs, layers, samples, gradients, seeds, batch, rate, schedule, start, testSamples, limit, jobs, folder, json,
        };
        command.SetAction(parsed =>
        {
            if (parsed.GetValue(hours) is not null && parsed.GetValue(epochs) is not null)
                throw new UsageException($"{hours.Name} decides the number of epochs, and {epochs.Name} says it; write one of them.");
            ImmutableArray<T> Or<T>(Option<T[]?> option, ImmutableArray<T> all) => parsed.GetValue(option) is { Length: > 0 } some ? [.. some] : all;
            var request = new BurdaRequest(
                CommonOptions.SourceFrom(parsed.GetValue(data)),
                plan with
                {
                    Layers = Or(layers, plan.Layers),
                    Samples = Or(samples, plan.Samples),
                    Gradients = Or(gradients, plan.Gradients),
                    Seeds = parsed.GetValue(seeds) ?? plan.Seeds,
                },
                standard with
                {
                    Batch = parsed.GetValue(batch) ?? standard.Batch,
                    LearningRate = parsed.GetValue(rate) ?? standard.LearningRate,
                    Schedule = parsed.GetValue(schedule) ?? standard.Schedule,
                    OutputStart = parsed.GetValue(start) ?? standard.OutputStart,
                    TestSamples = parsed.GetValue(testSamples) ?? standard.TestSamples,
                    TestImages = parsed.GetValue(limit) ?? standard.TestImages,
                },
                parsed.GetValue(hours),
                parsed.GetValue(epochs),
                parsed.GetValue(jobs) ?? Cores.Physical,
                parsed.GetValue(folder),
                parsed.GetValue(json));
            CommonOptions.ApplyThreads(1); // What is done before the cells, too: no number depends on how many are done at a time.
            return new BurdaRun(session, request).Run();
        });
        return command;
    }
}
