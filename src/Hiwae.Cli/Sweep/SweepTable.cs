using System.Text;
using Hiwae.Cli.Runs;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Sweep;

/// <summary>The runs of a sweep side by side: combinations in a table, runs in a file.</summary>
internal static class SweepTable
{
    /// <summary>Writes the table, the best bound on validation images first: what varied, and nats per image.</summary>
    public static void Write(TextWriter writer, SweepPlan plan, IReadOnlyList<SweepGroup> groups)
    {
        var varying = plan.Varying.ToArray();
        var hasSeeds = plan.Runs.Length > groups.Count;
        string[] keys = ["model", .. varying.Select(pair => pair.Axis.Name)];
        string[] columns =
        [
            .. keys, .. hasSeeds ? new[] { ">runs" } : [], ">validation bound", .. hasSeeds ? new[] { ">± s.d." } : [], ">bound L_K", ">log p(x)", .. hasSeeds ? new[] { ">± s.d." } : [], ">seconds",
        ];
        Tables.Write(writer, columns, groups.Select(group => (string[])
        [
            group.Model, .. varying.Select(pair => group.Values[pair.Place]),
            .. hasSeeds ? new[] { Numbers.Count(group.Runs) } : [],
            Numbers.Text(group.ValidationBound), .. hasSeeds ? new[] { Numbers.Error(group.ValidationBoundDeviation) } : [],
            Numbers.Text(group.TestBound), Numbers.Text(-group.TestNll), .. hasSeeds ? new[] { Numbers.Error(group.TestNllDeviation) } : [],
            Numbers.Text(group.Seconds, 1),
        ]), keys: keys.Length);
    }

    /// <summary>Writes a line for each run, with commas between numbers, for other programs.</summary>
    public static void WriteFile(string path, SweepPlan plan, IReadOnlyList<SweepOutcome> outcomes)
    {
        var text = new StringBuilder();
        Line([
            "run", "model", .. plan.Axes.Select(axis => axis.Name), "seed", "status", "epochs", "kept_epoch", "training_bound", "validation_bound", "test_bound", "test_nll", "test_nll_standard_error",
            "seconds",
        ]);
        foreach (var (item, record, _) in outcomes)
        {
            var metrics = record?.Metrics;
            Line([
                item.Name, item.Model, .. item.Values, Number(item.Seed), outcomes.First(outcome => outcome.Item == item).Status, Number(record?.Epoch), Number(record?.KeptEpoch),
                Number(metrics?.TrainingBound), Number(metrics?.ValidationBound), Number(metrics?.TestBound), Number(metrics?.TestNll), Number(metrics?.TestNllStandardError), Number(metrics?.Seconds),
            ]);
        }

        // Parts of a sweep end when they do; whoever ends last writes all.
        WholeFile.Write(path, stream => stream.Write(Encoding.UTF8.GetBytes(text.ToString())));

        void Line(IEnumerable<string> cells) => text.AppendJoin(',', cells.Select(Cell)).Append('\n');
    }

    private static string Number(IFormattable? number) => number?.ToString(null, CultureInfo.InvariantCulture) ?? "";

    private static string Cell(string text) => text.AsSpan().IndexOfAny(",\"\n\r") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
