using Hiwae.Files;
using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Hiwae.Data.Formats.Tables;

/// <summary>Reads tables of Apache Parquet.</summary>
internal static class ParquetFile
{
    // A few bytes may stand for as many equal values as one likes: what is compressed further than any real table is a trap.
    private const long Doubtful = 200;
    private const long Harmless = 1 << 24;
    private const int MostColumns = 100_000;
    private const string Remedy = "write it again, with pandas' to_parquet or the like";

    /// <summary>What every such file begins and ends with.</summary>
    public static ReadOnlySpan<byte> Magic => "PAR1"u8;

    /// <summary>The table of a file: numbers, truth values and texts as categories, lists of one length as vectors; nulls are missing.</summary>
    /// <exception cref="DataFormatException">The file is missing or damaged, or has lists of several lengths.</exception>
    public static DataTable Read(string path) => DataFile.Read(path, stream =>
    {
        ParquetPages.CheckEnd(path, stream);
        try
        {
            return ReadAsync(path, stream).GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is not DataFormatException and not UnauthorizedAccessException)
        {
            throw new DataFormatException(path, null, $"this is no whole Parquet file ({Quotation.Of(e.Message)})", Remedy, e);
        }
    });

    private static async Task<DataTable> ReadAsync(string path, Stream stream)
    {
        await using var reader = await ParquetReader.CreateAsync(stream, leaveStreamOpen: true).ConfigureAwait(false);
        var fields = reader.Schema.GetDataFields();
        var rows = Check(path, stream.Length, reader, fields.Length);
        var columns = fields.Select(field => new ParquetColumn(path, field, rows, Math.Max(Harmless, Doubtful * stream.Length) / sizeof(float) / rows)).ToArray();
        var done = 0;
        for (var i = 0; i < reader.RowGroupCount; i++)
        {
            using var group = reader.OpenRowGroupReader(i);
            foreach (var column in columns.Where(column => column.IsRead))
            {
                if (group.GetMetadata(column.Field)?.MetaData is not { } place)
                    throw new DataFormatException(path, null, $"the column {Quotation.Of(column.Name)} is not in it", Remedy);
                ParquetPages.Check(path, column.Name, stream, place);
                using var raw = await group.ReadRawColumnDataBaseAsync(column.Field, CancellationToken.None).ConfigureAwait(false);
                column.Take(raw, done, (int)group.RowCount);
            }

            done += (int)group.RowCount;
        }

        TableColumn[] read = [.. columns.Where(column => column.IsRead).Select(column => column.End())];
        _ = ColumnNames.Of(path, [.. read.Select(column => column.Name)]);
        return new(path, rows, [.. read]) { Others = [.. columns.Where(column => !column.IsRead).Select(column => column.ToString())] };
    }

    private static int Check(string path, long length, ParquetReader reader, int columns)
    {
        long rows = 0;
        var most = Math.Min(Array.MaxLength, Math.Max(Harmless, Doubtful * length) / sizeof(double) / Math.Max(1, columns));
        foreach (var group in reader.Metadata!.RowGroups)
        {
            var largest = group.Columns.Select(column => column.MetaData?.NumValues ?? 0).DefaultIfEmpty().Max();
            rows += group.NumRows;
            if (group.NumRows < 0 || rows > most || largest < 0 || largest > Math.Max(Harmless, Doubtful * length) / sizeof(float))
                throw new DataFormatException(path, null, $"{length} bytes promise {Math.Max(rows, largest)} rows or values, more than they can be expected to hold", Remedy);
        }

        if (columns is 0 or > MostColumns || rows == 0)
            throw new DataFormatException(path, null, $"the table has {rows} rows and {columns} columns", "name a table that has data");
        return (int)rows;
    }
}
