using Hiwae.Cli.Pictures;

namespace Hiwae.Cli.Tests.Pictures;

public sealed class MarkTests
{
    [Fact]
    public void A_map_has_its_first_row_at_the_bottom_unless_the_axis_is_reversed()
    {
        var values = new double[4, 4];
        values[0, 0] = 1;
        Seen Drawn(Axis y) => Seen.Of(new Chart("", new Panel("", new("x"), y, new HeatMap(values, new(0, 4), new(0, 4)) { HasBar = false }) { IsBare = true, IsSquare = true }));
        var dark = ColourScale.Sequential.At(1, new(0, 1));
        var seen = Drawn(new("y"));
        Assert.Equal((dark, Colour.White), (seen.At(150, 560), seen.At(150, 120)));
        var reversed = Drawn(new("y") { IsReversed = true });
        Assert.Equal((Colour.White, dark), (reversed.At(150, 560), reversed.At(150, 120)));
    }

    [Fact]
    public void Cells_have_numbers_and_what_is_none_is_grey_without_one()
    {
        var chart = new Chart("", new Panel("", new("x"), new("y"), HeatMap.Matrix(new[,] { { 1, -0.25 }, { double.NaN, -0.001 } }) with
        {
            Decimals = 2,
            Scale = ColourScale.Diverging,
            Limits = Extent.Symmetric(1),
        }));
        var svg = chart.ToSvg();
        Assert.Contains(">−0.25</text>", svg);
        Assert.Contains(">0.00</text>", svg); // Nothing has no sign.
        Assert.DoesNotContain("NaN", svg);
        var seen = Seen.Of(chart);
        Assert.InRange(seen.Count(0, 0, seen.Width, seen.Height, colour => colour == Colour.Faint), 60_000, 90_000); // A quarter of the map.
    }

    [Fact]
    public void Tiles_are_pictures_in_their_places()
    {
        var tiles = new Tiles([[PixelImage.Plain(3, 3, 0), PixelImage.Plain(3, 3, 80)], [PixelImage.Plain(3, 3, 160), PixelImage.Plain(3, 3, 240)]], new(-1, 1), new(-1, 1));
        var seen = Seen.Of(new Chart("", new Panel("", new("z1"), new("z2"), tiles) { IsBare = true, IsSquare = true }));
        Assert.Equal((0, 80, 160, 240), (seen.At(200, 500).Red, seen.At(600, 500).Red, seen.At(200, 150).Red, seen.At(600, 150).Red));
    }

    [Fact]
    public void Bars_stand_on_zero_in_their_colour()
    {
        var seen = Seen.Of(new Chart("", new Panel("", new("x") { Low = 0, High = 2 }, new("y") { Low = -1, High = 1 }, new Bars([new(0, 1), new(1, 2)], [1, -1]) { Colour = Colour.Of(1), Opacity = 1 }) { IsBare = true }));
        var (left, right) = (seen.Width / 4, 3 * seen.Width / 4);
        Assert.Equal((Colour.Of(1), Colour.White), (seen.At(left, 200), seen.At(left, 500)));
        Assert.Equal((Colour.White, Colour.Of(1)), (seen.At(right, 200), seen.At(right, 500)));
    }

    [Fact]
    public void A_curve_has_a_gap_where_there_is_no_number_and_lines_elsewhere()
    {
        Seen Drawn(double middle) => Seen.Of(new Chart("", new Panel("", new("x"), new("y") { Low = 0, High = 2 }, new Curve([0, 1, 2, 3, 4], [1, 1, middle, 1, 1]) { Radius = 0 }) { IsBare = true }));
        int Blue(Seen seen, int from, int to) => seen.Count(seen.Width * from / 10, 0, seen.Width * to / 10, seen.Height, colour => colour.Blue > colour.Red + 60);
        Assert.Equal(0, Blue(Drawn(double.NaN), 4, 6));
        Assert.True(Blue(Drawn(double.NaN), 1, 2) > 100 && Blue(Drawn(1), 4, 6) > 200);
    }

    [Fact]
    public void Density_is_where_the_points_are_and_loses_none()
    {
        double[] x = [1, 1.1, 1.2, 30], y = [-1, -1.1, -0.9, 0];
        var map = HeatMap.Density(x, y, new(-2, 2), new(-2, 2), cells: 40);
        var peak = map.Values.Cast<double>().Max();
        Assert.Equal(peak, Enumerable.Range(8, 5).SelectMany(row => Enumerable.Range(28, 7).Select(column => map.Values[row, column])).Max());
        Assert.Equal(0, map.Values[35, 5]);
        var single = HeatMap.Density([0], [0], new(-2, 2), new(-2, 2), cells: 40).Values.Cast<double>().Sum();
        Assert.Equal(3 * single, map.Values.Cast<double>().Sum(), 9); // The fourth is outside.
    }

    [Fact]
    public void A_diverging_scale_is_neutral_at_zero_and_opposite_at_its_ends()
    {
        var limits = Extent.Symmetric(2);
        var middle = ColourScale.Diverging.At(0, limits);
        Assert.True(middle is { Red: > 240, Green: > 240, Blue: > 240 });
        var (low, high) = (ColourScale.Diverging.At(-2, limits), ColourScale.Diverging.At(7, limits));
        Assert.True(low.Blue > low.Red && high.Red > high.Blue);
        Assert.Equal(ColourScale.Diverging.At(2, limits), high);
    }

    [Fact]
    public void A_sequential_scale_only_ever_darkens()
    {
        var brightness = Enumerable.Range(0, 50).Select(i => ColourScale.Sequential.At(i / 49.0, new(0, 1)).Brightness).ToArray();
        Assert.All(brightness.Zip(brightness.Skip(1)), pair => Assert.True(pair.First > pair.Second));
    }

    [Fact]
    public void A_histogram_counts_what_is_finite_and_in_range()
    {
        var bars = Bars.Histogram([0, 0.1, 0.9, 1, 5, double.NaN, double.NegativeInfinity], count: 2, range: new(0, 1));
        Assert.Equal([2, 2], bars.Heights);
        Assert.Equal([new Extent(0, 0.5), new Extent(0.5, 1)], bars.Edges);
    }

    [Fact]
    public void A_hue_goes_round()
    {
        Assert.Equal(Colour.OfHue(0), Colour.OfHue(1));
        Assert.Equal(Colour.OfHue(0.25), Colour.OfHue(-0.75));
        Assert.True(Colour.OfHue(0) is { Red: > 200, Green: < 40, Blue: < 40 });
    }
}
