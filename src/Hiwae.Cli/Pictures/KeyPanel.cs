using ScottPlot;
using ScottPlot.Panels;

namespace Hiwae.Cli.Pictures;

/// <summary>The legend, beside the data and never over them: above, in rows; to the right, in columns, where there are many short names.</summary>
internal sealed class KeyPanel : PanelBase
{
    private const int MostAbove = 9;
    private const int Short = 6;
    private const float Size = 10.5f;

    private readonly Legend legend;
    private readonly float room;

    /// <summary>The legend of a plot.</summary>
    /// <param name="plot">The plot.</param>
    /// <param name="panel">What it shows.</param>
    /// <param name="width">Of the plot, with its axes.</param>
    public KeyPanel(Plot plot, Panel panel, float width)
    {
        var named = panel.Marks.Where(mark => mark.Label is not null).ToArray();
        Edge = named.Length > MostAbove && named.All(mark => mark.Label!.Length <= Short) ? Edge.Right : Edge.Top;
        room = width - (panel.IsBare ? 20 : 80);
        legend = new(plot)
        {
            DisplayPlottableLegendItems = false,
            Orientation = Edge == Edge.Top ? Orientation.Horizontal : Orientation.Vertical,
            TightHorizontalWrapping = Edge == Edge.Top,
            OutlineWidth = 0,
            BackgroundColor = Colors.Transparent,
            ShadowColor = Colors.Transparent,
            Padding = new(Edge == Edge.Top ? 0 : 12, 0, 2, 4),
            InterItemPadding = new(0, 12, 3, 0),
            SymbolWidth = named.Any(mark => mark is Curve) ? 20 : 10,
            SymbolPadding = 4,
        };
        var size = named.Min(mark => Lettering.Fitting(mark.Label!, Size, room - 30));
        legend.ManualItems.AddRange(named.Select(mark => Item(mark, size)));
    }

    private static LegendItem Item(Mark mark, float size)
    {
        var item = mark.Key;
        (item.LabelText, item.LabelFontSize, item.LabelFontColor) = (mark.Label!, size, Colour.Ink.ToPlot());
        item.LabelStyle.OffsetY = Lettering.Lift(size);
        return item;
    }

    /// <inheritdoc/>
    public override float Measure(Paint paint) => Edge == Edge.Top
        ? legend.GetLayout(new(room, 1000), paint).LegendRect.Height
        : legend.GetLayout(new(1000, 260), paint).LegendRect.Width;

    /// <inheritdoc/>
    public override void Render(RenderPack rp, float size, float offset)
    {
        var place = GetPanelRect(rp.DataRect, size, offset, rp.Paint);
        legend.Render(rp.Canvas, rp.Paint, place.ExpandX(place.Left + Math.Max(place.Width, room)), Alignment.UpperLeft);
    }
}
