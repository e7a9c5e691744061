using System.Text;

namespace Hiwae.Files;

/// <summary>Text of a file as a message may have it: not long, and without characters that steer a terminal.</summary>
internal static class Quotation
{
    private const int Longest = 100;

    /// <summary>The text, cut off where it is long, with each control or invisible character as its code.</summary>
    public static string Of(string text, int longest = Longest)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, longest)).EnumerateRunes())
        {
            if (Steers(rune))
                shown.Append(System.Globalization.CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}");
            else
                shown.Append(rune);
        }

        return (text.Length > longest ? shown.Append('…') : shown).ToString();
    }

    /// <summary>The same of bytes that should be UTF-8.</summary>
    public static string Of(ReadOnlySpan<byte> text) => Of(Encoding.UTF8.GetString(text[..Math.Min(text.Length, 4 * Longest)]));

    /// <summary>Whether nothing in the text steers a terminal.</summary>
    public static bool IsPlain(string text) => !text.EnumerateRunes().Any(Steers);

    private static bool Steers(Rune rune) => Rune.GetUnicodeCategory(rune) is System.Globalization.UnicodeCategory.Control
        or System.Globalization.UnicodeCategory.Format or System.Globalization.UnicodeCategory.LineSeparator
        or System.Globalization.UnicodeCategory.ParagraphSeparator || rune == Rune.ReplacementChar;
}
