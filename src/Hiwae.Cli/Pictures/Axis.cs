namespace Hiwae.Cli.Pictures;

/// <summary>The axis along a side of a panel.</summary>
/// <param name="Label">The quantity, with its unit.</param>
internal sealed record Axis(string Label)
{
    /// <summary>The first number; deduced from the marks where null.</summary>
    public double? Low { get; init; }

    /// <summary>The last number; deduced from the marks where null.</summary>
    public double? High { get; init; }

    /// <summary>Whether equal ratios have equal lengths; every number is then positive.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether numbers grow to the left, or downwards.</summary>
    public bool IsReversed { get; init; }

    /// <summary>Whether there are no numbers between whole ones: for counts and epochs.</summary>
    public bool IsWhole { get; init; }

    /// <summary>The ticks; round numbers where null.</summary>
    public IReadOnlyList<Tick>? Ticks { get; init; }

    /// <summary>An axis with a name in the middle of each unit interval from 0 on: for the rows and columns of a small matrix.</summary>
    /// <param name="label">The kind of the names.</param>
    /// <param name="names">One for each interval, which has no tick where it is empty.</param>
    public static Axis OfNames(string label, IEnumerable<string> names)
    {
        Tick[] ticks = [.. names.Select((name, i) => new Tick(i + 0.5, name))];
        return new(label) { Low = 0, High = ticks.Length, Ticks = [.. ticks.Where(tick => tick.Label.Length > 0)] };
    }

    /// <summary>The numbers that the axis shows.</summary>
    /// <param name="marks">The range of the marks.</param>
    /// <param name="isTight">Whether there is no room at the ends.</param>
    public Extent Range(Extent marks, bool isTight)
    {
        // Numbers that a logarithm does not take are not shown.
        if (IsLogarithmic)
        {
            var exponents = new Extent(Math.Log(Low ?? marks.Low), Math.Log(High ?? marks.High)).Usable();
            var padded = isTight ? exponents : exponents.Padded(0.04);
            return new(Low ?? Math.Exp(padded.Low), High ?? Math.Exp(padded.High));
        }

        var free = isTight ? marks.Usable() : marks.Usable().Padded(0.04);
        return new Extent(Low ?? free.Low, High ?? free.High).Usable();
    }
}

/// <summary>Where the numbers of an axis lie: linear in the position, which grows to the right and upwards.</summary>
/// <param name="Axis">The axis.</param>
/// <param name="Range">The numbers that it shows.</param>
internal sealed record Scale(Axis Axis, Extent Range)
{
    /// <summary>The positions of the ends.</summary>
    public Extent Ends => Extent.Of([Position(Range.Low), Position(Range.High)]);

    /// <summary>The position of a number; not a number where a logarithmic axis does not have it.</summary>
    public double At(double value)
    {
        // Far outside is as invisible as further outside, and no renderer overflows.
        var (ends, position) = (Ends, Position(value));
        return double.IsFinite(position) ? Math.Clamp(position, ends.Low - (100 * ends.Length), ends.High + (100 * ends.Length)) : double.NaN;
    }

    /// <summary>The positions of the ends of an interval.</summary>
    public Extent At(Extent interval) => Extent.Of([At(interval.Low), At(interval.High)]);

    private double Position(double value)
    {
        var position = Axis.IsLogarithmic ? Math.Log10(value) : value;
        return Axis.IsReversed ? -position : position;
    }
}
