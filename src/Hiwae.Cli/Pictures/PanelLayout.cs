using ScottPlot;
using ScottPlot.LayoutEngines;
using ScottPlot.Panels;

namespace Hiwae.Cli.Pictures;

/// <summary>Where the parts of a panel lie: as the library would put them, with room that makes the panels of a chart alike.</summary>
internal sealed class PanelLayout(Panel panel) : ILayoutEngine
{
    private const float LeastBefore = 54;
    private const float LeastBelow = 40;
    private const float After = 12;
    private const float Bare = 6;
    private const float BeforeBar = 8;

    private readonly Automatic automatic = new();

    /// <inheritdoc/>
    public Layout GetLayout(PixelRect figureRect, Plot plot, Paint paint)
    {
        var bar = plot.Axes.GetPanels().OfType<ColorBar>().FirstOrDefault();
        PixelRect inner = new(
            figureRect.Left + (panel.IsBare ? Bare : 0), figureRect.Right - (panel.IsBare ? Bare : After) - (bar is null ? 0 : BeforeBar), figureRect.Bottom - Bare, figureRect.Top);
        var layout = automatic.GetLayout(inner, plot, paint);

        // The room for what is written below an axis depends on the ticks, and these on the room.
        if (!panel.IsBare && plot.Axes.Bottom.TickGenerator is TickSource ticks)
        {
            plot.Axes.Bottom.RegenerateTicks(layout.DataRect.Width, paint);
            plot.Axes.Bottom.MinimumSize = ticks.Drop == 0 ? 0 : plot.Axes.Bottom.Measure(paint) + ticks.Drop;
            var (before, below) = (layout.PanelSizes[plot.Axes.Left], Math.Max(plot.Axes.Bottom.MinimumSize, layout.PanelSizes[plot.Axes.Bottom]));
            layout = automatic.GetLayout(
                new(inner.Left + Math.Max(0, Math.Max(LeastBefore, ticks.Overhang) - before), inner.Right, inner.Bottom - Math.Max(0, LeastBelow - below), inner.Top), plot, paint);
        }

        if (bar is not null)
            layout.PanelOffsets[bar] += BeforeBar;
        var data = panel.IsSquare ? Square(layout.DataRect) : layout.DataRect;
        if (!panel.IsBare)
        {
            // Its label stands beside the numbers that will be there, which may be fewer and shorter than at first.
            plot.Axes.Left.RegenerateTicks(data.Height, paint);
            layout.PanelSizes[plot.Axes.Left] = plot.Axes.Left.Measure(paint);
        }

        return new(figureRect, data, layout.PanelSizes, layout.PanelOffsets);
    }

    /// <summary>The largest part in which a unit is as long in both directions.</summary>
    private PixelRect Square(PixelRect rect)
    {
        var (x, y) = (panel.Across.Ends.Length, panel.Up.Ends.Length);
        var unit = Math.Min(rect.Width / x, rect.Height / y);
        var (width, height) = ((float)(unit * x), (float)(unit * y));
        return new(new Pixel(rect.HorizontalCenter - (width / 2), rect.VerticalCenter - (height / 2)), new PixelSize(width, height));
    }
}
