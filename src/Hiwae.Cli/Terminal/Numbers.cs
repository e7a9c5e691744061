namespace Hiwae.Cli.Terminal;

/// <summary>Numbers as people read them, the same in every culture.</summary>
internal static class Numbers
{
    /// <summary>With so many decimals; a dash where there is none.</summary>
    public static string Text(double? value, int decimals = 2) => value is { } number && double.IsFinite(number)
        ? number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
        : "–";

    /// <summary>With three significant digits; a dash where there is none.</summary>
    public static string Significant(double value) => Math.Abs(value) switch
    {
        _ when !double.IsFinite(value) => "–",
        0 => "0",
        >= 100_000 or < 0.001 => value.ToString("0.##e+0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        var size => value.ToString("F" + (2 - (int)Math.Floor(Math.Log10(size))).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
    };

    /// <summary>With thousands apart.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The value, or null where JSON has no word for it.</summary>
    public static double? Finite(double value) => double.IsFinite(value) ? value : null;
}
