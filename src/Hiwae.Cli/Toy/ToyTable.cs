using System.Text;
using Hiwae.Cli.Terminal;
using Hiwae.Toys;

namespace Hiwae.Cli.Toy;

/// <summary>Measurements on densities of the plane, as a table.</summary>
internal static class ToyTable
{
    private static readonly string[] Columns =
    [
        "structure", "weights", ">K", ">bound L_K", ">gap", ">Var(ŵ)/(E ŵ)²", ">corr. w", ">floor", ">corr. log w", ">gain", ">best found", ">eff. samples",
    ];

    /// <summary>Writes the table; nats, medians over seeds.</summary>
    public static void Write(TextWriter writer, IEnumerable<ToyMedian> rows) => Tables.Write(writer, Columns, rows.Select(row => (string[])
    [
        row.Structure,
        row.Weights,
        Numbers.Text(row.Samples, 0),
        Numbers.Text(row.Bound, 4),
        Small(row.Gap),
        Small(row.RelativeVariance),
        Numbers.Text(row.MeanWeightCorrelation, 3),
        Numbers.Text(row.WeightCorrelationFloor, 3),
        Numbers.Text(row.MeanLogWeightCorrelation, 3),
        Small(row.CouplingGain),
        Small(row.CouplingCeiling),
        Numbers.Text(row.EffectiveSampleSize),
    ]), keys: 3);

    /// <summary>One training in a line.</summary>
    public static string Line(ToyRecord run) => string.Create(
        CultureInfo.InvariantCulture,
        $"{run.Target}, K = {run.Samples}, {run.Structure}, {run.Weights}, seed {run.Seed}: gap {Small(run.Gap)} nats, Var(ŵ)/(E ŵ)² {Small(run.RelativeVariance)}, correlation {Numbers.Text(run.MeanWeightCorrelation, 3)} (floor {Numbers.Text(run.WeightCorrelationFloor, 3)}), {run.Seconds:F1} s");

    /// <summary>A number that is often near zero, with two significant digits.</summary>
    public static string Small(double? value) => value switch
    {
        null => "–",
        var x when Math.Abs(x.Value) < 0.00005 => "0.0000",
        var x when Math.Abs(x.Value) < 0.1 => Numbers.Text(x, 4),
        var x when Math.Abs(x.Value) < 1 => Numbers.Text(x, 3),
        var x when Math.Abs(x.Value) < 100 => Numbers.Text(x, 2),
        var x => Numbers.Text(x, 0),
    };
}

/// <summary>The comparison as a table in Markdown: a row for each target and model, and of each number a column for each K.</summary>
internal static class ToyMarkdown
{
    /// <summary>The table; an empty cell has not been trained.</summary>
    /// <param name="medians">Medians over seeds.</param>
    public static string Of(IReadOnlyList<ToyMedian> medians)
    {
        int[] samples = [.. medians.Select(m => m.Samples).Distinct().Order()];
        var text = new StringBuilder();
        string[] numbers = ["gap", "Var(ŵ)/(E ŵ)²", "corr."];
        Row(text, ["target", "model", .. numbers.SelectMany(number => samples.Select(k => $"{number}, K = {k.ToString(CultureInfo.InvariantCulture)}"))]);
        Row(text, [.. Enumerable.Repeat("---", 2 + (numbers.Length * samples.Length))]);
        var last = "";
        foreach (var group in medians.GroupBy(m => (m.Target, m.Structure, m.Weights)))
        {
            IEnumerable<string> Cells(Func<ToyMedian, string> cell) =>
                samples.Select(k => group.FirstOrDefault(m => m.Samples == k) is { } median ? cell(median) : "");
            Row(text,
            [
                group.Key.Target == last ? "" : group.Key.Target,
                $"{group.Key.Structure}, {group.Key.Weights}",
                .. Cells(m => ToyTable.Small(m.Gap)),
                .. Cells(m => ToyTable.Small(m.RelativeVariance)),
                .. Cells(m => Numbers.Text(m.MeanWeightCorrelation, 3).Replace('-', '−')),
            ]);
            last = group.Key.Target;
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
