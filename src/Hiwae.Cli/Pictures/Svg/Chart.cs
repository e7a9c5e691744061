using System.Xml.Linq;

namespace Hiwae.Cli.Pictures.Svg;

/// <summary>A picture of one or more panels in a grid, as a file in the format SVG that needs nothing besides itself.</summary>
/// <param name="Title">Above all panels.</param>
/// <param name="Panels">Row by row.</param>
internal sealed record Chart(string Title, params IReadOnlyList<Panel> Panels)
{
    private const double Margin = 12;
    private const double TitleHeight = 30;

    /// <summary>Panels in a row; all of them where there are fewer.</summary>
    public int Columns { get; init; } = 3;

    /// <summary>Pixels of a panel with its axes.</summary>
    public double PanelWidth { get; init; } = 400;

    /// <summary>Pixels of a panel with its axes.</summary>
    public double PanelHeight { get; init; } = 320;

    /// <summary>The file's text.</summary>
    public string ToSvg() => "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n" + Draw() + "\n";

    /// <summary>Writes the file.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Save(string path) => File.WriteAllText(path, ToSvg());

    private XElement Draw()
    {
        var columns = Math.Max(1, Math.Min(Columns, Panels.Count));
        var rows = (Panels.Count + columns - 1) / columns;
        var width = (2 * Margin) + (columns * PanelWidth);
        var height = (2 * Margin) + TitleHeight + (rows * PanelHeight);
        return Elements.Of(
            "svg",
            Elements.At("viewBox", $"0 0 {Elements.Number(width)} {Elements.Number(height)}"),
            Elements.At("width", width),
            Elements.At("height", height),
            Elements.At("font-family", "system-ui, 'Helvetica Neue', Arial, 'DejaVu Sans', sans-serif"),
            Elements.At("role", "img"),
            Elements.Of("title", Title),
            Elements.Rectangle(0, 0, width, height, Colour.White), // Readable on a dark page too.
            Elements.Text(width / 2, Margin + 16, Title, TextSize.Fitting(Title, 16, width - Margin)),
            Panels.Select((panel, i) => new PanelDrawing(panel, $"panel-{i}").Draw(
                Margin + (i % columns * PanelWidth), Margin + TitleHeight + (i / columns * PanelHeight), PanelWidth, PanelHeight)));
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
}
