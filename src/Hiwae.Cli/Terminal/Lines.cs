using Spectre.Console;

namespace Hiwae.Cli.Terminal;

/// <summary>Lines that are broken between words.</summary>
internal static class Lines
{
    /// <summary>A line in as many as it takes; those after the first begin with its margin. A word that is longer than a line stays whole.</summary>
    /// <param name="line">One line; spaces within it stay as they are where it is not broken.</param>
    /// <param name="width">The columns that there are.</param>
    public static IEnumerable<string> Broken(string line, int width)
    {
        var text = line.TrimEnd();
        var margin = text[..(text.Length - text.TrimStart().Length)];
        while (Width(text) > width && LastBreak(text, margin.Length, width) is { } at)
        {
            yield return text[..at].TrimEnd();
            text = margin + text[at..].TrimStart();
        }

        yield return text;
    }

    /// <summary>The columns that a text takes: a mark above a letter takes none.</summary>
    public static int Width(string text) => text.Sum(letter => char.GetUnicodeCategory(letter) == UnicodeCategory.NonSpacingMark ? 0 : letter.ToString().GetCellWidth());

    /// <summary>A text filled up with spaces.</summary>
    public static string Padded(string text, int width) => text + new string(' ', Math.Max(0, width - Width(text)));

    /// <summary>The last space before which the text fits, outside parentheses where that fills half of the line, or else the first one that there is; null where there is none.</summary>
    private static int? LastBreak(string text, int from, int width)
    {
        int? last = null;
        int? outside = null;
        var depth = 0;
        for (var i = from + 1; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if (text[i] != ' ' || text[i - 1] == ' ')
                continue;
            if (last is not null && Width(text[..i]) > width)
                break;
            last = i;
            if (depth <= 0)
                outside = i;
        }

        return outside >= from + ((width - from) / 2) ? outside : last;
    }
}

/// <summary>Words in lines of a width that is pleasant to read.</summary>
internal static class Paragraph
{
    private const int Pleasant = 100;

    /// <summary>Writes a text broken between words.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="text">The words.</param>
    /// <param name="margin">The beginning of each line.</param>
    /// <param name="first">The beginning of the first line, as wide as the margin; the margin where null.</param>
    public static void Write(TextWriter writer, string text, string margin, string? first = null)
    {
        var width = Math.Min(Pleasant, TerminalWriter.WidthOf(writer) ?? Pleasant);
        var line = first ?? margin;
        var isEmpty = true;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && Lines.Width(line) + 1 + Lines.Width(word) > width)
            {
                writer.WriteLine(line);
                (line, isEmpty) = (margin, true);
            }

            line += isEmpty ? word : " " + word;
            isEmpty = false;
        }

        writer.WriteLine(line);
    }
}
