using Spectre.Console;

namespace Hiwae.Cli.Terminal;

/// <summary>Tables on standard output.</summary>
internal static class Tables
{
    private const int WidthOfPlainText = 160;

    /// <summary>Writes a table; the first column is aligned to the left, numbers to the right.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="columns">Titles; one that begins with '>' is aligned to the right.</param>
    /// <param name="rows">As many cells as columns.</param>
    public static void Write(TextWriter writer, IReadOnlyList<string> columns, IEnumerable<IReadOnlyList<string>> rows)
    {
        var output = new AnsiConsoleOutput(writer);
        var console = AnsiConsole.Create(new() { Out = output });
        if (!output.IsTerminal)
            console.Profile.Width = WidthOfPlainText;
        var table = new Table { Border = TableBorder.Simple };
        foreach (var title in columns)
        {
            var column = new TableColumn(Markup.Escape(title.TrimStart('>')));
            table.AddColumn(title.StartsWith('>') ? column.RightAligned() : column);
        }

        foreach (var row in rows)
            table.AddRow([.. row.Select(Markup.Escape)]);
        console.Write(table);
    }

    /// <summary>Writes columns without titles or lines, each as wide as its widest cell, two spaces apart.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="rows">As many cells in each.</param>
    /// <param name="margin">The beginning of each line.</param>
    public static void WriteColumns(TextWriter writer, IEnumerable<IReadOnlyList<string>> rows, string margin = "")
    {
        var all = rows.ToArray();
        var widths = Enumerable.Range(0, all.Length == 0 ? 0 : all[0].Count).Select(c => all.Max(r => r[c].Length)).ToArray();
        foreach (var row in all)
            writer.WriteLine((margin + string.Join("  ", row.Select((cell, c) => cell.PadRight(widths[c])))).TrimEnd());
    }
}
