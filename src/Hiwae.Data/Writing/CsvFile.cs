namespace Hiwae.Data.Writing;

/// <summary>A column of texts.</summary>
/// <param name="Name">Its title.</param>
/// <param name="Cells">Its cells; an empty one is missing.</param>
public sealed record TextColumn(string Name, IReadOnlyList<string> Cells);

/// <summary>Tables with commas between cells (RFC 4180): a title for each column, lines that end in a line feed, cells in quotes where they hold a comma, a quote or a line's end.</summary>
public static class CsvFile
{
    /// <summary>Writes a table.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">At least one; all of as many cells.</param>
    /// <exception cref="ArgumentException">There is no column, or they differ in length.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public static void Write(string path, IReadOnlyList<TextColumn> columns)
    {
        if (columns.Count == 0 || columns.Any(column => column.Cells.Count != columns[0].Cells.Count))
            throw new ArgumentException("A table needs a column, and as many cells in each.", nameof(columns));
        using var writer = new StreamWriter(path) { NewLine = "\n" };
        writer.WriteLine(string.Join(',', columns.Select(column => Quoted(column.Name))));
        for (var row = 0; row < columns[0].Cells.Count; row++)
            writer.WriteLine(string.Join(',', columns.Select(column => Quoted(column.Cells[row]))));
    }

    private static string Quoted(string cell) => cell.AsSpan().IndexOfAny("\",\r\n") < 0 ? cell : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
