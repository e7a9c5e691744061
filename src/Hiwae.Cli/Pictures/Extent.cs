namespace Hiwae.Cli.Pictures;

/// <summary>An interval of numbers.</summary>
/// <param name="Low">The lower end.</param>
/// <param name="High">The upper end.</param>
internal readonly record struct Extent(double Low, double High)
{
    /// <summary>No number at all: the union with another is the other.</summary>
    public static Extent Empty { get; } = new(double.PositiveInfinity, double.NegativeInfinity);

    /// <summary>The length.</summary>
    public double Length => High - Low;

    /// <summary>Symmetric about zero.</summary>
    public static Extent Symmetric(double bound) => new(-bound, bound);

    /// <summary>The smallest that holds all values that are finite.</summary>
    public static Extent Of(IEnumerable<double> values) =>
        values.Where(double.IsFinite).Aggregate(Empty, (extent, value) => extent.Union(new(value, value)));

    /// <summary>The smallest that holds both.</summary>
    public Extent Union(Extent other) => new(Math.Min(Low, other.Low), Math.Max(High, other.High));

    /// <summary>Longer by a fraction at both ends.</summary>
    public Extent Padded(double fraction) => new(Low - (fraction * Length), High + (fraction * Length));

    /// <summary>One of several parts of equal length.</summary>
    /// <param name="index">From 0 at the lower end.</param>
    /// <param name="count">The number of parts.</param>
    public Extent Part(int index, int count) => new(Low + (Length * index / count), Low + (Length * (index + 1) / count));

    /// <summary>Itself, or something of positive length where it has none.</summary>
    public Extent Usable() => (Low, High) switch
    {
        _ when !double.IsFinite(Length) => new(0, 1),
        _ when Length > 1e-12 * Math.Max(Math.Abs(Low), Math.Abs(High)) => this,
        (0, 0) => new(-1, 1),
        _ => new(Low - (0.1 * Math.Abs(Low)), High + (0.1 * Math.Abs(High))),
    };
}
