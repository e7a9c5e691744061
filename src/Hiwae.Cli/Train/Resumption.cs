using System.CommandLine;
using Hiwae.Checkpoints;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Data;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary><c>train --resume DIR</c>: what a run asks for that goes on.</summary>
internal static class Resumption
{
    /// <summary>The model and the request; null where no run is to go on.</summary>
    /// <exception cref="UsageException">The run cannot go on, or an option is there that is of a new run.</exception>
    /// <exception cref="CheckpointException">The folder holds no run, or a damaged one.</exception>
    public static (ModelEntry Entry, TrainRequest Request)? From(Session session, ParseResult line, TrainOptions options)
    {
        if (line.GetValue(options.Resume) is not { } folder)
            return null;
        CheckLine(line, options, folder);
        var (run, entry) = RunNetwork.Find(session, folder, null);
        if (line.GetValue(options.Model) is { } model && model != run.Model)
            throw new UsageException($"{folder} has a run of the model '{run.Model}', and the line says '{model}'; leave the name out, or name another folder.");
        var training = run.Options with { Epochs = Epochs(folder, run, line.GetValue(options.Epochs)) };
        CheckEnd(folder, run, training);
        var device = line.GetValue(options.Device) ?? run.Device;
        DeviceOption.Check(device, training.Step, training.Precision);
        var source = RunNetwork.Source(folder, run, line.GetValue(options.Data));
        if (source != DataSources.Glyphs && !DataFiles.Exists(source))
            throw new UsageException($"The data of the run {folder} were in {source}, and there is nothing of that name now. Where they have moved, name the place with --data PATH.");
        var test = new TestRequest(
            line.GetValue(options.TestSamples) ?? run.Test?.Samples ?? TestRequest.DefaultSamples, line.GetValue(options.Limit) ?? run.Test?.Limit, run.Seed, training.Step)
        {
            Option = options.TestSamples.Name,
        };
        return (entry, new(source, RunNetwork.MaskFile(folder, run, isTest: false), RunNetwork.MaskFile(folder, run), training, test, folder, line.GetValue(options.Profile), line.GetValue(options.Json))
        {
            Before = run,
            Reading = run.Data.Options,
            Device = device,
            Threads = line.GetValue(options.Threads) ?? run.Threads,
        });
    }

    /// <summary>Why the last bits, or more, may be others than those of a run that was not stopped; none where they are not.</summary>
    /// <param name="before">The run as it was.</param>
    /// <param name="now">As it goes on.</param>
    public static IEnumerable<string> Warnings(RunRecord before, RunRecord now)
    {
        const string Bits = "the last bits may be others than without the stop";
        if (before.Threads != now.Threads)
            yield return $"the run began with {before.Threads} {(before.Threads == 1 ? "thread" : "threads")} and goes on with {now.Threads}: {Bits}. --threads {before.Threads} keeps them.";
        if (before.Ranks != now.Ranks)
            yield return $"the run began with {before.Ranks ?? 1} {(before.Ranks is null ? "process" : "processes")} and goes on with {now.Ranks ?? 1}: {Bits}.";
        if (before.Device != now.Device)
            yield return $"the run began on {before.Device} and goes on on {now.Device}: {Bits}. --device {before.Device} keeps them.";
        if (before.Version != now.Version || before.Engine != now.Engine)
            yield return $"the run began with version {before.Version} on {before.Engine} and goes on with {now.Version} on {now.Engine}: {Bits}.";
        if (before.Options.Epochs != now.Options.Epochs && before.Options.Schedule is LearningRateSchedule.Cosine or LearningRateSchedule.Burda)
            yield return $"the schedule is of the whole run: the epochs up to here had the learning rates of a run of {before.Options.Epochs}, those that follow have the rates of one of {now.Options.Epochs}, which begin where that one would be. "
                + $"A run of {now.Options.Epochs} epochs from the start is another; --schedule constant and step do not look at the end.";
    }

    private static void CheckLine(ParseResult line, TrainOptions options, string folder)
    {
        Option[] allowed =
            [options.Resume, options.Epochs, options.Data, options.TestSamples, options.Limit, options.Threads, options.Divide, options.Device, options.Profile, options.Json];
        if (options.All.FirstOrDefault(option => !allowed.Contains(option) && line.GetResult(option) is { Implicit: false }) is { } wrong)
            throw new UsageException(
                $"{wrong.Name} is an option of a new run, and {folder} goes on with its own. With --resume go {string.Join(", ", allowed.Skip(1).Select(option => option.Name))}.");
    }

    private static int Epochs(string folder, RunRecord run, int? wanted) => wanted is { } epochs && epochs < run.Options.Epochs
        ? throw new UsageException($"--epochs is {epochs}, and the run {folder} is one of {run.Options.Epochs}; it may grow, not shrink. Write a greater number, or leave it out.")
        : wanted ?? run.Options.Epochs;

    /// <summary>Refuses a run whose end is behind it.</summary>
    private static void CheckEnd(string folder, RunRecord run, TrainingOptions training)
    {
        if (run.Status == RunStatus.Diverged)
            throw new UsageException(
                $"The run {folder} diverged after epoch {run.Epoch}; it would go on to the same end. Train again with a --learning-rate below {FormattableString.Invariant($"{run.Options.LearningRate}")}.");
        if (run.Status != RunStatus.Completed || run.Metrics.TestNll is null)
            return;
        if (run.Epoch < run.Options.Epochs)
            throw new UsageException(
                $"The run {folder} is over: {run.Options.Patience} epochs up to {run.Epoch} had no better validation bound than epoch {run.KeptEpoch}. To go further, train again with a greater --patience.");
        if (training.Epochs == run.Options.Epochs)
            throw new UsageException($"The run {folder} is complete: it has made its {run.Options.Epochs} epochs. To go further, write --epochs with more of them.");
    }
}
