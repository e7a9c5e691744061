using System.Text;
using System.Xml.Linq;

namespace Hiwae.Cli.Pictures.Svg;

/// <summary>Points joined by straight lines, with error bars where there are errors; one that is not finite leaves a gap.</summary>
/// <param name="X">Horizontal.</param>
/// <param name="Y">Vertical, as many.</param>
internal sealed record Curve(IReadOnlyList<double> X, IReadOnlyList<double> Y) : Mark
{
    private const double Cap = 3;

    /// <summary>The colour of all.</summary>
    public Colour Colour { get; init; } = Colour.Of(0);

    /// <summary>Half the length of each error bar, as many as there are points; null where there are none.</summary>
    public IReadOnlyList<double>? Errors { get; init; }

    /// <summary>Whether the line is broken.</summary>
    public bool IsDashed { get; init; }

    /// <summary>The discs at the points, in pixels; 0 for none.</summary>
    public double Radius { get; init; } = 3;

    /// <inheritdoc/>
    public override Colour Key => Colour;

    /// <inheritdoc/>
    public override Extent Horizontal => Extent.Of(X);

    /// <inheritdoc/>
    public override Extent Vertical => Errors is null
        ? Extent.Of(Y)
        : Extent.Of(Y.Zip(Errors, (y, e) => y - e)).Union(Extent.Of(Y.Zip(Errors, (y, e) => y + e))).Union(Extent.Of(Y));

    /// <inheritdoc/>
    public override IEnumerable<XElement> Draw(Frame frame)
    {
        yield return Elements.Of(
            "path",
            Elements.At("d", Path(frame)),
            Elements.At("fill", "none"),
            Elements.At("stroke", Colour),
            Elements.At("stroke-width", 1.8),
            IsDashed ? Elements.At("stroke-dasharray", "6 4") : null);
        for (var i = 0; i < X.Count; i++)
        {
            var (x, y) = (frame.X(X[i]), frame.Y(Y[i]));
            if (!double.IsFinite(x) || !double.IsFinite(y))
                continue;
            if (Errors is not null && double.IsFinite(Errors[i]))
            {
                foreach (var element in ErrorBar(x, frame.Y(Y[i] - Errors[i]), frame.Y(Y[i] + Errors[i]), frame))
                    yield return element;
            }

            if (Radius > 0)
                yield return Elements.Disc(x, y, Radius, Colour);
        }
    }

    private IEnumerable<XElement> ErrorBar(double x, double low, double high, Frame frame)
    {
        // On a logarithmic axis a bar may reach down to what has no logarithm: it then ends at the bottom.
        low = double.IsFinite(low) ? low : frame.Top + frame.Height;
        yield return Elements.Line(x, low, x, high, Colour);
        yield return Elements.Line(x - Cap, low, x + Cap, low, Colour);
        yield return Elements.Line(x - Cap, high, x + Cap, high, Colour);
    }

    private string Path(Frame frame)
    {
        var path = new StringBuilder();
        var isOpen = false;
        for (var i = 0; i < X.Count; i++)
        {
            var (x, y) = (frame.X(X[i]), frame.Y(Y[i]));
            var isFinite = double.IsFinite(x) && double.IsFinite(y);
            if (isFinite)
                path.Append(isOpen ? 'L' : 'M').Append(Elements.Number(x)).Append(' ').Append(Elements.Number(y));
            isOpen = isFinite;
        }

        return path.ToString();
    }
}
