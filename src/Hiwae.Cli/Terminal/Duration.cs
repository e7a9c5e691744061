namespace Hiwae.Cli.Terminal;

/// <summary>Times as people read them.</summary>
internal static class Duration
{
    /// <summary>Such as 0:07, 12:30 or 1:02:03.</summary>
    public static string Text(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{(long)time.TotalHours}:{time.Minutes:D2}:{time.Seconds:D2}")
        : string.Create(CultureInfo.InvariantCulture, $"{time.Minutes}:{time.Seconds:D2}");
}
