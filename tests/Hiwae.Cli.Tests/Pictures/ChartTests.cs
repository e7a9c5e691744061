using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hiwae.Cli.Pictures;

namespace Hiwae.Cli.Tests.Pictures;

public sealed partial class ChartTests
{
    private static readonly Axis X = new("x");
    private static readonly Axis Y = new("y");

    [Fact]
    public void A_chart_is_well_formed_and_needs_nothing_outside_itself()
    {
        var document = XDocument.Parse(Everything().ToSvg());
        Assert.Equal("svg", document.Root!.Name.LocalName);
        var names = document.Descendants().Attributes("id").Select(id => id.Value).ToArray();
        Assert.Equal(names.Length, names.Distinct().Count());
        var references = document.Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "href" or "src" or "clip-path").Select(attribute => attribute.Value).ToArray();
        Assert.NotEmpty(references);
        Assert.All(references, value => Assert.True(
            value.StartsWith("data:image/png;base64,", StringComparison.Ordinal) || names.Any(name => value == $"#{name}" || value == $"url(#{name})"), value));
        Assert.DoesNotContain("NaN", document.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("inf", document.ToString().Replace("information", ""), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Two_charts_on_a_page_share_no_name()
    {
        string[] Names(Chart chart) => [.. XDocument.Parse(chart.ToSvg()).Descendants().Attributes("id").Select(id => id.Value)];
        var (one, other) = (Names(Everything()), Names(Everything() with { Title = "another" }));
        Assert.NotEmpty(one);
        Assert.Empty(one.Intersect(other));
        Assert.StartsWith("<svg", Everything().ToSvg());
    }

    [Fact]
    public void Titles_labels_legends_and_numbers_are_written_as_they_are()
    {
        var chart = new Chart("a < b & c", new Panel("<panel>", new("log ŵ, \"nats\""), Y, new Curve([0, 1], [0, -2]) { Label = "K > 1" }));
        var texts = Texts(chart);
        foreach (var text in new[] { "a < b & c", "<panel>", "log ŵ, \"nats\"", "K > 1", "y", "−2.0", "1.0" })
            Assert.Contains(text, texts);
    }

    [Fact]
    public void Epochs_have_whole_ticks()
    {
        var texts = Texts(new Chart("", new Panel("", new("epoch") { IsWhole = true }, new("") { Ticks = [] }, new Curve([1, 2, 3], [0, 1, 0]))));
        Assert.Equal(["1", "2", "3", "epoch"], texts.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_tick_beyond_the_axis_is_left_out()
    {
        var across = new Axis("K") { IsLogarithmic = true, Ticks = [new(1, "one"), new(2, "two"), new(10, "ten")] };
        var texts = Texts(new Chart("", new Panel("", across, Y, new Curve([2, 10], [0, 1]))));
        Assert.Contains("two", texts);
        Assert.Contains("ten", texts);
        Assert.DoesNotContain("one", texts);
    }

    [Fact]
    public void A_PNG_has_twice_the_pixels_and_is_white_around()
    {
        var chart = Everything();
        var seen = Seen.Of(chart);
        Assert.Equal((2 * chart.Width, 2 * chart.Height), (seen.Width, seen.Height));
        Assert.Equal(Colour.White, seen.At(0, 0));
        Assert.Equal(Colour.White, seen.At(seen.Width - 1, seen.Height - 1));
    }

    [Fact]
    public void A_file_is_what_its_name_says()
    {
        using var folder = new SmallImages();
        var chart = Everything();
        chart.Save(folder.Run("a.svg"));
        chart.Save(folder.Run("a.png"));
        Assert.Equal(chart.ToSvg() + "\n", File.ReadAllText(folder.Run("a.svg")));
        Assert.Equal(2 * chart.Width, Seen.Of(folder.Run("a.png")).Width);
    }

    [Fact]
    public void A_point_lies_where_its_numbers_say()
    {
        XElement[] Discs(Axis x) => [.. XDocument.Parse(new Chart("", new Panel("", x, new("y") { Low = 0, High = 1 }, new Points([1, 10, 100, double.NaN], [0, 0.5, 1, 0]))).ToSvg())
            .Descendants().Where(element => element.Name.LocalName == "ellipse")];
        var discs = Discs(new("x") { Low = 1, High = 100, IsLogarithmic = true });
        Assert.Equal(3, discs.Length);
        Assert.Equal((Number(discs[0], "cx") + Number(discs[2], "cx")) / 2, Number(discs[1], "cx"), 1);
        Assert.True(Number(discs[0], "cx") < Number(discs[2], "cx"));
        Assert.True(Number(discs[0], "cy") > Number(discs[2], "cy")); // Up is less from the top.
        var reversed = Discs(new("x") { Low = 0, High = 100, IsReversed = true });
        Assert.True(Number(reversed[0], "cx") > Number(reversed[2], "cx"));
    }

    [Fact]
    public void A_unit_of_a_square_panel_is_as_long_in_both_directions()
    {
        var discs = XDocument.Parse(new Chart("", new Panel("", X, Y, new Points([0, 8, 0], [0, 0, 3])) { IsSquare = true }) { PanelHeight = 500 }.ToSvg()).Descendants().Where(e => e.Name.LocalName == "ellipse").ToArray();
        Assert.Equal((Number(discs[1], "cx") - Number(discs[0], "cx")) / 8, (Number(discs[0], "cy") - Number(discs[2], "cy")) / 3, 1);
    }

    [Fact]
    public void A_legend_names_each_class_in_its_colour_and_is_beside_the_points()
    {
        string[] names = [.. Enumerable.Range(0, 36).Select(i => $"c{i}")];
        var classes = Enumerable.Range(0, 360).Select(i => i % 36).ToArray();
        var marks = Points.OfClasses([.. classes.Select(i => (double)i)], [.. classes.Select(i => i * 2.0)], classes, names);
        var root = XDocument.Parse(new Chart("", new Panel("", X, Y, [.. marks])).ToSvg()).Root!;
        Assert.Empty(names.Except(Texts(root)));
        Assert.Equal(36, Enumerable.Range(0, 36).Select(i => Colour.Of(i, 36)).Distinct().Count());
        var discs = root.Descendants().Where(element => element.Name.LocalName == "ellipse").ToArray();
        var (points, keys) = (discs.Where(disc => Number(disc, "rx") < 3).ToArray(), discs.Where(disc => Number(disc, "rx") > 3).ToArray());
        Assert.Equal((360, 36), (points.Length, keys.Length));
        Assert.True(points.Max(disc => Number(disc, "cx")) < keys.Min(disc => Number(disc, "cx")) - 4);
        Assert.Equal(points.Select(disc => disc.Attribute("fill")!.Value).Distinct().Order(), keys.Select(disc => disc.Attribute("fill")!.Value).Order());
    }

    [Fact]
    public void Nothing_and_one_value_have_axes_too()
    {
        var chart = new Chart(
            "",
            new Panel("", X, Y, new Points([], [])),
            new Panel("", X, Y, new Curve([3], [0])),
            new Panel("", new("x") { IsLogarithmic = true }, Y, new Curve([5, 5], [double.NaN, double.NaN])),
            new Panel("", X, Y, new Curve([0, 1], [1e300, -1e300]) { Errors = [double.NaN, 1] }),
            new Panel("", X, new("y") { IsLogarithmic = true }, new Curve([0, 1, 2], [1, 10, 0]) { Errors = [2, 1, 1] }),
            new Panel("", X, Y, HeatMap.Matrix(new[,] { { 1.0 } })),
            new Panel("", X, Y, Bars.Histogram([])),
            new Panel("", X, Y));
        Assert.DoesNotContain("NaN", chart.ToSvg(), StringComparison.OrdinalIgnoreCase);
        Assert.InRange(Texts(chart).Length, 40, 200);
        Assert.NotEmpty(chart.ToPng());
    }

    /// <summary>Numbers of every length beside an axis, and names of every length below one.</summary>
    [Theory]
    [InlineData(0.001, 3)]
    [InlineData(134.25, 3)]
    [InlineData(412_569_096, 3)]
    [InlineData(7e9, 12)]
    public void No_text_lies_over_another_or_off_the_paper(double size, int letters)
    {
        double[] x = [5, 7 * size, 9e4 * size];
        var name = new string('m', letters);
        var chart = new Chart(
            new string('t', 200),
            new Panel("", new("samples for each image") { IsLogarithmic = true }, new("log of the mean of ŵ, nats"), new Curve(x, [-size, -size * 1.00001, -size * 1.00002]) { Label = new string('m', 80) }),
            new Panel(new string('t', 90), Axis.OfNames("parameters", Enumerable.Repeat(name, 6)), Y, new Curve([0, 6], [0, size])),
            new Panel("", X, Y, HeatMap.Matrix(new[,] { { size, 0 }, { 0, -size } })));
        var boxes = XDocument.Parse(chart.ToSvg()).Descendants().Where(e => e.Name.LocalName == "text" && e.Value.Length > 0).Select(Box).ToArray();
        Assert.True(boxes.Length > 25);
        foreach (var (i, box) in boxes.Index())
        {
            foreach (var other in boxes.Skip(i + 1).Where(other => !other.IsSlanted && !box.IsSlanted))
                Assert.False(box.Left < other.Right && other.Left < box.Right && box.Top < other.Bottom && other.Top < box.Bottom, $"{box.Text} and {other.Text}");
            Assert.True(box.Left >= 0 && box.Right <= chart.Width && box.Top >= 0 && box.Bottom <= chart.Height, box.ToString());
        }
    }

    /// <summary>A chart with a mark of each kind.</summary>
    internal static Chart Everything() => new(
        "everything",
        new Panel("curves", new("K") { IsLogarithmic = true }, new("nats"),
            new Curve([1, 10, 100], [-3, -2, double.NaN]) { Errors = [0.1, 0.2, 0.3], Label = "first" },
            new Curve([1, 10, 100], [-4, -3, -2]) { IsDashed = true, Label = "second", Colour = Colour.Of(1) }),
        new Panel("bars", X, Y, Bars.Histogram([1, 2, 2, 3, double.NaN])),
        new Panel("points", X, Y, new Points([1, 2, double.PositiveInfinity], [1, 2, 3]) { Colours = [Colour.Of(0), Colour.Of(1), Colour.Of(2)] }) { IsBare = true },
        new Panel("names", Axis.OfNames("j", ["1", "2"]), Axis.OfNames("i", ["1", "2"]) with { IsReversed = true }, HeatMap.Matrix(new[,] { { 1.0, 0 }, { 0, 1 } }) with { Decimals = 1 }),
        new Panel("tiles", X, Y, new Tiles([[PixelImage.Plain(4, 4, 0), PixelImage.Plain(4, 4, 90)]], new(-1, 1), new(0, 1))));

    private static string[] Texts(Chart chart) => Texts(XDocument.Parse(chart.ToSvg()).Root!);

    private static string[] Texts(XElement root) => [.. root.Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, CultureInfo.InvariantCulture);

    /// <summary>Where a text is.</summary>
    private static (string Text, double Left, double Top, double Right, double Bottom, bool IsSlanted) Box(XElement text)
    {
        var size = Number(text, "font-size");
        var width = Lettering.Width(text.Value, (float)size);
        var transform = text.Attribute("transform")?.Value ?? "";
        var numbers = Numbers().Matches(transform).Select(match => double.Parse(match.Value, CultureInfo.InvariantCulture)).ToArray();
        double[] matrix = transform switch
        {
            "" => [1, 0, 0, 1, 0, 0],
            ['t', ..] => [1, 0, 0, 1, numbers[0], numbers.ElementAtOrDefault(1)],
            _ => numbers,
        };
        var (left, line) = (Number(text, "x"), Number(text, "y"));
        var corners = (from x in new[] { left, left + width } from y in new[] { line - (0.75 * size), line } select (X: (matrix[0] * x) + (matrix[2] * y) + matrix[4], Y: (matrix[1] * x) + (matrix[3] * y) + matrix[5])).ToArray();
        return (text.Value, corners.Min(c => c.X), corners.Min(c => c.Y), corners.Max(c => c.X), corners.Max(c => c.Y), matrix[1] != 0 && matrix[0] > 0.1);
    }

    [GeneratedRegex(@"-?[\d.]+(e-?\d+)?")]
    private static partial Regex Numbers();
}
