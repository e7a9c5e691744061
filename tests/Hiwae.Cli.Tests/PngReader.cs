using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Hiwae.Cli.Pictures;

namespace Hiwae.Cli.Tests;

/// <summary>Reads the PNG files that the program writes, and checks everything on the way.</summary>
internal static class PngReader
{
    public static GreyImage Read(byte[] file)
    {
        var (width, height, pixels) = Read(file, kind: 0, channels: 1);
        return new(width, height, pixels);
    }

    public static (int Width, int Height, byte[] Pixels) ReadColours(byte[] file) => Read(file, kind: 2, channels: 3);

    private static (int Width, int Height, byte[] Pixels) Read(byte[] file, byte kind, int channels)
    {
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        var chunks = Chunks(file).ToArray();
        Assert.Equal(["IHDR", "IDAT", "IEND"], chunks.Select(c => c.Type));
        var header = chunks[0].Data;
        Assert.Equal([8, kind, 0, 0, 0], header[8..]);
        var (width, height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(4)));

        using var zlib = new ZLibStream(new MemoryStream(chunks[1].Data), CompressionMode.Decompress);
        var raw = new MemoryStream();
        zlib.CopyTo(raw);
        var length = width * channels;
        Assert.Equal((length + 1L) * height, raw.Length);
        var rows = raw.ToArray().Chunk(length + 1).ToArray();
        Assert.All(rows, r => Assert.Equal(0, r[0]));
        return (width, height, [.. rows.SelectMany(r => r[1..])]);
    }

    private static IEnumerable<(string Type, byte[] Data)> Chunks(byte[] file)
    {
        for (var at = 8; at < file.Length;)
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var body = file[(at + 4)..(at + 8 + length)];
            Assert.Equal(BitwiseCrc(body), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            yield return (Encoding.ASCII.GetString(body, 0, 4), body[4..]);
            at += 12 + length;
        }
    }

    /// <summary>The check by polynomial division, bit by bit, apart from the program's table.</summary>
    private static uint BitwiseCrc(byte[] bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((((crc ^ ((uint)b >> bit)) & 1) == 1) ? 0xEDB88320 : 0);
        }

        return ~crc;
    }
}
