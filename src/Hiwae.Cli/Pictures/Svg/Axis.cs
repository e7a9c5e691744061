namespace Hiwae.Cli.Pictures.Svg;

/// <summary>The scale along a side of a panel.</summary>
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

    /// <summary>The ticks; round numbers where null.</summary>
    public IReadOnlyList<Tick>? Ticks { get; init; }

    /// <summary>An axis with a name in the middle of each unit interval from 0 on: for the rows and columns of a small matrix.</summary>
    /// <param name="label">The kind of the names.</param>
    /// <param name="names">One for each interval.</param>
    public static Axis OfNames(string label, IEnumerable<string> names)
    {
        Tick[] ticks = [.. names.Select((name, i) => new Tick(i + 0.5, name))];
        return new(label) { Low = 0, High = ticks.Length, Ticks = ticks };
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

/// <summary>A mark on an axis.</summary>
/// <param name="Position">The number where it is.</param>
/// <param name="Label">The text beside it.</param>
internal readonly record struct Tick(double Position, string Label);

/// <summary>Chooses round numbers to write along an axis.</summary>
internal static class Ticks
{
    // Beyond these a number is written with a power of ten.
    private const double MostPlain = 1e6;
    private const double LeastPlain = 1e-4;

    /// <summary>The ticks in a range: steps of 1, 2 or 5 times a power of ten; on a logarithmic axis such numbers themselves.</summary>
    /// <param name="range">The range of the axis, of positive length.</param>
    /// <param name="isLogarithmic">Whether equal ratios have equal lengths.</param>
    /// <param name="about">The number of ticks, roughly.</param>
    public static IReadOnlyList<Tick> In(Extent range, bool isLogarithmic, int about = 5)
    {
        if (isLogarithmic)
        {
            var ticks = Logarithmic(range, about);
            if (ticks.Count >= 2)
                return ticks;
        }

        var step = Step(range.Length / about);
        var first = Math.Ceiling((range.Low / step) - 1e-9);
        var count = (int)(Math.Floor((range.High / step) + 1e-9) - first) + 1;
        return [.. Enumerable.Range(0, Math.Max(0, count)).Select(i => new Tick((first + i) * step, Text((first + i) * step, step)))];
    }

    /// <summary>A number with as many decimals as a step between numbers needs.</summary>
    public static string Text(double value, double step)
    {
        if (value == 0)
            return "0";
        var size = Math.Abs(value);
        var digits = Math.Clamp((int)Math.Ceiling(Math.Log10(size / step) + 0.5), 0, 12);
        var format = Math.Max(size, step) >= MostPlain || step < LeastPlain
            ? $"0.{new string('#', digits)}e+0"
            : "F" + Decimals(step).ToString(CultureInfo.InvariantCulture);
        return value.ToString(format, CultureInfo.InvariantCulture).Replace('-', '−');
    }

    private static int Decimals(double step) => Math.Max(0, (int)Math.Ceiling(-Math.Log10(step) - 1e-9));

    private static double Step(double raw)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(raw)));
        return (raw / power) switch
        {
            < 1.5 => power,
            < 3.5 => 2 * power,
            < 7.5 => 5 * power,
            _ => 10 * power,
        };
    }

    private static IReadOnlyList<Tick> Logarithmic(Extent range, int about)
    {
        var (low, high) = ((int)Math.Floor(Math.Log10(range.Low)), (int)Math.Ceiling(Math.Log10(range.High)));
        var every = Math.Max(1, (high - low) / about);
        double[] digits = high - low <= 3 ? [1, 2, 5] : [1];
        return
        [
            .. Enumerable.Range(low, high - low + 1)
                .Where(power => (power - low) % every == 0)
                .SelectMany(power => digits.Select(digit => digit * Math.Pow(10, power)))
                .Where(value => value >= range.Low * (1 - 1e-9) && value <= range.High * (1 + 1e-9))
                .Select(value => new Tick(value, Text(value, value))),
        ];
    }
}
