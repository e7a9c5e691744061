using ScottPlot;
using SkiaSharp;

namespace Hiwae.Cli.Pictures;

/// <summary>A picture of one or more panels in a grid.</summary>
/// <param name="Title">Above all panels; none where empty.</param>
/// <param name="Panels">Row by row.</param>
internal sealed record Chart(string Title, params IReadOnlyList<Panel> Panels) : Picture
{
    private const int Margin = 10;
    private const int TitleHeight = 30;
    private const float TitleSize = 15;

    /// <summary>Panels in a row; all of them where there are fewer.</summary>
    public int Columns { get; init; } = 3;

    /// <summary>Units of a panel with its axes.</summary>
    public int PanelWidth { get; init; } = 400;

    /// <summary>Units of a panel with its axes.</summary>
    public int PanelHeight { get; init; } = 320;

    /// <inheritdoc/>
    public override string Name => Title;

    /// <inheritdoc/>
    public override int Width => (2 * Margin) + (Across * PanelWidth);

    /// <inheritdoc/>
    public override int Height => (2 * Margin) + Top + ((Panels.Count + Across - 1) / Across * PanelHeight);

    private int Across => Math.Clamp(Panels.Count, 1, Math.Max(1, Columns));

    private int Top => Title.Length == 0 ? 0 : TitleHeight;

    private protected override void Draw(SKCanvas canvas)
    {
        using var white = new SKPaint { Color = SKColors.White };
        canvas.DrawRect(SKRect.Create(Width, Height), white); // Readable on a dark page too.
        using var font = Lettering.Font(Lettering.Fitting(Title, TitleSize, Width - (2 * Margin)));
        using var ink = new SKPaint { Color = Colour.Ink.ToSkia(), IsAntialias = true };
        canvas.DrawText(Title, Width / 2f, Margin + TitleSize, SKTextAlign.Center, font, ink);
        foreach (var (i, panel) in Panels.Index())
            DrawPanel(canvas, panel, Margin + (i % Across * PanelWidth), Margin + Top + (i / Across * PanelHeight));
    }

    private void DrawPanel(SKCanvas canvas, Panel panel, int left, int top)
    {
        PixelRect place = new(left, left + PanelWidth, top + PanelHeight, top);
        using var plot = PanelPlot.Of(panel, PanelWidth);

        // The library draws a plot anew where its first drawing has settled the axes; that one goes nowhere.
        using (var nowhere = new SKNWayCanvas(Width, Height))
            plot.Render(nowhere, place);
        plot.Render(canvas, place);
    }
}

/// <summary>One pair of axes with the marks between them.</summary>
/// <param name="Title">Above it.</param>
/// <param name="X">Along the bottom.</param>
/// <param name="Y">Along the left side.</param>
/// <param name="Marks">From the lowest to the topmost.</param>
internal sealed record Panel(string Title, Axis X, Axis Y, params IReadOnlyList<Mark> Marks)
{
    /// <summary>Whether a unit is as long in both directions.</summary>
    public bool IsSquare { get; init; }

    /// <summary>Whether there are no ticks, numbers, grid lines and room for them: for maps whose coordinates do not matter.</summary>
    public bool IsBare { get; init; }

    /// <summary>The horizontal axis with the numbers that it shows.</summary>
    public Scale Across => new(X, X.Range(Bearing.Aggregate(Extent.Empty, (all, mark) => all.Union(mark.Horizontal)), IsTight));

    /// <summary>The vertical axis with the numbers that it shows.</summary>
    public Scale Up => new(Y, Y.Range(Bearing.Aggregate(Extent.Empty, (all, mark) => all.Union(mark.Vertical)), IsTight));

    /// <summary>Whether the marks fill it.</summary>
    public bool IsTight => Marks.Any(mark => mark.IsTight);

    /// <summary>What the ranges come from: what lies over a map does not make the map smaller.</summary>
    private IEnumerable<Mark> Bearing => Marks.Any(mark => mark.IsGround) ? Marks.Where(mark => mark.IsGround) : Marks;
}
