using System.Collections.Immutable;
using System.CommandLine;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;
using Hiwae.Cli.Train;
using Hiwae.Words;

namespace Hiwae.Cli.Sweep;

/// <summary>One run of a sweep.</summary>
/// <param name="Name">The name of its folder.</param>
/// <param name="Model">The model.</param>
/// <param name="Values">The values of the options that the sweep sets, in its order.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Line">The line of <c>train</c> that begins it, without the folder and the threads.</param>
internal sealed record SweepItem(string Name, string Model, ImmutableArray<string> Values, long Seed, ImmutableArray<string> Line);

/// <summary>An option and the values that it takes in turn.</summary>
internal sealed record SweepAxis(string Name, ImmutableArray<string> Values);

/// <summary>The runs of a sweep: the product of models, values and seeds, each of which <c>train</c> has found to be in order.</summary>
/// <param name="Models">The models.</param>
/// <param name="Axes">What is set.</param>
/// <param name="Fixed">Options that all runs have.</param>
/// <param name="Runs">The runs; the seeds of a combination one after the other.</param>
internal sealed record SweepPlan(ImmutableArray<string> Models, ImmutableArray<SweepAxis> Axes, ImmutableArray<string> Fixed, ImmutableArray<SweepItem> Runs)
{
    private const int MostRuns = 10_000;

    private static readonly string[] Own = ["--config", "--resume", "--out", "--json", "--profile", "--threads", "--seed"];

    /// <summary>Whether an option of <c>train</c> is the sweep's own business.</summary>
    public static bool IsOwn(string option) => Own.Contains(option);

    /// <summary>The options whose values differ from run to run, with their place among <see cref="Axes"/>.</summary>
    public IEnumerable<(int Place, SweepAxis Axis)> Varying => Axes.Index().Where(pair => pair.Item.Values.Length > 1);

    /// <summary>The plan of a line.</summary>
    /// <param name="session">The catalogue.</param>
    /// <param name="models">Names with commas between them.</param>
    /// <param name="sets">Each <c>NAME=VALUE,…</c>.</param>
    /// <param name="fixedOptions">Options that all runs have, each a word.</param>
    /// <param name="seed">The first seed.</param>
    /// <param name="seeds">Their number.</param>
    /// <exception cref="UsageException">A model, an option or a value is not one that <c>train</c> takes.</exception>
    public static SweepPlan Of(Session session, string models, IReadOnlyList<string> sets, ImmutableArray<string> fixedOptions, long seed, int seeds)
    {
        var options = new TrainOptions(session.Program);
        ImmutableArray<string> names = [.. models.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()];
        ImmutableArray<SweepAxis> axes = [.. sets.Select(set => Axis(set, options))];
        if (axes.GroupBy(axis => axis.Name).FirstOrDefault(same => same.Count() > 1) is { } twice)
            throw new UsageException($"--set {twice.Key} is written {twice.Count()} times; write its values once, with commas between them.");
        if (axes.FirstOrDefault(axis => fixedOptions.Any(option => option.Split('=')[0] == $"--{axis.Name}")) is { } both)
            throw new UsageException($"--{both.Name} is there, and --set {both.Name} too; write one of them.");
        var count = axes.Aggregate((long)names.Length * seeds, (product, axis) => product * axis.Values.Length);
        if (count is 0 or > MostRuns)
            throw new UsageException($"The sweep would have {count} runs; it must be from 1 to {MostRuns}. {(count == 0 ? "Name a model." : "Leave some values out.")}");
        var items = from model in names
                    from values in Product(axes)
                    from offset in Enumerable.Range(0, seeds)
                    select Item(model, axes, values, fixedOptions, seed + offset);
        var plan = new SweepPlan(names, axes, fixedOptions, Distinct(items));
        var train = new Command("train") { options.Model };
        foreach (var option in options.All)
            train.Options.Add(option);
        var root = new RootCommand { train };
        foreach (var item in plan.Runs)
            Check(session, root, options, item);
        return plan;
    }

    private static SweepAxis Axis(string set, TrainOptions options)
    {
        if (set.Split('=', 2) is not [var given, var values] || values.Length == 0)
            throw new UsageException($"--set is '{set}'; it must be the name of an option and its values, such as --set learning-rate=1e-3,3e-4.");
        var name = given.Trim().TrimStart('-').Replace('_', '-');
        string[] names = [.. options.All.Select(option => option.Name[2..]).Where(other => !IsOwn($"--{other}"))];
        if (!names.Contains(name))
            throw new UsageException(name == "seed"
                ? "--set sets no seed; write --seeds N for N of them, and --seed for the first."
                : $"--set has no option '{name}'.{Nearest.Question(name, names)} The options are {string.Join(", ", names)}.");
        return new(name, [.. values.Split(',', StringSplitOptions.TrimEntries).Distinct()]);
    }

    private static IEnumerable<ImmutableArray<string>> Product(ImmutableArray<SweepAxis> axes) => axes.Aggregate(
        (IEnumerable<ImmutableArray<string>>)[[]], (before, axis) => before.SelectMany(_ => axis.Values, (values, value) => values.Add(value)));

    private static SweepItem Item(string model, ImmutableArray<SweepAxis> axes, ImmutableArray<string> values, ImmutableArray<string> fixedOptions, long seed)
    {
        var parts = axes.Zip(values).Where(pair => pair.First.Values.Length > 1).Select(pair => $"{pair.First.Name}={pair.Second}");
        var name = string.Concat(string.Join('_', [model, .. parts, string.Create(CultureInfo.InvariantCulture, $"seed={seed}")])
            .Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '=' or '.' or '+' ? letter : '-'));
        return new(name, model, values, seed,
        [
            "train", model, .. fixedOptions, .. axes.Zip(values, (axis, value) => $"--{axis.Name}={value}"), string.Create(CultureInfo.InvariantCulture, $"--seed={seed}"),
        ]);
    }

    /// <summary>The same with different names.</summary>
    private static ImmutableArray<SweepItem> Distinct(IEnumerable<SweepItem> items) =>
    [
        .. items.GroupBy(item => item.Name).SelectMany(same => same.Select((item, i) => i == 0 ? item : item with { Name = $"{item.Name}~{i + 1}" })),
    ];

    private static void Check(Session session, RootCommand root, TrainOptions options, SweepItem item)
    {
        var parsed = root.Parse(item.Line, new() { ResponseFileTokenReplacer = null });
        if (parsed.Errors is [var error, ..])
            throw new UsageException(error.Message);
        options.Request(parsed, options.Entry(session, parsed).Description);
    }
}
