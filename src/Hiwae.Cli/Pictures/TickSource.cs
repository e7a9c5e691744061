using ScottPlot;

namespace Hiwae.Cli.Pictures;

/// <summary>The ticks along a side of a plot, as many as there is room for; no text is over another.</summary>
internal sealed class TickSource(Scale scale) : ITickGenerator
{
    // Units between two ticks, and between two texts.
    private const float ApartAcross = 60;
    private const float ApartUp = 42;
    private const float Gap = 5;
    private const float Angle = 30;

    /// <inheritdoc/>
    public ScottPlot.Tick[] Ticks { get; private set; } = [];

    /// <inheritdoc/>
    public int MaxTickCount { get; set; } = 1000;

    /// <summary>Units that slanted texts take below the line of texts that are not; 0 where they are not slanted.</summary>
    public float Drop { get; private set; }

    /// <summary>Units that the first of slanted texts needs to the left of its tick.</summary>
    public float Overhang { get; private set; }

    /// <inheritdoc/>
    public void Regenerate(CoordinateRange range, Edge edge, PixelLength size, Paint paint, LabelStyle labelStyle)
    {
        var isAcross = edge is Edge.Bottom or Edge.Top;
        var chosen = scale.Axis.Ticks
            ?? Pictures.Ticks.In(scale.Range, scale.Axis.IsLogarithmic, Math.Max(2, (int)(size.Length / (isAcross ? ApartAcross : ApartUp))), scale.Axis.IsWhole);
        var shown = scale.Ends.Padded(1e-6);
        Ticks = [.. chosen.Select(tick => new ScottPlot.Tick(scale.At(tick.Position), tick.Label)).Where(tick => tick.Position >= shown.Low && tick.Position <= shown.High).OrderBy(tick => tick.Position)];
        if (!isAcross || size.Length <= 0)
        {
            Ticks = [.. Ticks, .. Minor()];
            return;
        }

        float Wide(ScottPlot.Tick tick) => Lettering.Width(tick.Label, labelStyle.FontSize);
        bool IsOver(ScottPlot.Tick left, ScottPlot.Tick right) =>
            ((Wide(left) + Wide(right)) / 2) + Gap > (right.Position - left.Position) / scale.Ends.Length * size.Length;
        if (scale.Axis.Ticks is null || scale.Axis.IsLogarithmic)
        {
            Ticks = [.. Sparse(Ticks, IsOver), .. Minor()];
            return;
        }

        // Names are never left out: where they are too long to stand beside each other, they are slanted.
        var named = Ticks.Where(tick => tick.Label.Length > 0).ToArray();
        var isSlanted = named.Zip(named.Skip(1)).Any(pair => IsOver(pair.First, pair.Second));
        var widest = named.Select(Wide).DefaultIfEmpty(0).Max();
        Drop = isSlanted ? widest * MathF.Sin(Angle * MathF.PI / 180) : 0;
        Overhang = isSlanted ? widest * MathF.Cos(Angle * MathF.PI / 180) : 0;
        (labelStyle.Rotation, labelStyle.Alignment) = isSlanted ? (-Angle, Alignment.MiddleRight) : (0, Alignment.UpperCenter);
    }

    /// <summary>Marks between the numbers of a logarithmic axis.</summary>
    private IEnumerable<ScottPlot.Tick> Minor() => scale.Axis is { IsLogarithmic: true, Ticks: null }
        ? Pictures.Ticks.Between(scale.Range).Select(value => ScottPlot.Tick.Minor(scale.At(value)))
        : [];

    /// <summary>Without the numbers of those that would be over the one before them.</summary>
    private static ScottPlot.Tick[] Sparse(ScottPlot.Tick[] ticks, Func<ScottPlot.Tick, ScottPlot.Tick, bool> isOver)
    {
        var kept = new List<ScottPlot.Tick>();
        ScottPlot.Tick? last = null;
        foreach (var tick in ticks)
        {
            var isLeftOut = last is { } before && isOver(before, tick);
            kept.Add(isLeftOut ? new(tick.Position, "") : tick);
            last = isLeftOut ? last : tick;
        }

        return [.. kept];
    }
}
