using System.IO.Compression;

namespace Hiwae.Data.Tests.Faults;

/// <summary>Another reader of IDX files, written for this alone: strict, and with everything in memory.</summary>
internal static class IdxReference
{
    /// <summary>Dimensions and values; null where the bytes are no such file.</summary>
    public static (int[] Dimensions, byte[] Values)? Read(byte[] bytes, int dimensions)
    {
        var content = bytes is [0x1F, 0x8B, ..] ? Unzip(bytes) : bytes;
        var head = 4 + (4 * dimensions);
        if (content is null || content.Length < head || !content.AsSpan(0, 4).SequenceEqual<byte>([0, 0, 8, (byte)dimensions]))
            return null;
        long[] sizes = [.. Enumerable.Range(1, dimensions).Select(i => ((long)content[4 * i] << 24) | ((long)content[(4 * i) + 1] << 16) | ((long)content[(4 * i) + 2] << 8) | content[(4 * i) + 3])];
        var product = sizes.Aggregate((System.Numerics.BigInteger)1, (a, b) => a * b);
        return product > 0 && product == content.Length - head ? ([.. sizes.Select(s => (int)s)], content[head..]) : null;
    }

    /// <summary>The content of the one member of a gzip file, with its check sum and its length behind it; null where they are not.</summary>
    public static byte[]? Unzip(byte[] bytes)
    {
        var (content, end) = Inflate(bytes);
        var rest = bytes.AsSpan(end);
        return rest.Length >= 8 && BitConverter.ToUInt32(rest) == Crc(content) && BitConverter.ToUInt32(rest[4..]) == (uint)content.Length ? content : null;
    }

    /// <summary>What comes out of a gzip file, as far as it goes, and the place at which its data end.</summary>
    public static (byte[] Content, int End) Inflate(byte[] bytes)
    {
        var content = new MemoryStream();
        OneByOne? source = null;
        try
        {
            source = new(bytes, HeadOf(bytes));
            using var inflate = new DeflateStream(source, CompressionMode.Decompress, leaveOpen: true);
            var buffer = new byte[4096];
            for (var count = inflate.Read(buffer); count > 0; count = inflate.Read(buffer))
                content.Write(buffer, 0, count);
        }
        catch (Exception e) when (e is InvalidDataException or IndexOutOfRangeException)
        {
            return (content.ToArray(), bytes.Length);
        }

        return (content.ToArray(), source.Place);
    }

    private static int HeadOf(byte[] bytes)
    {
        var (flags, at) = (bytes[3], 10);
        if ((flags & 4) != 0)
            at += 2 + bytes[at] + (bytes[at + 1] << 8);
        for (var texts = ((flags >> 3) & 1) + ((flags >> 4) & 1); texts > 0; texts--)
        {
            while (bytes[at++] != 0)
            {
            }
        }

        return at + (flags & 2);
    }

    private static uint Crc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return ~crc;
    }

    /// <summary>Gives a byte at a time, so that the place at which the inflater stops is known.</summary>
    private sealed class OneByOne(byte[] bytes, int place) : Stream
    {
        public int Place { get; private set; } = place;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

        public override int Read(Span<byte> buffer)
        {
            if (Place >= bytes.Length || buffer.Length == 0)
                return 0;
            buffer[0] = bytes[Place++];
            return 1;
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
