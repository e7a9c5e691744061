using Spectre.Console;

namespace Hiwae.Cli.Terminal;

/// <summary>Tables on standard output. What is too wide for a line goes into several tables, one below the other, which begin with the same columns.</summary>
internal static class Tables
{
    private const int WidthOfPlainText = 160;

    private const int Unlimited = 100_000;

    // Narrower prose is a column of single words.
    private const int LeastProse = 24;

    /// <summary>Writes a table; the first column is aligned to the left, numbers to the right.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="columns">Titles; one that begins with '>' is aligned to the right.</param>
    /// <param name="rows">As many cells as columns.</param>
    /// <param name="keys">The number of columns, from the first on, that name a row.</param>
    /// <param name="groups">The first columns of those that stay together, in order; each by itself where null.</param>
    public static void Write(TextWriter writer, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows, int keys = 1, IReadOnlyList<int>? groups = null)
    {
        var all = rows.ToArray();
        var table = new TableShape(
            [.. columns.Select((title, c) => all.Select(row => Lines.Width(row[c])).Append(Lines.Width(title.TrimStart('>'))).Max())], keys, groups);
        var width = TerminalWriter.WidthOf(writer) ?? WidthOfPlainText;
        var prose = columns.Count - 1;
        if (table.Fits(Enumerable.Range(0, columns.Count), width))
            WritePart(writer, columns, all, [.. Enumerable.Range(0, columns.Count)], null);
        else if (all.Any(row => row[prose].Contains(' ')) && !columns[prose].StartsWith('>') && table.LeftFor(prose, width) is >= LeastProse and var left)
            WritePart(writer, columns, all, [.. Enumerable.Range(0, columns.Count)], left);
        else if (table.Parts(width) is { } parts)
            parts.ForEach(part => WritePart(writer, columns, all, part, null));
        else
            WriteBlocks(writer, columns, all, keys);
    }

    /// <summary>Writes columns without titles or lines, each as wide as its widest cell, two spaces apart; the last is broken between words under itself.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="rows">As many cells in each.</param>
    /// <param name="margin">The beginning of each line.</param>
    public static void WriteColumns(TextWriter writer, IEnumerable<IReadOnlyList<string>> rows, string margin = "")
    {
        var all = rows.ToArray();
        var widths = Enumerable.Range(0, all.Length == 0 ? 0 : all[0].Count).Select(c => all.Max(r => Lines.Width(r[c]))).ToArray();
        foreach (var row in all)
        {
            var before = margin + string.Concat(row.Take(row.Count - 1).Select((cell, c) => Lines.Padded(cell, widths[c] + 2)));
            var room = TerminalWriter.WidthOf(writer) is { } width ? width - Lines.Width(before) : int.MaxValue;
            var lines = room < LeastProse ? [row[^1]] : Lines.Broken(row[^1], room);
            foreach (var (i, line) in lines.Index())
                writer.WriteLine(((i == 0 ? before : new string(' ', Lines.Width(before))) + line).TrimEnd());
        }
    }

    private static void WritePart(TextWriter writer, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows, IReadOnlyList<int> part, int? lastWidth)
    {
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(TerminalWriter.Unbroken(writer)), Ansi = AnsiSupport.No });
        console.Profile.Width = Unlimited; // The parts are as wide as may be.
        var table = new Table { Border = TableBorder.Simple };
        foreach (var c in part)
        {
            var column = new TableColumn(Markup.Escape(columns[c].TrimStart('>')));
            if (c == part[^1] && lastWidth is { } width)
                column.Width(width);
            else
                column.NoWrap();
            table.AddColumn(columns[c].StartsWith('>') ? column.RightAligned() : column);
        }

        foreach (var row in rows)
            table.AddRow([.. part.Select(c => Markup.Escape(row[c]))]);
        console.Write(table);
    }

    /// <summary>A block for each row: for names that leave no room for a number beside them.</summary>
    private static void WriteBlocks(TextWriter writer, IReadOnlyList<string> columns, IReadOnlyList<IReadOnlyList<string>> rows, int keys)
    {
        foreach (var row in rows)
        {
            writer.WriteLine(string.Join("  ", row.Take(keys)));
            WriteColumns(writer, columns.Zip(row).Skip(keys).Select(pair => (string[])[pair.First.TrimStart('>'), pair.Second]), "    ");
            writer.WriteLine();
        }
    }
}

/// <summary>How wide the columns of a table are.</summary>
/// <param name="Widths">The columns of text that each takes.</param>
/// <param name="Keys">The number of columns, from the first on, that name a row.</param>
/// <param name="Groups">The first columns of those that stay together; each by itself where null.</param>
internal sealed record TableShape(IReadOnlyList<int> Widths, int Keys, IReadOnlyList<int>? Groups)
{
    // A space and a line of the border, which is a space, on each side.
    private const int Gap = 3;

    /// <summary>Whether some of the columns fit side by side.</summary>
    public bool Fits(IEnumerable<int> columns, int width) => columns.Sum(c => Widths[c] + Gap) + 1 <= width;

    /// <summary>The room that the others leave to one column.</summary>
    public int LeftFor(int column, int width) => width - 1 - Widths.Index().Where(w => w.Index != column).Sum(w => w.Item + Gap) - Gap;

    /// <summary>The columns of each table, whose first ones are the keys; null where a group of columns does not fit beside them.</summary>
    public List<IReadOnlyList<int>>? Parts(int width)
    {
        int[] keys = [.. Enumerable.Range(0, Keys)];
        var parts = new List<IReadOnlyList<int>>();
        List<int> part = [.. keys];
        int[] starts = [.. Groups ?? [.. Enumerable.Range(Keys, Widths.Count - Keys)], Widths.Count];
        foreach (var (start, end) in starts.Zip(starts.Skip(1)))
        {
            int[] group = [.. Enumerable.Range(start, end - start)];
            if (part.Count > Keys && !Fits(part.Concat(group), width))
            {
                parts.Add(part);
                part = [.. keys];
            }

            part.AddRange(group);
            if (!Fits(part, width))
                return null;
        }

        parts.Add(part);
        return parts;
    }
}
