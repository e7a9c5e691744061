using System.Buffers.Binary;
using System.IO.Compression;

namespace Hiwae.Cli.Pictures;

/// <summary>Writes pictures as PNG files (ISO/IEC 15948): eight bits, no filter, one chunk of data.</summary>
public static class Png
{
    private static readonly uint[] CrcTable = [.. Enumerable.Range(0, 256).Select(TableEntry)];

    private const byte Grey = 0;
    private const byte Coloured = 2;

    /// <summary>The bytes of a PNG file.</summary>
    public static byte[] Encode(GreyImage image) => Encode(image.Width, image.Height, Grey, image.Pixels);

    /// <summary>The bytes of a PNG file.</summary>
    public static byte[] Encode(ColourImage image) => Encode(image.Width, image.Height, Coloured, image.Pixels);

    private static byte[] Encode(int width, int height, byte kind, byte[] pixels)
    {
        var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(file, "IHDR"u8, Header(width, height, kind));
        WriteChunk(file, "IDAT"u8, Compress(pixels, pixels.Length / height));
        WriteChunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    /// <summary>The cyclic redundancy check of the format, over a chunk's type and data.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
            crc = CrcTable[(crc ^ b) & 0xFF] ^ (crc >> 8);
        return ~crc;
    }

    private static byte[] Header(int width, int height, byte kind)
    {
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // Bits per sample.
        header[9] = kind; // The methods and interlacing after it are all 0: default, none.
        return header;
    }

    private static byte[] Compress(byte[] pixels, int rowLength)
    {
        var data = new MemoryStream();
        using (var zlib = new ZLibStream(data, CompressionLevel.Optimal, leaveOpen: true))
        {
            for (var start = 0; start < pixels.Length; start += rowLength)
            {
                zlib.WriteByte(0); // The row's filter: none.
                zlib.Write(pixels.AsSpan(start, rowLength));
            }
        }

        return data.ToArray();
    }

    private static void WriteChunk(Stream file, ReadOnlySpan<byte> type, ReadOnlySpan<byte> data)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        byte[] body = [.. type, .. data];
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint TableEntry(int index)
    {
        var entry = (uint)index;
        for (var bit = 0; bit < 8; bit++)
            entry = (entry & 1) == 1 ? 0xEDB88320 ^ (entry >> 1) : entry >> 1;
        return entry;
    }
}
