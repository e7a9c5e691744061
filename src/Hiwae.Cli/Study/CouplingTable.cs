using System.Text;
using Hiwae.Cli.Options;
using Hiwae.Cli.Terminal;
using Hiwae.Studies.Coupling;

namespace Hiwae.Cli.Study;

/// <summary>The summary of the study for the console.</summary>
internal static class CouplingTable
{
    private static readonly string[] Columns =
        ["mode", "view", ">K", "gradient", "family", ">gap", ">±", ">Var log ŵ", ">dependence", ">at least", ">−1/R", ">E ŵ/p", ">±", ">seeds"];

    private static readonly string[] DifferenceColumns = ["mode", "view", ">K", "gradient", "difference of gaps", ">nats", ">±", ">seeds", "clear"];

    /// <summary>Writes all of it: families, differences, counts.</summary>
    public static void Write(TextWriter writer, Summary summary)
    {
        Tables.Write(writer, Columns, summary.Rows.Select(row => (string[])
        [
            row.Mode, row.View, Numbers.Text(row.Samples, 0), Gradient(row.Gradient), Named(row.Family, row.Variation), Numbers.Text(row.Gap.Mean, 3), Numbers.Text(row.Gap.Error, 3),
            Numbers.Text(row.LogVariance.Mean, 3), Percent(row.Dependence.Mean), Percent(row.DependenceFloor.Mean), Numbers.Text(row.Floor.Mean, 3), Numbers.Text(row.MeanRatio.Mean, 3), Numbers.Text(row.MeanRatio.Error, 3),
            Seeds(row.Gap.Count, row.Seeds),
        ]), keys: 5);
        Tables.Write(writer, DifferenceColumns, summary.Differences.Select(one => (string[])
        [
            one.Mode, one.View, Numbers.Text(one.Samples, 0), Gradient(one.Gradient), Named($"{one.First} − {one.Second}", one.Variation), Numbers.Text(one.Gap.Mean, 3), Numbers.Text(one.Gap.Error, 3),
            Seeds(one.Gap.Count, one.Seeds), one.Sign switch { < 0 => "nearer", > 0 => "farther", _ => "" },
        ]), keys: 5);
        foreach (var sentence in Sentences(summary))
            writer.WriteLine(sentence);
    }

    /// <summary>What is counted, in sentences.</summary>
    public static IEnumerable<string> Sentences(Summary summary) => summary.Verdicts.Select(Text).Concat(
        summary.Rows.All(row => row.MeanRatio.Error is null)
            ? []
            : [$"E ŵ/p is above 1 by more than two standard errors over seeds in {summary.Above.Count} of {summary.Rows.Count} rows{(summary.Above.Count == 0 ? "" : $": {string.Join("; ", summary.Above.Select(Place))}")}. By chance it is in about one of forty."]);

    /// <summary>One cell in a line.</summary>
    public static string Line(CellResult cell) =>
        $"{cell.Mode}, {cell.View}, K = {Numbers.Text(cell.Samples, 0)}, {Gradient(cell.Gradient)}, {Named(cell.Family, cell.Variation)}, seed {Numbers.Text(cell.Seed, 0)}: gap {Numbers.Text(cell.Gap, 3)} nats, "
        + $"Var log ŵ {Numbers.Text(cell.LogVariance, 3)}, dependence {Percent(cell.Dependence)}, E ŵ/p {Numbers.Text(cell.MeanRatio, 3)}, {Numbers.Text(cell.Seconds, 1)} s";

    private static string Text(Verdict verdict) =>
        $"{verdict.Mode}, {verdict.Pair}: of {verdict.Settings} settings the first is clearly nearer to log p(x) in {verdict.Nearer}, clearly farther in {verdict.Farther} (95 % of Student's t over seeds).";

    /// <summary>The short name of an estimator of the gradient.</summary>
    public static string Gradient(string name) => GradientNames.Of(Enum.Parse<Gradient>(name)).Short;

    /// <summary>Such as <c>−19 %</c>.</summary>
    public static string Percent(double? share) => share is { } value ? $"{Numbers.Text(100 * value, 1)} %" : "–";

    private static string Place(Row row) =>
        $"{row.Mode}, {row.View}, K = {Numbers.Text(row.Samples, 0)}, {Gradient(row.Gradient)}, {Named(row.Family, row.Variation)} ({Numbers.Text(row.MeanRatio.Mean, 3)} ± {Numbers.Text(row.MeanRatio.Error, 3)})";

    // Trainings that diverged are no numbers; that there were some is said.
    private static string Seeds(int known, int all) => known == all ? Numbers.Text(all, 0) : $"{Numbers.Text(known, 0)} of {Numbers.Text(all, 0)}";

    private static string Named(string family, string variation) => variation == Variation.None ? family : $"{family}, {variation}";
}

/// <summary>The summary as tables in Markdown: gaps of families, their differences, and the ablations.</summary>
internal static class CouplingMarkdown
{
    /// <summary>The tables; an empty cell has not been trained.</summary>
    public static string Of(Summary summary)
    {
        var text = new StringBuilder();
        var families = Families.Names.Where(family => summary.Rows.Any(row => row.Family == family && row.Variation == Variation.None)).ToArray();
        Line(text, ["mode", "sees", "gradient", "K", .. families, .. Summary.Pairs.Select(pair => $"{pair.First} − {pair.Second}"), "dependence of hiwae", "at least", "E ŵ/p of hiwae"]);
        Line(text, Enumerable.Repeat("---", 7 + families.Length + Summary.Pairs.Length));
        foreach (var setting in summary.Rows.Where(row => row.Variation == Variation.None).GroupBy(row => (row.Mode, row.View, row.Gradient, row.Samples)).OrderBy(group => group.Key))
        {
            var coupled = setting.FirstOrDefault(row => row.Family == "hiwae");
            Line(text,
            [
                setting.Key.Mode, setting.Key.View, CouplingTable.Gradient(setting.Key.Gradient), setting.Key.Samples.ToString(CultureInfo.InvariantCulture),
                .. families.Select(family => setting.FirstOrDefault(row => row.Family == family) is { } row ? Number(row.Gap) : ""),
                .. Summary.Pairs.Select(pair => summary.Differences.FirstOrDefault(one =>
                    (one.Mode, one.View, one.Gradient, one.Samples) == setting.Key && one.Variation == Variation.None && (one.First, one.Second) == pair) is { } found ? Number(found) : ""),
                coupled is null ? "" : Signed(CouplingTable.Percent(coupled.Dependence.Mean)), coupled is null ? "" : Signed(CouplingTable.Percent(coupled.DependenceFloor.Mean)),
                coupled is null ? "" : Number(coupled.MeanRatio),
            ]);
        }

        Ablations(text, summary);
        text.Append('\n');
        foreach (var sentence in CouplingTable.Sentences(summary))
            text.Append("- ").Append(sentence).Append('\n');
        return text.ToString();
    }

    private static void Ablations(StringBuilder text, Summary summary)
    {
        if (summary.Rows.All(row => row.Variation == Variation.None))
            return;
        text.Append('\n');
        Line(text, ["mode", "sees", "gradient", "K", "varied", "decoupled", "hiwae", "hiwae − decoupled", "dependence of hiwae"]);
        Line(text, Enumerable.Repeat("---", 9));
        var settings = summary.Rows.Where(row => row.Variation != Variation.None).Select(row => (row.Mode, row.View, row.Gradient, row.Samples)).Distinct();
        foreach (var (setting, variation) in from setting in settings from variation in Variation.All select (setting, variation))
        {
            Row[] rows = [.. summary.Rows.Where(row => (row.Mode, row.View, row.Gradient, row.Samples) == setting && row.Variation == variation.Name)];
            var difference = summary.Differences.FirstOrDefault(one =>
                (one.Mode, one.View, one.Gradient, one.Samples) == setting && one.Variation == variation.Name && (one.First, one.Second) == Summary.Pairs[0]);
            string Gap(string family) => rows.FirstOrDefault(row => row.Family == family) is { } row ? Number(row.Gap) : "";
            if (rows.Length == 0)
                continue;
            Line(text,
            [
                setting.Mode, setting.View, CouplingTable.Gradient(setting.Gradient), setting.Samples.ToString(CultureInfo.InvariantCulture), variation.Meaning, Gap("decoupled"), Gap("hiwae"),
                difference is null ? "" : Number(difference), Signed(CouplingTable.Percent(rows.FirstOrDefault(row => row.Family == "hiwae")?.Dependence.Mean)),
            ]);
        }
    }

    private static string Number(Estimate value) => Signed(value.Error is null ? Numbers.Text(value.Mean, 3) : $"{Numbers.Text(value.Mean, 3)} ± {Numbers.Text(value.Error, 3)}");

    // What is clear is bold.
    private static string Number(Difference difference) => difference.Sign == 0 ? Number(difference.Gap) : $"**{Number(difference.Gap)}**";

    private static string Signed(string text) => text.Replace('-', '−');

    private static void Line(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
}
