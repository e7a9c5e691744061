using System.Xml.Linq;

namespace Hiwae.Cli.Pictures.Svg;

/// <summary>The texts along the bottom of a panel, none over another.</summary>
/// <param name="Ticks">From the left or from the right.</param>
/// <param name="Place">The pixel column of a number.</param>
/// <param name="MayBeLeftOut">Whether some may go where there are too many; else all are slanted.</param>
internal sealed record TickLabels(IReadOnlyList<Tick> Ticks, Func<double, double> Place, bool MayBeLeftOut)
{
    // Pixels between two texts.
    private const double Gap = 4;

    private const double Angle = 30;

    /// <summary>The pixels of the widest text.</summary>
    public static double Widest(IEnumerable<Tick> ticks) => ticks.Select(tick => TextSize.Width(tick.Label)).DefaultIfEmpty(0).Max();

    /// <summary>Pixels that they take below the line of texts that are not slanted.</summary>
    public double Height => IsSlanted ? Math.Sin(Angle * Math.PI / 180) * Widest(Ticks) : 0;

    private Tick[] Named => [.. Ticks.Where(tick => tick.Label.Length > 0).OrderBy(tick => Place(tick.Position))];

    private bool IsSlanted => !MayBeLeftOut && Named.Zip(Named.Skip(1)).Any(pair => IsOver(pair.First, pair.Second));

    /// <summary>The texts.</summary>
    /// <param name="line">The base line of texts that are not slanted, in pixels from the top.</param>
    public IEnumerable<XElement> Draw(double line)
    {
        var isSlanted = IsSlanted;
        Tick? last = null;
        foreach (var tick in Named)
        {
            if (MayBeLeftOut && last is { } before && IsOver(before, tick))
                continue;
            last = tick;
            yield return isSlanted ? Elements.Slanted(Place(tick.Position) + 4, line - 2, tick.Label, -Angle) : Elements.Text(Place(tick.Position), line, tick.Label);
        }
    }

    private bool IsOver(Tick left, Tick right) =>
        ((TextSize.Width(left.Label) + TextSize.Width(right.Label)) / 2) + Gap > Place(right.Position) - Place(left.Position);
}

/// <summary>How wide texts are, roughly: the reader's fonts are not known, and this is as wide as the wider ones of them.</summary>
internal static class TextSize
{
    private const double Usual = 11;

    // Of the height of letters; digits of DejaVu Sans have 0.64, those of Arial 0.56.
    private const double Letter = 0.62;

    /// <summary>Pixels of a line of text.</summary>
    public static double Width(string text, double size = Usual) => Letter * size * text.Length;

    /// <summary>The size at which a line of text is no wider than its room.</summary>
    public static double Fitting(string text, double size, double room) => Math.Min(size, room / (Letter * Math.Max(1, text.Length)));
}
