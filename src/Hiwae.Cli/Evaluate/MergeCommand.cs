using System.CommandLine;
using Hiwae.Checkpoints;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Evaluation;

namespace Hiwae.Cli.Evaluate;

/// <summary><c>merge DIR</c>: the parts of an evaluation as one.</summary>
internal static class MergeCommand
{
    public static Command Create(Session session)
    {
        var folder = new Argument<string>("DIR") { Description = $"The folder with the parts that 'evaluate --shard' left: all of them, or the run's, whose '{PartRun.DefaultFolder}' has them." };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "merge",
            "Put the parts of an evaluation together that were made by 'evaluate --shard', and print what one evaluation would.",
            $"merge runs/first/{PartRun.DefaultFolder}",
            "merge runs/first --json")
        {
            folder, json,
        };
        command.SetAction(parsed => Merge(session, parsed.GetRequiredValue(folder), parsed.GetValue(json)));
        return command;
    }

    private static int Merge(Session session, string folder, bool json)
    {
        var parts = Parts(session, folder);
        var (of, run) = (parts[0].Of, parts[0].Run);
        var mean = FinalTest.Mean(of.Model, Values(folder, parts), of.NllSamples);
        var metrics = TestOutcome.AddTo(mean, parts[0].Rest!);
        var warnings = parts[0].Warnings;
        var seconds = parts.Sum(part => part.Seconds);
        session.Say($"{of.Model} of {run.Folder}: {parts.Count} {(parts.Count == 1 ? "part" : "parts")}, {Numbers.Count(of.Images)} images with {Numbers.Count(of.NllSamples)} samples each, {Numbers.Text(seconds, 0)} s of all parts together");
        if (json)
            JsonText.Write(
                session.Terminal,
                new EvaluateResult(run.Folder, of.Model, run.Data, run.Status, run.Epochs, run.KeptEpoch, of.Samples, of.Seed, run.Missing, seconds, parts.Max(part => part.PeakMemoryMb)) { Metrics = metrics, Warnings = warnings },
                EvaluateJson.Default.EvaluateResult);
        else
            TestTable.Write(session.Terminal.Output, [(of.Model, metrics)]);
        session.Warn(warnings);
        return 0;
    }

    /// <summary>The parts in a folder, in their order, all of them and of one evaluation.</summary>
    /// <exception cref="CheckpointException">One is missing or damaged, or of another evaluation.</exception>
    private static IReadOnlyList<PartFile> Parts(Session session, string given)
    {
        if (!Directory.Exists(given))
            throw new CheckpointException($"{given} is no folder with parts of an evaluation: {(File.Exists(given) ? "it is a file" : "there is no such folder")}. Name the one that 'evaluate --shard' wrote to.");
        var folder = Files(given).Length == 0 && Directory.Exists(Path.Combine(given, PartRun.DefaultFolder)) ? Path.Combine(given, PartRun.DefaultFolder) : given;
        var read = Files(folder).Select(path => (Path: path, Part: PartFile.Read(path))).ToArray();
        if (read.Length == 0)
            throw new CheckpointException($"There are no parts of an evaluation in {folder}: no file is called {PartFile.Name(new(1, 4))} or like it. Name the folder that 'evaluate --shard' wrote to.");
        var (first, one) = read[0];
        if (read.FirstOrDefault(other => other.Part.Of != one.Of || other.Part.Parts != one.Parts) is { Path: { } odd, Part: { } part })
            throw new CheckpointException($"{odd} is a part of another evaluation than {first}: {Difference(one, part)}. Move it away, or make it again.");
        var missing = Enumerable.Range(1, one.Parts).Except(read.Select(other => other.Part.Part)).ToArray();
        if (missing.Length > 0)
        {
            var line = FormattableString.Invariant($"{session.Program} evaluate {one.Run.Folder} --samples {one.Of.NllSamples} --seed {one.Of.Seed} --step {one.Of.Step} --shard {missing[0]}/{one.Parts}");
            throw new CheckpointException(
                $"{(missing.Length == 1 ? "Part" : "Parts")} {string.Join(", ", missing.Take(10))}{(missing.Length > 10 ? ", …" : "")} of {one.Parts} {(missing.Length == 1 ? "is" : "are")} missing in {folder}. "
                + $"'{line}', with what else the line of the other parts has, makes {(missing.Length == 1 ? "it" : "the first")}.");
        }

        return [.. read.Select(other => other.Part).DistinctBy(part => part.Part).OrderBy(part => part.Part)];
    }

    private static string[] Files(string folder) => [.. Directory.GetFiles(folder, $"{PartFile.Prefix}*.json").Order(StringComparer.Ordinal)];

    private static string Difference(PartFile one, PartFile other) =>
        one.Parts != other.Parts ? $"it is one of {other.Parts}, not of {one.Parts}"
        : one.Of.Version != other.Of.Version ? $"it was made by version {other.Of.Version}, not {one.Of.Version}"
        : one.Of.Model != other.Of.Model || one.Of.Parameters != other.Of.Parameters || one.Of.Samples != other.Of.Samples ? "the parameters are others"
        : one.Of.Images != other.Of.Images ? $"there are {other.Of.Images} images, not {one.Of.Images}"
        : one.Of.Data != other.Of.Data ? "the images, or what is missing of them, are others"
        : one.Of.NllSamples != other.Of.NllSamples ? $"there are {other.Of.NllSamples} samples, not {one.Of.NllSamples}"
        : one.Of.Seed != other.Of.Seed ? $"the seed is {other.Of.Seed}, not {one.Of.Seed}"
        : "it was made on another path, which rounds otherwise: name one with --step";

    private static double[] Values(string folder, IReadOnlyList<PartFile> parts)
    {
        try
        {
            return LogSum.Merge(parts.SelectMany(part => part.Sums), parts[0].Of.Images, parts[0].Of.NllSamples);
        }
        catch (ArgumentException e)
        {
            throw new CheckpointException($"The parts in {folder} do not add up. {e.Message.Split(" (Parameter")[0]} Make them again.", e);
        }
    }
}
