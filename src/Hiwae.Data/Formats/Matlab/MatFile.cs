using System.IO.Compression;
using Hiwae.Files;

namespace Hiwae.Data.Formats.Matlab;

/// <summary>What is in a .mat file.</summary>
/// <param name="Arrays">Arrays of numbers, truth values and texts, by name; those in a structure as <c>structure.field</c>.</param>
/// <param name="Others">What is there, but is not read: <c>cells (a cell array)</c>.</param>
internal sealed record MatContent(ImmutableArray<FileArray> Arrays, ImmutableArray<string> Others);

/// <summary>Reads MATLAB's files of version 5, as MATLAB writes them with <c>-v6</c> and <c>-v7</c>, and <c>scipy.io.savemat</c>.</summary>
internal static class MatFile
{
    private const int HeadLength = 128;
    private const int MostVariables = 1000;

    /// <summary>What the files of version 7.3 begin with.</summary>
    public static ReadOnlySpan<byte> Hdf5Magic => [0x89, (byte)'H', (byte)'D', (byte)'F', 0x0D, 0x0A, 0x1A, 0x0A];

    /// <summary>Whether a file that begins so is one of version 5.</summary>
    public static bool Is(ReadOnlySpan<byte> start) => start.Length >= HeadLength && (start[124..HeadLength] is [0, 1, (byte)'I', (byte)'M'] or [1, 0, (byte)'M', (byte)'I']);

    /// <summary>Reads a file.</summary>
    /// <exception cref="DataFormatException">The file is missing, damaged, or of another version.</exception>
    public static MatContent Read(string path) => DataFile.Read(path, stream =>
    {
        var head = new byte[HeadLength];
        stream.ReadExactly(head);
        if (!Is(head))
            throw new DataFormatException(path, 124, "this is no file of MATLAB's version 5", "save it with -v7");
        var variables = new List<MatVariable>();
        while (stream.Position < stream.Length)
        {
            if (variables.Count == MostVariables)
                throw new DataFormatException(path, stream.Position, $"there are more than {MostVariables} variables", "save those that are wanted in a file of their own");
            variables.Add(Element(path, stream, isBigEndian: head[126] == (byte)'M'));
        }

        var arrays = variables.SelectMany(variable => variable.Arrays).ToImmutableArray();
        return arrays.GroupBy(array => array.Name).FirstOrDefault(same => same.Count() > 1) is { } twice
            ? throw new DataFormatException(path, null, $"there are two variables named {Quotation.Of(twice.Key)}", DataFile.Download)
            : new MatContent(arrays, [.. variables.SelectMany(variable => variable.Others)]);
    });

    private static MatVariable Element(string path, Stream stream, bool isBigEndian)
    {
        var place = stream.Position;
        var tag = MatTag.Read(path, stream, isBigEndian);
        var left = stream.Length - stream.Position;
        if (tag.Small is not null || tag.Length + tag.Padding > left)
            throw new DataFormatException(path, place, $"an element promises {tag.Length} bytes where {left} are left", DataFile.Download);
        var end = stream.Position + tag.Length + tag.Padding;
        var variable = tag.Type switch
        {
            MatType.Matrix => new MatrixReader(path, stream, isBigEndian, tag.Length).Read(prefix: ""),
            MatType.Compressed => Compressed(path, new Part(stream, tag.Length), isBigEndian, tag.Length),
            _ => new MatVariable([], []),
        };
        stream.Position = end;
        return variable;
    }

    private static MatVariable Compressed(string path, Part part, bool isBigEndian, uint length)
    {
        using var zlib = new ZLibStream(part, CompressionMode.Decompress);
        var stream = new SumStream(zlib, 1, Adler32.Add);
        var tag = MatTag.Read(path, stream, isBigEndian);
        if (tag.Type != MatType.Matrix || tag.Length > Gzip.MostCompressed * length)
            throw new DataFormatException(path, null, $"{length} compressed bytes promise an element of type {(int)tag.Type} with {tag.Length} bytes, which they cannot hold", DataFile.Download);
        var variable = new MatrixReader(path, stream, isBigEndian, tag.Length) { Certain = 2 * (long)length }.Read(prefix: "");
        return stream.Count == MatTag.Size + tag.Length && stream.IsAtEnd() && stream.Sum == part.Last
            ? variable
            : throw new DataFormatException(path, null, "the compressed data are damaged or cut off (the check sum or the length at their end is another)", DataFile.Download);
    }

    /// <summary>The next bytes of a stream.</summary>
    private sealed class Part(Stream stream, long left) : Stream
    {
        /// <summary>The number in the last four bytes, big-endian, once all were read.</summary>
        public uint Last { get; private set; }

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            var read = stream.Read(buffer[..(int)Math.Min(buffer.Length, left)]);
            left -= read;
            foreach (var b in buffer[Math.Max(0, read - 4)..read])
                Last = (Last << 8) | b;
            return read;
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
