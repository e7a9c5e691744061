using Hiwae.Cli.Pictures;
using ScottPlot;

namespace Hiwae.Cli.Tests.Pictures;

/// <summary>The font comes along with the program, so that a system without one shows the same.</summary>
public sealed class LetteringTests
{
    [Fact]
    public void The_font_is_the_programs_own_and_no_systems()
    {
        using var resource = typeof(Lettering).Assembly.GetManifestResourceStream(Lettering.Resource)!;
        Assert.Equal("DejaVu Sans", Lettering.Face.FamilyName);
        Assert.InRange(resource.Length, 10_000, 50_000);
        Assert.InRange(Lettering.Face.GlyphCount, 500, 800); // The whole font has more than 6,000.
    }

    [Fact]
    public void Every_text_of_a_plot_is_set_in_it()
    {
        using var plot = PanelPlot.Of(ChartTests.Everything().Panels[0], 400);
        var axis = (ScottPlot.AxisPanels.AxisBase)plot.Axes.Bottom;
        Assert.All([plot.Axes.Title.Label, axis.LabelStyle, axis.TickLabelStyle, new LegendItem().LabelStyle, new ScottPlot.Plottables.Text().LabelStyle], style => Assert.Same(Lettering.Face, style.Font));
    }

    [Fact]
    public void It_has_the_letters_of_the_field() =>
        Assert.All("ABCxyz0189 −±×·⁻²³₁ŵk\u0302μσπωλθ∑∏∫√∞≈≤≥∈→‖Δ…–", letter => Assert.True(Lettering.Face.ContainsGlyph(letter), $"{letter}"));

    [Fact]
    public void A_line_is_as_wide_as_its_room_at_most()
    {
        Assert.Equal(12, Lettering.Fitting("short", 12, 400));
        var size = Lettering.Fitting(new string('m', 100), 12, 400);
        Assert.InRange(Lettering.Width(new string('m', 100), size), 380, 401);
    }

    /// <summary>Where a title stands there is ink, and where none stands there is none.</summary>
    [Fact]
    public void A_title_is_seen()
    {
        Seen With(string title) => Seen.Of(new Chart(title, new Panel("", new("x"), new("y"))));
        Assert.InRange(With("log π w").Ink(300, 20, 540, 56), 150, 3000);
        Assert.Equal(0, With(" ").Ink(300, 20, 540, 56));
    }
}
