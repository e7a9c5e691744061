using System.Xml.Linq;
using Hiwae.Cli.Pictures.Svg;

namespace Hiwae.Cli.Tests.Svg;

public sealed class ChartTests
{
    private static readonly Axis X = new("x");
    private static readonly Axis Y = new("y");

    [Fact]
    public void A_chart_is_well_formed_and_needs_nothing_outside_itself()
    {
        var document = XDocument.Parse(Everything().ToSvg());
        Assert.Equal("svg", document.Root!.Name.LocalName);
        var references = document.Descendants().Attributes()
            .Where(attribute => attribute.Name.LocalName is "href" or "src" or "clip-path")
            .Select(attribute => attribute.Value);
        Assert.All(references, value => Assert.True(
            value.StartsWith("data:image/png;base64,", StringComparison.Ordinal) || value.StartsWith("url(#panel-", StringComparison.Ordinal), value));
        Assert.DoesNotContain("NaN", document.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Infinity", document.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Titles_labels_and_legends_are_written_as_they_are()
    {
        var chart = new Chart("a < b & c", new Panel("<panel>", new("log ŵ, \"nats\""), Y, new Curve([0, 1], [0, 1]) { Label = "K > 1" }));
        var texts = Texts(chart);
        foreach (var text in new[] { "a < b & c", "<panel>", "log ŵ, \"nats\"", "K > 1" })
            Assert.Contains(text, texts);
    }

    [Fact]
    public void Everything_but_the_axes_own_text_lies_on_the_paper()
    {
        var root = XDocument.Parse(Everything().ToSvg()).Root!;
        var (width, height) = (Number(root, "width"), Number(root, "height"));
        foreach (var text in root.Descendants().Where(e => e.Name.LocalName == "text" && e.Attribute("x") is not null))
        {
            Assert.InRange(Number(text, "x"), 0, width);
            Assert.InRange(Number(text, "y"), 0, height);
        }
    }

    [Fact]
    public void A_point_lies_where_its_numbers_say()
    {
        var chart = new Chart("", new Panel("", new("x") { Low = 0, High = 10 }, new("y") { Low = 0, High = 1 }, new Points([0, 5, 10, double.NaN], [0, 0.5, 1, 0])));
        var discs = XDocument.Parse(chart.ToSvg()).Descendants().Where(e => e.Name.LocalName == "circle").ToArray();
        Assert.Equal(3, discs.Length);
        Assert.Equal((Number(discs[0], "cx") + Number(discs[2], "cx")) / 2, Number(discs[1], "cx"), 1);
        Assert.True(Number(discs[0], "cx") < Number(discs[2], "cx"));
        Assert.True(Number(discs[0], "cy") > Number(discs[2], "cy")); // Up is less from the top.
    }

    [Fact]
    public void A_map_over_many_cells_is_one_picture_and_over_few_has_numbers()
    {
        Assert.Contains("data:image/png", new Chart("", Map(40, 40)).ToSvg(), StringComparison.Ordinal);
        var small = new Chart("", new Panel("", X, Y, HeatMap.Matrix(new[,] { { 1, -0.25 }, { double.NaN, 1 } }) with
        {
            Decimals = 2,
            Scale = ColourScale.Diverging,
            Limits = Extent.Symmetric(1),
        }));
        Assert.Contains("−0.25", Texts(small));
        Assert.Contains(Colour.Faint.ToString(), small.ToSvg(), StringComparison.Ordinal);
        Assert.DoesNotContain("data:image", small.ToSvg(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_maps_picture_has_its_first_row_at_the_bottom()
    {
        var values = new double[40, 40];
        values[0, 0] = 1;
        var svg = new Chart("", new Panel("", X, Y, new HeatMap(values, new(0, 1), new(0, 1)))).ToSvg();
        var data = svg[(svg.IndexOf("base64,", StringComparison.Ordinal) + 7)..];
        var (width, height, pixels) = PngReader.ReadColours(Convert.FromBase64String(data[..data.IndexOf('"', StringComparison.Ordinal)]));
        Assert.Equal((40, 40), (width, height));
        Assert.Equal(10, pixels[3 * 39 * 40]);
        Assert.Equal(255, pixels[0]);
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

    [Fact]
    public void Nothing_and_one_value_have_axes_too()
    {
        var chart = new Chart(
            "",
            new Panel("", X, Y, new Points([], [])),
            new Panel("", X, Y, new Curve([3], [0])),
            new Panel("", new("x") { IsLogarithmic = true }, Y, new Curve([5, 5], [double.NaN, double.NaN])),
            new Panel("", X, Y, Bars.Histogram([])),
            new Panel("", X, Y));
        Assert.DoesNotContain("NaN", XDocument.Parse(chart.ToSvg()).ToString(), StringComparison.Ordinal);
    }

    /// <summary>Numbers of every length beside an axis, and names of every length below one.</summary>
    [Theory]
    [InlineData(0.001, 3)]
    [InlineData(134.25, 3)]
    [InlineData(412_569_096, 3)]
    [InlineData(7e9, 12)]
    public void No_text_lies_over_another(double size, int letters)
    {
        double[] x = [5, 7 * size, 9e4 * size];
        var name = new string('m', letters);
        var chart = new Chart(
            new string('t', 200),
            new Panel("", new("samples for each image") { IsLogarithmic = true }, new("log of the mean of ŵ, nats"), new Curve(x, [-size, -size * 1.00001, -size * 1.00002])),
            new Panel(new string('t', 90), Axis.OfNames("parameters", Enumerable.Repeat(name, 6)), Y, new Curve([0, 6], [0, size])),
            new Panel("", X, Y, HeatMap.Matrix(new[,] { { size, 0 }, { 0, -size } })));
        var boxes = XDocument.Parse(chart.ToSvg()).Descendants().Where(e => e.Name.LocalName == "text" && e.Value.Length > 0).Select(Box).ToArray();
        foreach (var (i, box) in boxes.Index())
        {
            foreach (var other in boxes.Skip(i + 1).Where(other => other.IsSlanted == box.IsSlanted))
                Assert.False(box.Left < other.Right && other.Left < box.Right && box.Top < other.Bottom && other.Top < box.Bottom, $"{box.Text} and {other.Text}");
            Assert.InRange(box.Left, 0, box.Right);
            Assert.True(box.Right <= (2 * 12) + (3 * 400), box.Text);
        }
    }

    /// <summary>Where a text is, at the width that letters have in most fonts; the corner where a slanted one ends stands for it.</summary>
    private static (string Text, double Left, double Top, double Right, double Bottom, bool IsSlanted) Box(XElement text)
    {
        var size = Number(text, "font-size");
        var width = 0.58 * size * text.Value.Length;
        if (text.Attribute("transform")?.Value is not { } transform)
        {
            var left = Number(text, "x") - (text.Attribute("text-anchor")!.Value switch { "start" => 0, "end" => width, _ => width / 2 });
            return (text.Value, left, Number(text, "y") - (0.75 * size), left + width, Number(text, "y"), false);
        }

        var numbers = System.Text.RegularExpressions.Regex.Matches(transform, @"-?[\d.]+").Select(match => double.Parse(match.Value, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        return numbers[2] == -90
            ? (text.Value, numbers[0] - (0.75 * size), numbers[1] - (width / 2), numbers[0], numbers[1] + (width / 2), false)
            : (text.Value, numbers[0] - size, numbers[1] - size, numbers[0], numbers[1], true);
    }

    private static Panel Map(int rows, int columns) => new("map", X, Y, new HeatMap(new double[rows, columns], new(-4, 4), new(-4, 4))) { IsSquare = true };

    private static Chart Everything() => new(
        "everything",
        Map(50, 60),
        Map(3, 3),
        new Panel(
            "curves",
            new("samples") { IsLogarithmic = true },
            Y,
            new Curve([1, 10, 100], [-3, double.NaN, -1]) { Errors = [0.5, 1, double.PositiveInfinity], Label = "first" },
            new Curve([1, 10, 100], [-4, -3, -2]) { IsDashed = true, Label = "second", Colour = Colour.Of(1) }),
        new Panel("bars", X, Y, Bars.Histogram([1, 2, 2, 3, double.NaN])),
        new Panel("points", X, Y, new Points([1, 2, double.PositiveInfinity], [1, 2, 3]) { Colours = [Colour.Of(0), Colour.Of(1), Colour.Of(2)] }) { IsBare = true },
        new Panel("names", Axis.OfNames("j", ["1", "2"]), Axis.OfNames("i", ["1", "2"]) with { IsReversed = true }, HeatMap.Matrix(new[,] { { 1.0, 0 }, { 0, 1 } })));

    private static string[] Texts(Chart chart) => [.. XDocument.Parse(chart.ToSvg()).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)];

    private static double Number(XElement element, string name) => double.Parse(element.Attribute(name)!.Value, System.Globalization.CultureInfo.InvariantCulture);
}
