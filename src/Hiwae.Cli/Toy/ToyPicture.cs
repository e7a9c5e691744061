using Hiwae.Cli.Pictures;
using Hiwae.Toys;

namespace Hiwae.Cli.Toy;

/// <summary>
/// A density on the plane, what is resampled from the proposals by ω, and each proposal's own draws, coloured by the auxiliary that they were made
/// of: the figure of Huang et al. (2019).
/// </summary>
internal static class ToyPicture
{
    private const int Cells = 120;
    private const int Size = 210;

    // Of more proposals than these the others are left out.
    private const int MostProposals = 14;

    /// <summary>A picture of one model.</summary>
    /// <param name="outcome">With draws.</param>
    public static Chart Of(ToyOutcome outcome)
    {
        var panels = Panels(outcome, "resampled by ω");
        var columns = panels.Count <= 8 ? panels.Count : (panels.Count + 1) / 2;
        return new Chart(Title(outcome), panels) { Columns = columns, PanelWidth = Size, PanelHeight = Size + 20 };
    }

    /// <summary>A picture of several models of the same density and K, a row each.</summary>
    /// <param name="outcomes">With draws.</param>
    public static Chart Of(IReadOnlyList<ToyOutcome> outcomes) =>
        new($"{outcomes[0].Settings.Target}, K = {Number(outcomes[0].Settings.Samples)}", [.. outcomes.SelectMany(outcome => Panels(outcome, outcome.Settings.Model.Title))])
        {
            Columns = Math.Min(MostProposals, outcomes[0].Settings.Samples) + 2,
            PanelWidth = Size,
            PanelHeight = Size + 20,
        };

    private static string Title(ToyOutcome outcome) => string.Create(
        CultureInfo.InvariantCulture,
        $"{outcome.Settings.Target}: {outcome.Settings.Model.Title}, K = {outcome.Settings.Samples}{(outcome.Settings.Samples > MostProposals ? $" (the first {MostProposals})" : "")}, bound {outcome.Gap:F4} nats below log Z");

    private static IReadOnlyList<Panel> Panels(ToyOutcome outcome, string resampled)
    {
        var (density, draws) = (outcome.Settings.Density, outcome.Draws!);
        var groups = draws.Points.GetLength(0);
        var proposals = Enumerable.Range(0, Math.Min(MostProposals, draws.Points.GetLength(1))).Select(sample => Scatter(
            density,
            $"proposal {Number(sample + 1)}",
            Enumerable.Range(0, groups).Select(group => (draws.Points[group, sample], draws.Auxiliaries is null ? Colour.Of(0) : ColourOf(draws.Auxiliaries[group, sample])))));
        return
        [
            Bare(density, $"{density.Name}, the target", Map(density)),
            Scatter(density, resampled, Enumerable.Range(0, groups).Select(group => (draws.Points[group, draws.Chosen[group]], Colour.Ink))),
            .. proposals,
        ];
    }

    private static Panel Bare(ToyDensity density, string title, Mark mark) => new(
        title,
        new Axis("z1") { Low = density.Extent.Left, High = density.Extent.Right },
        new Axis("z2") { Low = density.Extent.Bottom, High = density.Extent.Top },
        mark)
    {
        IsBare = true,
        IsSquare = true,
    };

    private static Panel Scatter(ToyDensity density, string title, IEnumerable<((double X, double Y) Point, Colour Colour)> points)
    {
        // What lies outside would only be cut off.
        var inside = points.Where(p => p.Point.X > density.Extent.Left && p.Point.X < density.Extent.Right && p.Point.Y > density.Extent.Bottom && p.Point.Y < density.Extent.Top).ToArray();
        return Bare(density, title, new Points([.. inside.Select(p => p.Point.X)], [.. inside.Select(p => p.Point.Y)])
        {
            Colours = [.. inside.Select(p => p.Colour)],
            Radius = 1.6,
        });
    }

    /// <summary>The density, 1 where it is highest.</summary>
    private static HeatMap Map(ToyDensity density)
    {
        using var scope = torch.NewDisposeScope();
        using var constant = torch.no_grad();
        var (x, y) = (Centres(density.Extent.Left, density.Extent.Right), Centres(density.Extent.Bottom, density.Extent.Top));
        var values = density.LogDensity(x.unsqueeze(0).expand(Cells, Cells), y.unsqueeze(1).expand(Cells, Cells));
        var flat = (values - values.max()).exp().contiguous().data<double>().ToArray();
        var rows = new double[Cells, Cells];
        Buffer.BlockCopy(flat, 0, rows, 0, flat.Length * sizeof(double));
        return new(rows, new(density.Extent.Left, density.Extent.Right), new(density.Extent.Bottom, density.Extent.Top)) { HasBar = false, Limits = new(0, 1) };
    }

    private static Tensor Centres(double from, double to) =>
        ((torch.arange(Cells, dtype: torch.ScalarType.Float64) + 0.5) * ((to - from) / Cells)) + from;

    /// <summary>The direction of z0 is the hue; near the origin, where directions meet, it is grey.</summary>
    private static Colour ColourOf((double X, double Y) auxiliary)
    {
        var length = Math.Sqrt((auxiliary.X * auxiliary.X) + (auxiliary.Y * auxiliary.Y));
        return new Colour(128, 128, 128).Towards(Colour.OfHue((Math.Atan2(auxiliary.Y, auxiliary.X) / (2 * Math.PI)) + 1), Math.Min(1, length));
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
