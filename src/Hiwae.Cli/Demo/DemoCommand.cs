using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;

namespace Hiwae.Cli.Demo;

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
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "demo",
            $"Train {string.Join(" and ", DemoRequest.Models)} on the built-in images for {standard.Options.Epochs} epochs each and compare them, and {standard.Toy.Model.Model} on the density {standard.Toy.Target}; under a minute on two free cores.",
            "demo",
            "demo --seed 2 --out runs/two --json")
        {
            seed, folder, threads, step, json,
        };
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
                Json = parsed.GetValue(json),
            });
        });
        return command;
    }
}
