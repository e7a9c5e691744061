using System.Buffers;

namespace Hiwae.Data.Formats.Tables;

/// <summary>Finds a quote that is opened and never closed: everything behind it would be one cell.</summary>
internal static class CsvQuotes
{
    private const int Block = 1 << 16;

    private static readonly SearchValues<char> Signs = SearchValues.Create("\"\n");

    /// <summary>The line, from 1, of the quote that is open where the text ends; null where none is.</summary>
    public static int? OpenIn(TextReader text)
    {
        var buffer = new char[Block];
        var (line, opened, isOpen) = (1, 0, false);
        int count;
        while ((count = text.ReadBlock(buffer)) > 0)
        {
            var rest = buffer.AsSpan(0, count);
            for (var at = rest.IndexOfAny(Signs); at >= 0; at = rest.IndexOfAny(Signs))
            {
                if (rest[at] == '\n')
                    line++;
                else
                    (opened, isOpen) = (isOpen ? opened : line, !isOpen);
                rest = rest[(at + 1)..];
            }
        }

        return isOpen ? opened : null;
    }
}
