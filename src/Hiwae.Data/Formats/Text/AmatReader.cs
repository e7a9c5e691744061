using System.Buffers;
using System.Buffers.Text;
using Hiwae.Files;

namespace Hiwae.Data.Formats.Text;

/// <summary>Reads text files of numbers with spaces between them and a row a line, as the binarised MNIST of Larochelle and the sets of Montreal come (<c>.amat</c>).</summary>
internal static class AmatReader
{
    private const int BufferLength = 1 << 16;
    private const int LongestNumber = 64;
    private static readonly SearchValues<byte> Spaces = SearchValues.Create(" \t\r\n"u8);

    /// <summary>The numbers, [rows, columns], as bytes where all of them are whole and from 0 to 255.</summary>
    /// <exception cref="DataFormatException">The file is missing, holds something else than numbers, or rows of different lengths.</exception>
    public static FileArray Read(string path) => DataFile.Read(path, stream => new Reading(path, stream).Run());

    private sealed class Reading(string path, Stream stream)
    {
        private readonly byte[] buffer = new byte[BufferLength];
        private byte[] bytes = new byte[Math.Min(Array.MaxLength, Math.Max(16, (stream.Length / 2) + 1))];
        private float[]? floats;
        private int count;
        private int columns;
        private int rows;
        private int inRow;

        public FileArray Run()
        {
            for (int kept = 0; ;)
            {
                var read = stream.ReadAtLeast(buffer.AsSpan(kept), buffer.Length - kept, throwOnEndOfStream: false);
                var isEnd = read < buffer.Length - kept;
                ReadOnlySpan<byte> some = buffer.AsSpan(0, kept + read);
                var used = Take(some, isEnd);
                if (isEnd)
                    break;
                kept = some.Length - used;
                if (kept >= LongestNumber)
                    throw Fault(some[used..], "there is");
                some[used..].CopyTo(buffer);
            }

            EndRow();
            if (rows == 0)
                throw new DataFormatException(path, null, "there are no numbers in it", DataFile.Download);
            Array values = floats is null ? bytes : floats;
            if (values.Length != count)
                values = floats is null ? bytes[..count] : floats[..count];
            return new(Path.GetFileName(path), [rows, columns], values) { Path = path };
        }

        /// <summary>Takes numbers and ends of lines; the number of bytes of them, without a number at the end that may go on.</summary>
        private int Take(ReadOnlySpan<byte> some, bool isEnd)
        {
            var at = 0;
            while (at < some.Length)
            {
                if (some[at] is (byte)' ' or (byte)'\t' or (byte)'\r')
                {
                    at++;
                }
                else if (some[at] == (byte)'\n')
                {
                    EndRow();
                    at++;
                }
                else if (some[at] is >= (byte)'0' and <= (byte)'9' && at + 1 < some.Length && some[at + 1] is (byte)' ' or (byte)'\n')
                {
                    Add(some[at++] - '0');
                }
                else
                {
                    var length = some[at..].IndexOfAny(Spaces);
                    if (length < 0 && !isEnd)
                        return at;
                    var token = length < 0 ? some[at..] : some.Slice(at, length);
                    Add(Utf8Parser.TryParse(token, out double number, out var parsed) && parsed == token.Length && double.IsFinite(number) ? number : throw Fault(token, "number " + (inRow + 1) + " is"));
                    at += token.Length;
                }
            }

            return at;
        }

        private void Add(double number)
        {
            inRow++;
            if (floats is null && !(number is >= 0 and <= 255 && number == Math.Floor(number)))
            {
                floats = new float[bytes.Length];
                for (var i = 0; i < count; i++)
                    floats[i] = bytes[i];
                bytes = [];
            }

            if (floats is null)
                bytes[count++] = (byte)number;
            else
                floats[count++] = (float)number;
        }

        private void EndRow()
        {
            if (inRow == 0)
                return;
            columns = rows == 0 ? inRow : columns;
            if (inRow != columns)
                throw new DataFormatException(path, null, $"line {rows + 1} has {inRow} numbers where the first has {columns}", "write as many numbers on each line");
            (rows, inRow) = (rows + 1, 0);
        }

        private DataFormatException Fault(ReadOnlySpan<byte> token, string place) => new(
            path,
            null,
            $"{place} '{Quotation.Of(token[..Math.Min(token.Length, LongestNumber)])}' in row {rows + 1}, which is no finite number",
            "write numbers with spaces between them and a row a line; tables with names or gaps are read as CSV");
    }
}
