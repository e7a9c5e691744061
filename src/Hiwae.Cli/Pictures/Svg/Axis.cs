namespace Hiwae.Cli.Pictures.Svg;

/// <summary>What is written along a side of a panel, and how numbers lie on it.</summary>
/// <param name="Label">What the numbers are, with their unit.</param>
internal sealed record Axis(string Label)
{
    /// <summary>Where it begins; deduced from the marks where null.</summary>
    public double? Low { get; init; }

    /// <summary>Where it ends; deduced from the marks where null.</summary>
    public double? High { get; init; }

    /// <summary>Whether equal ratios have equal lengths; every number is then positive.</summary>
    public bool IsLogarithmic { get; init; }

    /// <summary>Whether numbers grow to the left, or downwards.</summary>
    public bool IsReversed { get; init; }

    /// <summary>Where there is a tick, and what it says; chosen by themselves where null.</summary>
    public IReadOnlyList<Tick>? Ticks { get; init; }

    /// <summary>An axis with a name in the middle of each unit interval from 0 on: for the rows and columns of a small matrix.</summary>
    /// <param name="label">What the names are.</param>
    /// <param name="names">One for each interval.</param>
    public static Axis OfNames(string label, IEnumerable<string> names)
    {
        Tick[] ticks = [.. names.Select((name, i) => new Tick(i + 0.5, name))];
        return new(label) { Low = 0, High = ticks.Length, Ticks = ticks };
    }

    /// <summary>The numbers that the axis shows.</summary>
    /// <param name="marks">What the marks need.</param>
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
