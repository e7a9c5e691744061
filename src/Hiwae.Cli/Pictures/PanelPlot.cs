using ScottPlot;
using ScottPlot.AxisPanels;
using ScottPlot.Panels;

namespace Hiwae.Cli.Pictures;

/// <summary>A panel as a plot of the library, in the style of a paper: thin grey axes on two sides, few numbers, no box around anything.</summary>
internal static class PanelPlot
{
    private const float TitleSize = 12.5f;
    private const float LabelSize = 11.5f;
    private const float TickSize = 10.5f;

    /// <summary>The plot, which is to be drawn into a rectangle.</summary>
    /// <param name="panel">What it shows.</param>
    /// <param name="width">Of the rectangle.</param>
    public static Plot Of(Panel panel, float width)
    {
        _ = Lettering.Face;
        var (x, y) = (panel.Across, panel.Up);
        var plot = new Plot();
        plot.RenderManager.ClearCanvasBeforeEachRender = false;
        plot.FigureBackground.Color = Colors.Transparent;
        var layout = new PanelLayout(panel);
        plot.Layout.LayoutEngine = layout;
        foreach (var mark in panel.Marks)
            mark.AddTo(plot, x, y);
        Style(plot.Axes.Title, panel.Title, width - (panel.IsBare ? 16 : panel.Marks.Any(mark => mark is HeatMap { HasBar: true }) ? 150 : 90));
        Style((AxisBase)plot.Axes.Bottom, panel, x);
        Style((AxisBase)plot.Axes.Left, panel, y);
        (plot.Axes.Right.IsVisible, plot.Axes.Top.IsVisible) = (false, false);
        plot.Axes.SetLimits(x.Ends.Low, x.Ends.High, y.Ends.Low, y.Ends.High);
        plot.Grid.MajorLineColor = Colour.Grid.ToPlot();
        plot.Grid.MajorLineWidth = 0.5f; // One pixel of a PNG.
        (plot.Grid.XAxisStyle.MajorLineStyle.AntiAlias, plot.Grid.YAxisStyle.MajorLineStyle.AntiAlias) = (false, false);
        plot.Grid.IsVisible = !panel.IsBare && !panel.Marks.Any(mark => mark.IsGround);
        if (panel.IsBare)
            plot.DataBorder = new(0.8f, Colour.Axis.ToPlot());
        plot.Legend.IsVisible = false;
        if (panel.Marks.Any(mark => mark.Label is not null))
            plot.Axes.AddPanel(new KeyPanel(plot, panel, width));
        if (panel.Marks.OfType<HeatMap>().FirstOrDefault(map => map.HasBar) is { } map)
            plot.Axes.AddPanel(Bar(map));
        return plot;
    }

    private static void Style(TitlePanel title, string text, float room)
    {
        (title.Label.Text, title.Label.Bold, title.Label.ForeColor) = (text, false, Colour.Ink.ToPlot());
        title.Label.FontSize = Lettering.Fitting(text, TitleSize, room);
        title.VerticalPadding = 6;
    }

    private static void Style(AxisBase axis, Panel panel, Scale scale)
    {
        axis.IsVisible = !panel.IsBare;
        axis.TickGenerator = new TickSource(scale);
        axis.FrameLineStyle.Color = axis.MajorTickStyle.Color = Colour.Axis.ToPlot();
        axis.FrameLineStyle.Width = axis.MajorTickStyle.Width = 1;
        axis.MajorTickStyle.Length = 3.5f;
        (axis.MinorTickStyle.Color, axis.MinorTickStyle.Width, axis.MinorTickStyle.Length) = (Colour.Axis.ToPlot(), 0.5f, 2);
        if (axis.Edge.IsVertical())
            axis.TickLabelStyle.OffsetY = Lettering.Lift(TickSize);
        (axis.TickLabelStyle.FontSize, axis.TickLabelStyle.ForeColor) = (TickSize, Colour.Ink.ToPlot());
        (axis.LabelText, axis.LabelBold, axis.LabelFontColor) = (scale.Axis.Label, false, Colour.Ink.ToPlot());
        axis.LabelFontSize = LabelSize;
    }

    private static ColorBar Bar(HeatMap map)
    {
        var bar = new ColorBar(map) { Width = 10 };
        var axis = (AxisBase)bar.Axis;
        Style(axis, new("", new(""), new("")), new(new(""), map.Shown));
        axis.FrameLineStyle.Width = 0;
        return bar;
    }
}
