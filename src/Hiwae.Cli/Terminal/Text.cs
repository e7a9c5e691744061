namespace Hiwae.Cli.Terminal;

/// <summary>Numbers as people read them, the same in every culture.</summary>
internal static class Numbers
{
    /// <summary>A number with a fixed count of decimals; a dash where it is missing or not finite.</summary>
    public static string Text(double? value, int decimals = 2) => value is { } number && double.IsFinite(number)
        ? WithoutSignOfZero(number.ToString("F" + decimals.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
        : "–";

    /// <summary>A standard error with a fixed count of decimals; <c>unknown</c> where there is none, as for the mean of one value.</summary>
    public static string Error(double? value, int decimals = 2) => Finite(value) is { } known ? Text(known, decimals) : "unknown";

    /// <summary>A number with three significant digits; a dash where it is not finite.</summary>
    public static string Significant(double value) => Math.Abs(value) switch
    {
        _ when !double.IsFinite(value) => "–",
        0 => "0",
        >= 100_000 or < 0.001 => value.ToString("0.##e+0", CultureInfo.InvariantCulture),
        >= 100 => value.ToString("F0", CultureInfo.InvariantCulture),
        var size => value.ToString("F" + (2 - (int)Math.Floor(Math.Log10(size))).ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture),
    };

    private static string WithoutSignOfZero(string text) => text.AsSpan().IndexOfAnyExcept('-', '0', '.') < 0 ? text.TrimStart('-') : text;

    /// <summary>A count with separators of thousands.</summary>
    public static string Count(long value) => value.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>The value; null where it is not finite, for which JSON has no word.</summary>
    public static double? Finite(double? value) => value is { } number && double.IsFinite(number) ? number : null;
}

/// <summary>Times as people read them.</summary>
internal static class Duration
{
    /// <summary>Such as 0:07, 12:30 or 1:02:03.</summary>
    public static string Text(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}");
}
