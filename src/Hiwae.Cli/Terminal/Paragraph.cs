namespace Hiwae.Cli.Terminal;

/// <summary>Words in lines of a width that is pleasant to read.</summary>
internal static class Paragraph
{
    private const int Width = 100;

    /// <summary>Writes a text broken between words.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="text">The words.</param>
    /// <param name="margin">What each line begins with.</param>
    /// <param name="first">What the first line begins with, as wide as the margin; the margin where null.</param>
    public static void Write(TextWriter writer, string text, string margin, string? first = null)
    {
        var line = first ?? margin;
        var isEmpty = true;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isEmpty && line.Length + 1 + word.Length > Width)
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
