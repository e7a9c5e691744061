using Hiwae.Files;
using Parquet.Meta;

namespace Hiwae.Data.Formats.Tables;

/// <summary>Looks at the heads of a column's pages before they are read: what they promise is what memory is taken for.</summary>
internal static class ParquetPages
{
    private const int LongestHead = 1 << 16;
    private const string Remedy = "write it again, with pandas' to_parquet or the like";

    // As far as any real page is compressed, and what is small enough for any.
    private const long Doubtful = 1000;
    private const long Harmless = 1 << 20;

    // The fields of a page's head, and of the heads in it for each kind of page.
    private static readonly (int, int) Unpacked = (0, 2);
    private static readonly (int, int) Packed = (0, 3);
    private static readonly (int, int)[] Counts = [(5, 1), (7, 1), (8, 1), (8, 2), (8, 3), (8, 5), (8, 6)];

    /// <summary>Checks the pages of a column.</summary>
    /// <param name="path">The file's path in messages.</param>
    /// <param name="name">The column's name.</param>
    /// <param name="stream">The file; its place is lost.</param>
    /// <param name="column">Where the pages are.</param>
    /// <exception cref="DataFormatException">One is not whole, or promises more than it can hold.</exception>
    public static void Check(string path, string name, Stream stream, ColumnMetaData column)
    {
        DataFormatException Damaged(long place, string found) => new(path, place, $"a page of the column {Quotation.Of(name)} {found}", Remedy);
        var place = Math.Min(column.DataPageOffset, column.DictionaryPageOffset is > 0 and { } dictionary ? dictionary : long.MaxValue);
        var buffer = new byte[512];
        for (long values = 0; values < column.NumValues;)
        {
            if (place < 4 || place >= stream.Length)
                throw Damaged(place, "is outside of the file");
            stream.Position = place;
            var read = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false);
            if (ThriftStruct.Read(buffer.AsSpan(0, read)) is not var (numbers, length))
            {
                // Statistics may have long texts.
                if (read < buffer.Length || buffer.Length >= LongestHead)
                    throw Damaged(place, "has no head that can be read");
                buffer = new byte[LongestHead];
                continue;
            }

            var (unpacked, packed) = (numbers.GetValueOrDefault(Unpacked, -1), numbers.GetValueOrDefault(Packed, -1));
            if (packed < 0 || packed > stream.Length - place - length || unpacked < 0 || unpacked > Math.Max(Harmless, Doubtful * packed))
                throw Damaged(place, $"promises {unpacked} bytes in {packed}, of {stream.Length - place - length} that are left");
            if (Counts.Any(count => numbers.TryGetValue(count, out var some) && (some < 0 || some > Math.Max(column.NumValues, unpacked))))
                throw Damaged(place, $"promises more values than the {column.NumValues} of its column");
            values += numbers.GetValueOrDefault((5, 1)) + numbers.GetValueOrDefault((8, 1));
            place += length + packed;
        }
    }
}
