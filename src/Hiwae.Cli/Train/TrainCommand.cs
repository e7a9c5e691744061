using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Communication;
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
internal sealed record TrainRequest(string Source, string? Mask, string? TestMask, TrainingOptions Options, TestRequest Test, string? Folder, bool Profile, bool Json)
{
    /// <summary>What files leave open.</summary>
    public DataOptions Reading { get; init; } = new();

    /// <summary>The device of the parameters.</summary>
    public string Device { get; init; } = DeviceOption.Cpu;

    /// <summary>The number of threads; null for as many as there are cores.</summary>
    public int? Threads { get; init; }

    /// <summary>Whether the run keeps what it needs to go on.</summary>
    public bool KeepsState { get; init; } = true;

    /// <summary>What processes of a launcher divide.</summary>
    public WorkDivision Division { get; init; }

    /// <summary>The run that goes on, in <see cref="Folder"/>; null for a new one.</summary>
    public RunRecord? Before { get; init; }

    /// <summary>The fingerprint that the data are said to have, and the file that says so; null where none does.</summary>
    public (string Fingerprint, string File)? Expected { get; init; }
}

/// <summary><c>train MODEL</c>: fits a model to images, keeps it, and tests it.</summary>
internal static class TrainCommand
{
    /// <summary>Its name.</summary>
    public const string Name = "train";

    public static Command Create(Session session)
    {
        var options = new TrainOptions(session.Program);
        var command = new ExampleCommand(
            Name,
            "Train a model on images, keep it in a folder, and test it. Ctrl-C stops within the current step and keeps what was learned; --resume goes on from there.",
            $"train {session.Example("iwae")} --data glyphs --epochs 5",
            $"train {session.Example("hiwae")} --data ~/mnist --epochs 50 --patience 5 --seed 2 --out runs/first",
            $"train {session.Example("hiwae")} --data ~/mnist --inference-updates 2 --warm-up 5 --averaging 0.999 --schedule burda",
            "train --resume runs/first --epochs 100",
            "train --config runs/first/run.json --seed 3 --out runs/third",
            $"train {session.Example("hiwae")} --data ~/mnist --divide samples   # behind mpirun -n 8")
        {
            options.Model,
        };
        foreach (var option in options.All)
            command.Options.Add(option);
        command.SetAction(parsed => Processes.Run(session, processes =>
        {
            var (entry, run) = Processes.Agreed(processes, () => Prepare(session, parsed, options, processes));
            return entry.Accept(run);
        }));
        return command;
    }

    private static (ModelEntry Entry, TrainRun Run) Prepare(Session session, ParseResult parsed, TrainOptions options, Processes? processes)
    {
        var (line, expected) = ConfigLine.Merge(parsed, options);
        var (entry, request) = Resumption.From(session, line, options) ?? Begin(session, line, options);

        // The tensor engine takes as long to load as the files do.
        var reading = DataReading.Start(DataSource.Parse(request.Source), request.Reading with { Standardise = false }, request.Mask, request.TestMask);
        CommonOptions.ApplyThreads(request.Threads, processes?.Launch.LocalSize ?? 1);
        return (entry, new(session, request with { Expected = expected, Division = options.Division(line, processes) }, reading, processes));
    }

    private static (ModelEntry Entry, TrainRequest Request) Begin(Session session, ParseResult line, TrainOptions options)
    {
        var entry = options.Entry(session, line);
        return (entry, options.Request(line, entry.Description));
    }
}
