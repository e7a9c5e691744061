using System.Text;
using Hiwae.Files;
using nietras.SeparatedValues;

namespace Hiwae.Data.Formats.Tables;

/// <summary>Reads tables of text: cells with commas, semicolons, tabs, bars or single spaces between them, in quotes where they need them.</summary>
internal static class CsvReader
{
    private const int Sample = 1 << 16;
    private const int MostColumns = 100_000;
    private const string Remedy = "write as many cells on each line, with quotes around those that hold a separator";

    /// <summary>The table of a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="hasHeader">Whether the first line has the names of the columns; null to find out.</param>
    /// <exception cref="DataFormatException">The file is missing, no table, or its cells are not clear.</exception>
    public static DataTable Read(string path, bool? hasHeader = null) => DataFile.Read(path, stream =>
    {
        try
        {
            return Read(path, stream, hasHeader);
        }
        catch (DecoderFallbackException e)
        {
            throw new DataFormatException(path, null, "the text is not UTF-8", "save it as UTF-8", e);
        }
        catch (Exception e) when (e is InvalidDataException or NotSupportedException or ArgumentException)
        {
            throw new DataFormatException(path, null, $"this is no table ({Quotation.Of(e.Message)})", Remedy, e);
        }
    });

    private static DataTable Read(string path, Stream stream, bool? hasHeader)
    {
        using (var text = Text(stream))
        {
            if (CsvQuotes.OpenIn(text) is { } line)
                throw new DataFormatException(path, null, $"a quote is opened in line {line} and never closed", "close it, or write it twice within a cell in quotes where it is meant as a sign");
        }

        var separator = SeparatorOf(stream);
        var (first, second) = Start(path, stream, separator);
        var header = hasHeader ?? CsvDialect.IsHeader(first, second);
        var (columns, rows) = Look(path, stream, separator, header ? first : [.. first.Select(_ => "")], header);
        if (rows == 0)
            throw new DataFormatException(path, null, header ? "there is a line of names, but none of data" : "there is no line of data", "write a row a line");
        foreach (var column in columns)
            column.Begin(rows);
        using var reader = Open(stream, separator);
        var (at, isFirst) = (0, true);
        foreach (var row in reader)
        {
            if (IsBlank(row) || (isFirst && header))
            {
                isFirst &= IsBlank(row);
                continue;
            }

            isFirst = false;
            for (var i = 0; i < columns.Length; i++)
                columns[i].Take(row[i], at, rows);
            at++;
        }

        return new(path, rows, [.. columns.Select(column => column.End())]);
    }

    /// <summary>The cells of the first two lines; none where there are no such lines.</summary>
    private static (string[] First, string[] Second) Start(string path, Stream stream, char separator)
    {
        using var reader = Open(stream, separator);
        string[]? first = null;
        foreach (var row in reader)
        {
            if (IsBlank(row))
                continue;
            if (row.ColCount > MostColumns && first is null)
                throw new DataFormatException(path, null, $"there are more than {MostColumns} columns", "turn rows into columns, or take fewer");
            var cells = new string[Math.Min(row.ColCount, MostColumns)];
            for (var i = 0; i < cells.Length; i++)
                cells[i] = row[i].Span.Trim().ToString();
            if (first is not null)
                return (first, cells);
            first = cells;
        }

        return (first ?? [], []);
    }

    private static (CsvColumn[] Columns, int Rows) Look(string path, Stream stream, char separator, string[] names, bool hasHeader)
    {
        using var reader = Open(stream, separator);
        CsvColumn[] columns = [.. ColumnNames.Of(path, names).Select(name => new CsvColumn(path, name))];
        var (isFirst, rows) = (true, 0);
        foreach (var row in reader)
        {
            if (IsBlank(row) || (isFirst && hasHeader))
            {
                isFirst &= IsBlank(row);
                continue;
            }

            isFirst = false;
            if (row.ColCount != columns.Length)
                throw new DataFormatException(path, null, $"line {LineOf(row)} has {row.ColCount} cells where the first has {columns.Length}", Remedy);
            for (var i = 0; i < columns.Length; i++)
                columns[i].Look(row[i], LineOf(row));
            rows++;
        }

        return (columns, rows);
    }

    // The reader says 2 of the first row, and the right line of every other.
    private static int LineOf(SepReader.Row row) => row.RowIndex == 0 ? 1 : row.LineNumberFrom;

    private static bool IsBlank(SepReader.Row row) => row.ColCount == 1 && row[0].Span.IsWhiteSpace();

    private static char SeparatorOf(Stream stream)
    {
        var start = new char[Sample];
        using var reader = Text(stream);
        var count = reader.ReadBlock(start);
        return CsvDialect.Separator(start.AsSpan(0, count), isWhole: count < start.Length);
    }

    private static SepReader Open(Stream stream, char separator) => new Sep(separator)
        .Reader(options => options with { HasHeader = false, DisableColCountCheck = true, Unescape = true })
        .From(Text(stream));

    private static StreamReader Text(Stream stream)
    {
        stream.Position = 0;
        return new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true), detectEncodingFromByteOrderMarks: true, leaveOpen: true);
    }
}
