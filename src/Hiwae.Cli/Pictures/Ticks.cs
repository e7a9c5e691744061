namespace Hiwae.Cli.Pictures;

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

    // Powers of ten between which there are marks.
    private const int MostMarked = 6;

    /// <summary>The ticks in a range: steps of 1, 2 or 5 times a power of ten; on a logarithmic axis such numbers themselves.</summary>
    /// <param name="range">The range of the axis, of positive length.</param>
    /// <param name="isLogarithmic">Whether equal ratios have equal lengths.</param>
    /// <param name="about">The number of ticks, roughly.</param>
    /// <param name="isWhole">Whether there are ticks at whole numbers only.</param>
    public static IReadOnlyList<Tick> In(Extent range, bool isLogarithmic, int about = 5, bool isWhole = false)
    {
        if (isLogarithmic)
        {
            var ticks = Logarithmic(range, about);
            if (ticks.Count >= 2)
                return ticks;
        }

        var step = isWhole ? Math.Max(1, Step(range.Length / about)) : Step(range.Length / about);
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
        var powers = Enumerable.Range(low, high - low + 1).Where(power => power % every == 0).ToArray();
        double[] digits = powers.Count(power => IsIn(Math.Pow(10, power))) < 2 || high - low < 3 ? [1, 2, 5] : [1];
        var isPlain = range.Low >= 5e-4 && range.High < 5e4;
        return
        [
            .. from power in powers
               from digit in digits
               let value = digit * Math.Pow(10, power)
               where IsIn(value)
               select new Tick(value, isPlain ? Text(value, value) : $"{(digit == 1 ? "" : $"{digit}·")}10{Raised(power)}"),
        ];

        bool IsIn(double value) => value >= range.Low * (1 - 1e-9) && value <= range.High * (1 + 1e-9);
    }

    /// <summary>The whole multiples of the powers of ten in a range: marks without numbers on a logarithmic axis; none where they would be too many.</summary>
    /// <param name="range">The range of the axis, positive.</param>
    public static IEnumerable<double> Between(Extent range)
    {
        var (low, high) = ((int)Math.Floor(Math.Log10(range.Low)), (int)Math.Ceiling(Math.Log10(range.High)));
        return high - low > MostMarked
            ? []
            : from power in Enumerable.Range(low, high - low + 1)
              from digit in Enumerable.Range(2, 8)
              let value = digit * Math.Pow(10, power)
              where value >= range.Low && value <= range.High
              select value;
    }

    private static string Raised(int power) =>
        string.Concat(power.ToString(CultureInfo.InvariantCulture).Select(letter => letter == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[letter - '0']));
}
