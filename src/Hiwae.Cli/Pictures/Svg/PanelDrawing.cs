using System.Xml.Linq;

namespace Hiwae.Cli.Pictures.Svg;

/// <summary>Draws a panel into a rectangle of the paper.</summary>
/// <param name="panel">The panel.</param>
/// <param name="id">A name that no other panel of the chart has.</param>
internal sealed class PanelDrawing(Panel panel, string id)
{
    private const double BarWidth = 12;

    // Room beside the axes that suits most numbers, so that the panels of a chart are alike.
    private const double LeastBefore = 58;
    private const double LeastBelow = 44;
    private const double LeastAfterMap = 66;

    private HeatMap? Keyed => panel.Marks.OfType<HeatMap>().FirstOrDefault(map => map.HasBar);

    private IEnumerable<Mark> Labelled => panel.Marks.Where(mark => mark.Label is not null);

    /// <summary>The whole drawing.</summary>
    /// <param name="left">Pixels from the left.</param>
    /// <param name="top">Pixels from the top.</param>
    /// <param name="width">In pixels.</param>
    /// <param name="height">In pixels.</param>
    public XElement Draw(double left, double top, double width, double height)
    {
        var (legend, legendHeight) = Legend(left + (panel.IsBare ? 6 : LeastBefore), top + 32, width - 70);
        Frame Within(double before, double below) => FrameIn(
            left + before,
            top + 26 + legendHeight,
            width - before - (Keyed is { } map ? Math.Max(LeastAfterMap, BarWidth + 22 + TickLabels.Widest(BarTicks(map.Shown))) : 12),
            height - 26 - legendHeight - below);

        // The room for what is written beside an axis depends on the ticks, and these on the room.
        var frame = panel.IsBare ? Within(6, 8) : Within(LeastBefore, LeastBelow);
        if (!panel.IsBare)
            frame = Within(Math.Max(LeastBefore, TickLabels.Widest(YTicks(frame)) + 26), LeastBelow + XLabels(frame).Height);
        return Elements.Of(
            "g",
            Elements.Text(frame.Left + (frame.Width / 2), top + 17, panel.Title, TextSize.Fitting(panel.Title, 13, frame.Width + 24)),
            legend,
            Elements.Of("clipPath", Elements.At("id", id), Elements.Rectangle(frame.Left, frame.Top, frame.Width, frame.Height, Colour.White)),
            panel.IsBare ? null : Grid(frame),
            Elements.Of("g", Elements.At("clip-path", $"url(#{id})"), panel.Marks.SelectMany(mark => mark.Draw(frame))),
            Border(frame),
            panel.IsBare ? null : Axes(frame),
            Keyed is { } map ? ColourBar(frame, map) : null);
    }

    private Frame FrameIn(double left, double top, double width, double height)
    {
        var isTight = panel.Marks.Any(mark => mark.IsTight);
        // What lies over a map does not make the map smaller.
        var bearing = panel.Marks.Any(mark => mark is HeatMap) ? panel.Marks.Where(mark => mark is HeatMap) : panel.Marks;
        var x = panel.X.Range(bearing.Aggregate(Extent.Empty, (all, mark) => all.Union(mark.Horizontal)), isTight);
        var y = panel.Y.Range(bearing.Aggregate(Extent.Empty, (all, mark) => all.Union(mark.Vertical)), isTight);
        if (panel.IsSquare)
        {
            var unit = Math.Min(width / x.Length, height / y.Length);
            var (wide, high) = (unit * x.Length, unit * y.Length);
            (left, top, width, height) = (left + ((width - wide) / 2), top + ((height - high) / 2), wide, high);
        }

        return new(left, top, width, height, x, y, panel.X, panel.Y);
    }

    private static XElement Border(Frame frame)
    {
        var border = Elements.Rectangle(frame.Left, frame.Top, frame.Width, frame.Height, Colour.White);
        border.SetAttributeValue("fill", "none");
        border.SetAttributeValue("stroke", new Colour(150, 150, 150).ToString());
        return border;
    }

    private IReadOnlyList<Tick> XTicks(Frame frame) =>
        panel.X.Ticks ?? Ticks.In(frame.Horizontal, panel.X.IsLogarithmic, Math.Max(2, (int)(frame.Width / 60)));

    private IReadOnlyList<Tick> YTicks(Frame frame) =>
        panel.Y.Ticks ?? Ticks.In(frame.Vertical, panel.Y.IsLogarithmic, Math.Max(2, (int)(frame.Height / 45)));

    private IEnumerable<XElement> Grid(Frame frame) =>
    [
        .. XTicks(frame).Select(tick => Elements.Line(frame.X(tick.Position), frame.Top, frame.X(tick.Position), frame.Top + frame.Height, Colour.Faint, 0.6)),
        .. YTicks(frame).Select(tick => Elements.Line(frame.Left, frame.Y(tick.Position), frame.Left + frame.Width, frame.Y(tick.Position), Colour.Faint, 0.6)),
    ];

    /// <summary>Names that are too long to stand beside each other are slanted; numbers are left out.</summary>
    private TickLabels XLabels(Frame frame) => new(XTicks(frame), frame.X, MayBeLeftOut: panel.X.Ticks is null);

    private IEnumerable<XElement> Axes(Frame frame)
    {
        var bottom = frame.Top + frame.Height;
        var labels = XLabels(frame);
        foreach (var tick in XTicks(frame))
            yield return Elements.Line(frame.X(tick.Position), bottom, frame.X(tick.Position), bottom + 4, Colour.Ink);
        foreach (var label in labels.Draw(bottom + 16))
            yield return label;
        foreach (var tick in YTicks(frame))
        {
            var y = frame.Y(tick.Position);
            yield return Elements.Line(frame.Left - 4, y, frame.Left, y, Colour.Ink);
            yield return Elements.Text(frame.Left - 7, y + 4, tick.Label, anchor: "end");
        }

        yield return Elements.Text(frame.Left + (frame.Width / 2), bottom + 34 + labels.Height, panel.X.Label, TextSize.Fitting(panel.X.Label, 12, frame.Width + LeastBefore));
        yield return Elements.Upward(
            frame.Left - Math.Max(44, TickLabels.Widest(YTicks(frame)) + 15), frame.Top + (frame.Height / 2), panel.Y.Label, TextSize.Fitting(panel.Y.Label, 12, frame.Height + 40));
    }

    private (XElement? Legend, double Height) Legend(double left, double top, double width)
    {
        var (x, y) = (0.0, 0.0);
        var entries = new List<XElement>();
        foreach (var mark in Labelled)
        {
            var length = 16 + TextSize.Width(mark.Label!) + 12;
            if (x > 0 && x + length > width)
                (x, y) = (0, y + 16);
            entries.AddRange(mark is Curve { IsDashed: true }
                ? [Elements.Rectangle(left + x, top + y - 1, 4, 4, mark.Key), Elements.Rectangle(left + x + 6, top + y - 1, 4, 4, mark.Key)]
                : [Elements.Rectangle(left + x, top + y - 4, 10, 10, mark.Key)]);
            entries.Add(Elements.Text(left + x + 14, top + y + 5, mark.Label!, anchor: "start"));
            x += length;
        }

        return entries.Count == 0 ? (null, 0) : (Elements.Of("g", entries), y + 20);
    }

    private static IReadOnlyList<Tick> BarTicks(Extent limits) => Ticks.In(limits, isLogarithmic: false, about: 5);

    private static XElement ColourBar(Frame frame, HeatMap map)
    {
        const int Steps = 64;
        var limits = map.Shown;
        var left = frame.Left + frame.Width + 10;
        double Row(double value) => frame.Top + (frame.Height * (limits.High - value) / limits.Length);
        var height = frame.Height / Steps;
        var colours = Enumerable.Range(0, Steps).Select(i => Elements.Rectangle(
            left, frame.Top + (i * height), BarWidth, height + 0.5, map.Scale.At(limits.High - (limits.Length * (i + 0.5) / Steps), limits)));
        var ticks = BarTicks(limits).SelectMany(tick => (XElement[])
        [
            Elements.Line(left + BarWidth, Row(tick.Position), left + BarWidth + 3, Row(tick.Position), Colour.Ink),
            Elements.Text(left + BarWidth + 5, Row(tick.Position) + 4, tick.Label, 10, "start"),
        ]);
        return Elements.Of("g", colours, ticks);
    }
}
