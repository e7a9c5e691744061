using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Toys;
using Hiwae.Training;

namespace Hiwae.Cli.Demo;

/// <summary>The work of <c>demo</c>: a budget in steps and samples, so that it is the same on every machine.</summary>
/// <param name="Options">How both models are trained.</param>
/// <param name="Test">How both are tested.</param>
/// <param name="Toy">The training on a density of the plane that it ends with, where the catalogue has the model.</param>
/// <param name="Folder">Where the pictures go; null for a new folder under <c>runs</c>.</param>
/// <param name="Format">The ending of the pictures' names.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
internal sealed record DemoRequest(TrainingOptions Options, TestRequest Test, ToySettings Toy, string? Folder, string Format, bool Json)
{
    /// <summary>The models that are compared.</summary>
    public static IReadOnlyList<string> Models { get; } = ["iwae", "hiwae"];

    /// <summary>A budget that two cores spend in well under two minutes.</summary>
    public static DemoRequest Default { get; } =
        new(new TrainingOptions { Epochs = 5, LearningRate = 2e-3 }, new TestRequest(Samples: 500, Limit: 500, Seed: 1), new() { Target = "four-modes", Samples = 2, Steps = 3000, Batch = 300 }, null, FormatOption.Default, false);
}

/// <summary><c>demo</c>: two models side by side on the built-in images, and one on a density of the plane.</summary>
internal static class DemoCommand
{
    public static Command Create(Session session)
    {
        var standard = DemoRequest.Default;
        var seed = CommonOptions.Seed("the demonstration");
        var folder = CommonOptions.Out("Where the pictures go (default: a new folder under runs).");
        var threads = CommonOptions.Threads();
        var step = StepOption.Create();
        var format = FormatOption.Create();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "demo",
            $"Train {string.Join(" and ", DemoRequest.Models)} on the built-in images for {standard.Options.Epochs} epochs each and compare them"
            + (DemoRun.HasToy(session, standard) ? $", and {standard.Toy.Model.Model} on the density {standard.Toy.Target}" : "") + "; under a minute on two free cores.",
            "demo",
            "demo --seed 2 --out runs/two --json")
        {
            seed, folder, threads, step, format, json,
        };
        command.Hidden = DemoRun.Entries(session).Count < DemoRequest.Models.Count;
        command.SetAction(parsed =>
        {
            var value = parsed.GetValue(seed) ?? CommonOptions.DefaultSeed;
            CommonOptions.ApplyThreads(parsed.GetValue(threads));
            return DemoRun.Run(session, standard with
            {
                Options = standard.Options with { Seed = value, Step = parsed.GetValue(step) },
                Test = standard.Test with { Seed = value, Step = parsed.GetValue(step) },
                Toy = standard.Toy with { Seed = value, Step = parsed.GetValue(step) },
                Folder = parsed.GetValue(folder),
                Format = parsed.GetValue(format)!,
                Json = parsed.GetValue(json),
            });
        });
        return command;
    }
}
