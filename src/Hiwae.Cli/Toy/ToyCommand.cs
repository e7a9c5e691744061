using System.CommandLine;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Toys;

namespace Hiwae.Cli.Toy;

/// <summary><c>toy TARGET</c>: proposals for densities on the plane, whose normalisers are known.</summary>
internal static class ToyCommand
{
    private const int Seeds = 5;

    private static readonly int[] Swept = [1, 2, 3, 5, 10];

    private static readonly int[] Compared = [2, 3, 5];

    private static readonly string[] ComparedTargets = ["four-modes", "eight-modes", "moons", "rings", "wave-gap"];

    public static Command Create(Session session)
    {
        var standard = new ToySettings { Target = ComparedTargets[0] };
        var targets = new Argument<string[]>("TARGET")
        {
            Description = $"The density: {string.Join(", ", ToyTarget.Names)}; several with --sweep and --compare.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var sweep = new Option<bool>("--sweep") { Description = $"Train every structure and weighting at K = {string.Join(", ", Swept)}, and print bound, variance and correlation of each (default target: {standard.Target})." };
        var compare = new Option<bool>("--compare") { Description = $"Train {string.Join("; ", ToyModels.Compared.Select(model => model.Title))} with several seeds, print a table of medians, and draw each (default targets: {string.Join(", ", ComparedTargets)})." };
        var samples = NumbersOption.Create("--samples", $"K, the proposals in a group; several with commas between them for --sweep and --compare (default {standard.Samples}).", 1, 1000);
        var structure = ToyOptions.Structure();
        var weights = ToyOptions.Weights();
        var gradient = GradientOption.Create();
        var steps = NumberOption.Whole("--steps", $"Updates of all parameters (default {standard.Steps}).", 1);
        var batch = NumberOption.Whole("--batch", $"Groups of proposals in each step (default {standard.Batch}).", 1, 100_000);
        var rate = NumberOption.Positive("--learning-rate", string.Create(CultureInfo.InvariantCulture, $"Adam's step size at the start; it falls to zero along a cosine (default {standard.LearningRate})."));
        var draws = NumberOption.Whole("--draws", $"Draws of ŵ that a trained model is measured on (default {standard.Draws}).", 1);
        var seed = CommonOptions.Seed("initial weights and all draws");
        var seeds = NumberOption.Whole("--seeds", $"With --compare: so many seeds, from that of --seed on (default {Seeds}).", 1, 1000);
        var threads = CommonOptions.Threads();
        var step = StepOption.Create();
        var folder = CommonOptions.Out("Where the pictures go; a series that was interrupted goes on from what is there (default: a new folder under runs).");
        var format = FormatOption.Create();
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "toy",
            "Train proposals for a density on the plane whose normaliser is known, and draw them.",
            "toy four-modes",
            "toy rings --structure decoupled --samples 3",
            "toy moons --weights uniform --gradient dreg --steps 6000",
            "toy --sweep moons",
            "toy --compare --seeds 5 --out runs/toys")
        {
            targets, sweep, compare, samples, structure, weights, gradient, steps, batch, rate, draws, seed, seeds, threads, step, folder, format, json,
        };
        command.Hidden = !session.HasToys;
        command.SetAction(parsed =>
        {
            var (isSweep, isComparison) = (parsed.GetValue(sweep), parsed.GetValue(compare));
            var isSeries = isSweep || isComparison;
            ToyOptions.Check(parsed, isSweep, isComparison, structure, weights, gradient, seeds);
            var densities = ToyOptions.Targets(parsed.GetValue(targets) ?? [], isComparison ? ComparedTargets : isSweep ? [standard.Target] : null);
            var numbers = ToyOptions.Samples(parsed.GetValue(samples), isSweep ? Swept : isComparison ? Compared : [standard.Samples], isSeries);
            var settings = standard with
            {
                Target = densities[0],
                Model = ToyOptions.Model(parsed.GetValue(structure) ?? standard.Model.Structure, parsed.GetValue(weights)),
                Samples = numbers[0],
                Gradient = parsed.GetValue(gradient),
                Steps = parsed.GetValue(steps) ?? standard.Steps,
                Batch = parsed.GetValue(batch) ?? standard.Batch,
                LearningRate = parsed.GetValue(rate) ?? standard.LearningRate,
                Draws = parsed.GetValue(draws) ?? standard.Draws,
                Seed = parsed.GetValue(seed) ?? CommonOptions.DefaultSeed,
                Step = parsed.GetValue(step),
            };
            CommonOptions.ApplyThreads(isSeries ? 1 : parsed.GetValue(threads));
            var request = new ToyRequest(
                settings, densities, numbers, isComparison ? parsed.GetValue(seeds) ?? Seeds : 1, parsed.GetValue(threads) ?? Cores.Physical, parsed.GetValue(folder), parsed.GetValue(format)!, parsed.GetValue(json));
            return isSweep ? ToyStudy.Sweep(session, request) : isComparison ? ToyStudy.Compare(session, request) : ToyRun.Run(session, request);
        });
        return command;
    }
}
