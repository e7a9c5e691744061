using System.Collections.Immutable;
using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Hiwae.Cli.Machine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Train;
using Hiwae.Evaluation;

namespace Hiwae.Cli.Sweep;

/// <summary>A request of <c>sweep</c>.</summary>
/// <param name="Plan">The runs.</param>
/// <param name="Jobs">How many at a time.</param>
/// <param name="Threads">Threads of each.</param>
/// <param name="Folder">The folder of their folders.</param>
/// <param name="Json">Whether the result is one JSON object.</param>
/// <param name="Shard">The part of the runs to make; null for all.</param>
internal sealed record SweepRequest(SweepPlan Plan, int Jobs, int Threads, string Folder, bool Json, Shard? Shard)
{
    /// <summary>The runs that are to be made here.</summary>
    public ImmutableArray<SweepItem> Runs { get; } = Part(Plan, Shard);

    /// <summary>The runs of a part, in the order of the plan. Their names decide, so that no part has all of a model or of a value that takes long.</summary>
    public static ImmutableArray<SweepItem> Part(SweepPlan plan, Shard? shard)
    {
        if (shard is not { } part)
            return plan.Runs;
        var own = plan.Runs.OrderBy(item => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(item.Name))), StringComparer.Ordinal)
            .Where((_, place) => place % part.Count == part.Index - 1).ToHashSet();
        return [.. plan.Runs.Where(own.Contains)];
    }
}

/// <summary><c>sweep MODEL,… --set NAME=VALUE,…</c>: a run for each combination of values, some at a time, and one table.</summary>
internal static class SweepCommand
{
    private const int MostSeeds = 1000;

    public static Command Create(Session session)
    {
        var train = new TrainOptions(session.Program);
        var models = new Argument<string>("MODEL,…") { Description = "The name of a model, or several with commas between them." };
        var sets = new Option<string[]>("--set")
        {
            HelpName = "NAME=VALUE,…",
            Description = "An option of train without its dashes, and the values that it is to have; may be written several times, and every combination is a run.",
            Arity = ArgumentArity.OneOrMore,
        };
        var seeds = NumberOption.Whole("--seeds", "Runs of each combination, with seeds from --seed on (default 1).", 1, MostSeeds);
        var seed = CommonOptions.Seed("the first run of each combination");
        var jobs = NumberOption.Whole("--jobs", "Runs at a time (default: one for each physical core).", 1, 1024);
        var threads = NumberOption.Whole("--threads", "Threads of each run; 1 makes runs repeat to the last bit (default: the cores divided by the jobs, at least 1).", 1, 1024);
        var folder = CommonOptions.Out("The folder of the runs; the same command with the same folder does what is left (default: runs/sweep-TIME).");
        var shard = ShardOption.Create("Make the I-th of N parts of the runs; others make the others at the same time, on any machines that share the folder of --out.");
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "sweep",
            "Train models with every combination of option values, several runs at a time, and compare them in one table. Ctrl-C keeps what is there; the same command goes on.",
            $"sweep {session.Example("iwae")} --data glyphs --epochs 5 --set learning-rate=1e-3,3e-4 --set samples=1,5,50 --out runs/rates",
            $"sweep {session.Example("iwae")},{session.Example("hiwae")} --data ~/mnist --epochs 50 --set samples=5,50 --seeds 3 --jobs 4 --out runs/compared",
            $"sweep {session.Example("iwae")} --data ~/mnist --epochs 50 --set samples=5,50 --seeds 4 --shard 2/8 --out runs/wide")
        {
            models, sets, seeds, jobs,
        };
        foreach (var option in train.All.Where(option => !SweepPlan.IsOwn(option.Name)))
            command.Options.Add(option);
        foreach (var option in (Option[])[seed, threads, folder, shard, json])
            command.Options.Add(option);
        command.SetAction(parsed =>
        {
            var fixedOptions = train.All.Where(option => !SweepPlan.IsOwn(option.Name)).SelectMany(option => Tokens(parsed, option));
            var plan = SweepPlan.Of(
                session, parsed.GetRequiredValue(models), parsed.GetValue(sets) ?? [], [.. fixedOptions], parsed.GetValue(seed) ?? CommonOptions.DefaultSeed, parsed.GetValue(seeds) ?? 1);
            var part = parsed.GetValue(shard);
            if (part is not null && parsed.GetValue(folder) is null)
                throw new UsageException("--shard makes some of the runs of a sweep, and the others need to know where; write --out DIR, the same for all parts.");
            var count = Math.Clamp(SweepRequest.Part(plan, part).Length, 1, parsed.GetValue(jobs) ?? Cores.Physical);
            return new SweepRun(session, new(
                plan,
                count,
                parsed.GetValue(threads) ?? Math.Max(1, Cores.Physical / count),
                parsed.GetValue(folder) ?? Path.Combine("runs", $"sweep-{DateTime.Now.ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture)}"),
                parsed.GetValue(json),
                part)).Run();
        });
        return command;
    }

    /// <summary>An option of the line as it is handed on; nothing where it is left out.</summary>
    private static IEnumerable<string> Tokens(ParseResult parsed, Option option) => parsed.GetResult(option) is not { Implicit: false } result
        ? []
        : [result.Tokens is [.., var last] ? $"{option.Name}={last.Value}" : option.Name];
}
