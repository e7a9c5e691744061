using Hiwae.Studies.Coupling;

namespace Hiwae.Studies.Tests.Coupling;

public sealed class SummaryTests
{
    [Fact]
    public void Differences_are_of_the_same_seeds()
    {
        CellResult[] cells =
        [
            .. Enumerable.Range(1, 5).SelectMany(seed => new[] { Of("decoupled", seed, 10 * seed), Of("hiwae", seed, (10 * seed) - 1 - (0.01 * seed)) }),
            Of("hiwae", 6, 1000),
        ];
        var found = Assert.Single(Summary.Of(cells).Differences);
        Assert.Equal((5, -1), (found.Seeds, found.Sign));
        Assert.Equal(-1.03, found.Gap.Mean!.Value, 1e-9);
        var verdict = Assert.Single(Summary.Of(cells).Verdicts);
        Assert.Equal((1, 1, 0), (verdict.Settings, verdict.Nearer, verdict.Farther));
    }

    [Theory]
    [InlineData(5, 2.70, 0)]
    [InlineData(5, 2.85, 1)]
    [InlineData(3, 4.20, 0)]
    [InlineData(3, -4.40, -1)]
    [InlineData(11, 2.21, 0)]
    [InlineData(11, 2.24, 1)]
    [InlineData(41, 2.01, 0)]
    [InlineData(1, 100, 0)]
    public void A_difference_is_clear_beyond_the_interval_of_Students_t(int seeds, double mean, int sign) =>
        Assert.Equal(sign, new Estimate(mean, seeds == 1 ? null : 1, seeds).Sign);

    [Fact]
    public void Trainings_that_diverged_are_left_out_and_counted()
    {
        CellResult[] cells = [.. Enumerable.Range(1, 4).SelectMany(seed => new[] { Of("decoupled", seed, 2), Of("hiwae", seed, 1) with { Gap = seed == 4 ? null : 0.76 + (0.3 * seed) } })];
        var found = Assert.Single(Summary.Of(cells).Differences);
        Assert.Equal((4, 3, 0), (found.Seeds, found.Gap.Count, found.Sign)); // −0.64 ± 0.17: beyond the interval of four numbers, not of three.
    }

    [Fact]
    public void Estimates_above_one_are_named()
    {
        CellResult[] cells = [.. Enumerable.Range(1, 3).SelectMany(seed => new[] { Of("heads", seed, 1) with { MeanRatio = 1 + (0.01 * seed) }, Of("hiwae", seed, 1) with { MeanRatio = 1.2 + (0.01 * seed) }, Of("iwae", seed, 1) with { MeanRatio = 0.5 + (0.01 * seed) } })];
        Assert.Equal(["heads", "hiwae"], Summary.Of(cells).Above.Select(row => row.Family));
    }

    [Fact]
    public void A_plan_has_every_combination_and_the_first_seed_first()
    {
        var plan = new CellPlan { Asked = [Cell.Amortised, Cell.OneImage], Seeds = 2 };
        Assert.Equal(2 * 2 * 2 * 3 * 3 * 5, plan.Cells.Count);
        Assert.All(plan.Cells.Take(plan.Cells.Count / 2), cell => Assert.Equal(1, cell.Seed));
        Assert.Equal(plan.Cells.Count, plan.Cells.Select(cell => cell.Name).Distinct().Count());
        var all = new CellPlan().Cells;
        Assert.Equal(all.Count, all.Select(cell => cell.Name).Distinct().Count());
        var ablations = new CellPlan { Asked = [CellPlan.Ablations], Seeds = 1 }.Cells;
        Assert.Equal(Variation.All.Length * 2 * 2, ablations.Count);
        Assert.All(ablations, cell => Assert.Equal(2, cell.Samples));
    }

    [Theory]
    [InlineData("pixels-8,rows-2", "", "", "", "--view has 2")]
    [InlineData("", "", "Reparameterised,DoublyReparameterised", "", "--gradient has 2")]
    [InlineData("", "", "", "3,5", "--samples has 3,5; add 2")]
    [InlineData("", "heads", "", "", "--family has heads; add one of them")]
    [InlineData("rows-2", "hiwae", "DoublyReparameterised", "2", null)]
    public void What_ablations_would_not_do_is_said(string views, string families, string gradients, string samples, string? part)
    {
        static string[] Some(string list) => list.Split(',', StringSplitOptions.RemoveEmptyEntries);
        var found = new CellPlan { Asked = [CellPlan.Ablations] }.Overlooked(Some(views), Some(families), [.. Some(gradients).Select(Enum.Parse<Gradient>)], [.. Some(samples).Select(int.Parse)]);
        Assert.Contains(part ?? "", found ?? "");
        Assert.Equal(part is null, found is null);
    }

    private static CellResult Of(string family, long seed, double gap) => new()
    {
        Mode = Cell.Amortised,
        View = "rows-4",
        Family = family,
        Samples = 2,
        Gradient = nameof(Gradient.Reparameterised),
        Variation = Variation.None,
        Seed = seed,
        Settings = "",
        Images = 1,
        Gap = gap,
        LogVariance = 1,
        Dependence = 0,
        PooledDependence = 0,
        DependenceFloor = -1,
        Floor = -1,
        MeanRatio = 1,
        MeanRatioError = 0,
        Seconds = 0,
    };
}
