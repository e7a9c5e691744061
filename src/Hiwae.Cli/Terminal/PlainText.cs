using System.Text;

namespace Hiwae.Cli.Terminal;

/// <summary>Text of a file as a message may have it.</summary>
internal static class PlainText
{
    private const int Longest = 200;

    /// <summary>The text, cut off where it is long, with a mark in place of what would steer a terminal.</summary>
    public static string Of(string text)
    {
        var shown = new StringBuilder();
        foreach (var rune in text.AsSpan(0, Math.Min(text.Length, Longest)).EnumerateRunes())
        {
            shown.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator
                ? "�"
                : rune.ToString());
        }

        return (text.Length > Longest ? shown.Append('…') : shown).ToString();
    }
}
