using System.Buffers.Binary;

namespace Hiwae.Data.Formats;

/// <summary>The check sum of gzip and zip (RFC 1952), eight bytes at a time.</summary>
internal static class Crc32
{
    private const uint Polynomial = 0xEDB88320;
    private const int Step = 8;

    // The part that a byte has in the sum when so many bytes follow it.
    private static readonly uint[][] Tables = Build();

    /// <summary>The sum of bytes that follow others.</summary>
    /// <param name="sum">The sum of the others; 0 where there are none.</param>
    /// <param name="bytes">The bytes.</param>
    public static uint Add(uint sum, ReadOnlySpan<byte> bytes)
    {
        var crc = ~sum;
        var (t0, t1, t2, t3, t4, t5, t6, t7) = (Tables[0], Tables[1], Tables[2], Tables[3], Tables[4], Tables[5], Tables[6], Tables[7]);
        for (; bytes.Length >= Step; bytes = bytes[Step..])
        {
            var low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc = t7[(byte)low] ^ t6[(byte)(low >> 8)] ^ t5[(byte)(low >> 16)] ^ t4[low >> 24]
                ^ t3[(byte)high] ^ t2[(byte)(high >> 8)] ^ t1[(byte)(high >> 16)] ^ t0[high >> 24];
        }

        foreach (var b in bytes)
            crc = t0[(byte)(crc ^ b)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[][] Build()
    {
        var tables = new uint[Step][];
        for (var place = 0; place < Step; place++)
        {
            tables[place] = new uint[256];
            for (uint value = 0; value < 256; value++)
                tables[place][value] = place == 0 ? OfByte(value) : tables[0][(byte)tables[place - 1][value]] ^ (tables[place - 1][value] >> 8);
        }

        return tables;
    }

    private static uint OfByte(uint value)
    {
        for (var bit = 0; bit < 8; bit++)
            value = (value & 1) == 1 ? Polynomial ^ (value >> 1) : value >> 1;
        return value;
    }
}
