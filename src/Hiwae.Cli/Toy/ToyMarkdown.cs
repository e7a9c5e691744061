using System.Text;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Toy;

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
