namespace Hiwae.Cli.Terminal;

/// <summary>The plate of samples in words.</summary>
internal static class Plates
{
    /// <summary>Such as <c>K = 5</c> or, where heads draw several times each, <c>K = 10, 2 from each of 5 heads</c>.</summary>
    /// <param name="samples">K.</param>
    /// <param name="heads">S; 1 or null where that is not to be said.</param>
    public static string Text(int samples, int? heads) => heads is > 1 and var count && count < samples
        ? string.Create(CultureInfo.InvariantCulture, $"K = {samples}, {samples / count} from each of {count} heads")
        : string.Create(CultureInfo.InvariantCulture, $"K = {samples}");
}
