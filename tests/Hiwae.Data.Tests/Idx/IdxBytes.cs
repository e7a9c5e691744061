using System.Buffers.Binary;
using System.IO.Compression;

namespace Hiwae.Data.Tests.Idx;

/// <summary>Small IDX files.</summary>
internal static class IdxBytes
{
    public static byte[] Images(int count, int height = 4, int width = 5) =>
        File(0x0803, [count, height, width], [.. Enumerable.Range(0, count * height * width).Select(i => (byte)(i * 7))]);

    public static byte[] Labels(int count) => File(0x0801, [count], [.. Enumerable.Range(0, count).Select(i => (byte)(i % 10))]);

    public static byte[] File(uint magic, int[] dimensions, byte[] values)
    {
        var header = new byte[4 + (4 * dimensions.Length)];
        BinaryPrimitives.WriteUInt32BigEndian(header, magic);
        for (var i = 0; i < dimensions.Length; i++)
            BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4 + (4 * i)), dimensions[i]);
        return [.. header, .. values];
    }

    public static byte[] Gzip(byte[] content)
    {
        var compressed = new MemoryStream();
        using (var gzip = new GZipStream(compressed, CompressionLevel.Optimal, leaveOpen: true))
            gzip.Write(content);
        return compressed.ToArray();
    }
}
