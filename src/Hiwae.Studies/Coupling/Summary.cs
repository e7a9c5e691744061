using Hiwae.Reports;
using Student = MathNet.Numerics.Distributions.StudentT;

namespace Hiwae.Studies.Coupling;

/// <summary>A mean over seeds and its standard error; null where there is none.</summary>
/// <param name="Mean">The mean.</param>
/// <param name="Error">Its standard error.</param>
/// <param name="Count">Of how many numbers it is, those that are missing left out.</param>
internal sealed record Estimate(double? Mean, double? Error, int Count)
{
    /// <summary>Of numbers, those that are missing left out.</summary>
    public static Estimate Of(IEnumerable<double?> numbers)
    {
        double[] known = [.. numbers.OfType<double>()];
        return new(known.Length == 0 ? null : known.Average(), known.Length < 2 ? null : Statistics.StandardError(known), known.Length);
    }

    /// <summary>−1 or 1 where zero is outside the interval of 95 % of Student's t, with the sign of the mean; else 0.</summary>
    public int Sign => Mean is { } mean && Error is { } error && Math.Abs(mean) > Student.InvCDF(0, 1, Count - 1, 0.975) * error ? Math.Sign(mean) : 0;
}

/// <summary>A family in one setting, over seeds.</summary>
internal sealed record Row(
    string Mode,
    string View,
    int Samples,
    string Gradient,
    string Variation,
    string Family,
    int Seeds,
    Estimate Gap,
    Estimate LogVariance,
    Estimate Dependence,
    Estimate PooledDependence,
    Estimate DependenceFloor,
    Estimate Floor,
    Estimate MeanRatio);

/// <summary>The difference of the gaps of two families in one setting, of the same seeds: negative where the first is nearer to log p(x).</summary>
internal sealed record Difference(
    string Mode, string View, int Samples, string Gradient, string Variation, string First, string Second, int Seeds, Estimate Gap, Estimate LogVariance, int Sign);

/// <summary>In how many settings of a mode a difference is clear.</summary>
/// <param name="Mode">Amortised or one image.</param>
/// <param name="Pair">Such as <c>hiwae − decoupled</c>.</param>
/// <param name="Settings">Of how many.</param>
/// <param name="Nearer">The first is clearly nearer to log p(x).</param>
/// <param name="Farther">It is clearly farther.</param>
internal sealed record Verdict(string Mode, string Pair, int Settings, int Nearer, int Farther);

/// <summary>The results of the study, by setting.</summary>
/// <param name="Rows">Families.</param>
/// <param name="Differences">Pairs of families.</param>
/// <param name="Verdicts">Counts of clear differences.</param>
internal sealed record Summary(IReadOnlyList<Row> Rows, IReadOnlyList<Difference> Differences, IReadOnlyList<Verdict> Verdicts)
{
    /// <summary>The families in a setting whose mean of ŵ/p is above 1 by more than two standard errors over seeds: by chance alone few are.</summary>
    public IReadOnlyList<Row> Above => [.. Rows.Where(row => row.MeanRatio is { Mean: { } mean, Error: { } error } && mean - 1 > 2 * error)];

    /// <summary>What is compared: coupling alone, coupling and auxiliary together, heads alone.</summary>
    public static ImmutableArray<(string First, string Second)> Pairs { get; } = [("hiwae", "decoupled"), ("hiwae", "heads"), ("heads", "iwae")];

    /// <summary>The summary of cells.</summary>
    public static Summary Of(IReadOnlyList<CellResult> cells)
    {
        Row[] rows = [.. cells.GroupBy(cell => (cell.Mode, cell.View, cell.Samples, cell.Gradient, cell.Variation, cell.Family)).Select(group => RowOf([.. group]))];
        Difference[] differences =
        [
            .. from setting in cells.GroupBy(cell => (cell.Mode, cell.View, cell.Samples, cell.Gradient, cell.Variation))
               from pair in Pairs
               let found = DifferenceOf([.. setting], pair.First, pair.Second)
               where found is not null
               select found,
        ];
        return new(rows, differences,
        [
            .. from difference in differences
               where difference.Variation == Variation.None
               group difference by (difference.Mode, difference.First, difference.Second) into pair
               select new Verdict(pair.Key.Mode, $"{pair.Key.First} − {pair.Key.Second}", pair.Count(), pair.Count(one => one.Sign < 0), pair.Count(one => one.Sign > 0)),
        ]);
    }

    private static Row RowOf(IReadOnlyList<CellResult> cells) => new(
        cells[0].Mode,
        cells[0].View,
        cells[0].Samples,
        cells[0].Gradient,
        cells[0].Variation,
        cells[0].Family,
        cells.Count,
        Estimate.Of(cells.Select(cell => cell.Gap)),
        Estimate.Of(cells.Select(cell => cell.LogVariance)),
        Estimate.Of(cells.Select(cell => cell.Dependence)),
        Estimate.Of(cells.Select(cell => cell.PooledDependence)),
        Estimate.Of(cells.Select(cell => cell.DependenceFloor)),
        Estimate.Of(cells.Select(cell => cell.Floor)),
        Estimate.Of(cells.Select(cell => cell.MeanRatio)));

    private static Difference? DifferenceOf(IReadOnlyList<CellResult> cells, string first, string second)
    {
        (CellResult First, CellResult Second)[] pairs =
        [
            .. from one in cells
               where one.Family == first
               from other in cells
               where other.Family == second && other.Seed == one.Seed
               select (one, other),
        ];
        if (pairs.Length == 0)
            return null;
        var (setting, gap) = (pairs[0].First, Estimate.Of(pairs.Select(pair => pair.First.Gap - pair.Second.Gap)));
        return new(
            setting.Mode, setting.View, setting.Samples, setting.Gradient, setting.Variation, first, second, pairs.Length, gap,
            Estimate.Of(pairs.Select(pair => pair.First.LogVariance - pair.Second.LogVariance)), gap.Sign);
    }
}
