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

    /// <summary>Checks that the description at the end of the file has no list or text that is longer than itself.</summary>
    /// <exception cref="DataFormatException">It has, or there is none.</exception>
    public static void CheckEnd(string path, Stream stream)
    {
        Span<byte> end = stackalloc byte[8];
        stream.Position = Math.Max(0, stream.Length - end.Length);
        stream.ReadAtLeast(end, end.Length, throwOnEndOfStream: false);
        var length = System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(end);
        if (!end[4..].SequenceEqual(ParquetFile.Magic) || length > stream.Length - 12)
            throw new DataFormatException(path, stream.Length, "the file does not end as a Parquet file does", DataFile.Download);
        var text = new byte[length];
        stream.Position = stream.Length - 8 - length;
        stream.ReadExactly(text);
        if (ThriftStruct.Read(text, ParquetStructure.File) is null)
            throw new DataFormatException(path, stream.Length - 8 - length, "the description of the columns at its end cannot be read", DataFile.Download);
        stream.Position = 0;
    }

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
            if (column.Codec == CompressionCodec.SNAPPY && SnappyLength(stream, place + length, numbers) is { } said && said != unpacked - Levels(numbers))
                throw Damaged(place + length, $"says that it makes {said} bytes where its head has {unpacked - Levels(numbers)}");
            values += numbers.GetValueOrDefault((5, 1)) + numbers.GetValueOrDefault((8, 1));
            place += length + packed;
        }
    }

    // Levels come before what is compressed, where a head says how long they are.
    private static long Levels(Dictionary<(int, int), long> numbers) => numbers.GetValueOrDefault((8, 5)) + numbers.GetValueOrDefault((8, 6));

    /// <summary>The length with which Snappy's data begin, and which memory is taken for; null where the page is not compressed.</summary>
    private static long? SnappyLength(Stream stream, long place, Dictionary<(int, int), long> numbers)
    {
        if (numbers.GetValueOrDefault((8, 7), 1) == 0 || numbers.GetValueOrDefault(Unpacked) == Levels(numbers))
            return null;
        Span<byte> bytes = stackalloc byte[5];
        stream.Position = place + Levels(numbers);
        var (read, at) = (stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false), 0);
        return ThriftStruct.Length(bytes[..read], ref at, out var length) ? length : long.MaxValue;
    }
}
