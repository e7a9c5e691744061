using System.Buffers.Binary;
using System.Text;

namespace Hiwae.Cli.Tests.History;

/// <summary>An event as a file has it: each scalar and each picture by its name.</summary>
internal sealed record ReadEvent(double WallTime, long Step, string? Version, int? Session, IReadOnlyDictionary<string, float> Scalars, IReadOnlyDictionary<string, (int Height, int Width, byte[] Png)> Pictures);

/// <summary>Reads files of events by the description of the formats alone: records of TFRecord, messages of Protocol Buffers. Nothing of it is shared with what writes them.</summary>
internal static class EventReader
{
    private const uint Polynomial = 0x82f63b78; // Castagnoli's, reversed.

    public static IReadOnlyList<ReadEvent> Read(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        var events = new List<ReadEvent>();
        while (!bytes.IsEmpty)
        {
            var length = (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
            Assert.Equal(Masked(bytes[..8]), BinaryPrimitives.ReadUInt32LittleEndian(bytes[8..]));
            var message = bytes.Slice(12, length);
            Assert.Equal(Masked(message), BinaryPrimitives.ReadUInt32LittleEndian(bytes[(12 + length)..]));
            events.Add(Event(message));
            bytes = bytes[(16 + length)..];
        }

        return events;
    }

    /// <summary>CRC-32C, a bit at a time.</summary>
    public static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var one in bytes)
        {
            crc ^= one;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc & 1) == 1 ? (crc >> 1) ^ Polynomial : crc >> 1;
        }

        return ~crc;
    }

    private static uint Masked(ReadOnlySpan<byte> bytes) => unchecked(((Crc(bytes) >> 15) | (Crc(bytes) << 17)) + 0xa282ead8);

    private static ReadEvent Event(ReadOnlySpan<byte> message)
    {
        var fields = Fields(message);
        var scalars = new Dictionary<string, float>();
        var pictures = new Dictionary<string, (int, int, byte[])>();
        foreach (var value in fields.Where(f => f.Number == 5).SelectMany(summary => Fields(summary.Bytes)).Where(f => f.Number == 1).Select(f => Fields(f.Bytes)))
        {
            var tag = Encoding.UTF8.GetString(value.Single(f => f.Number == 1).Bytes);
            if (value.Where(f => f.Number == 2).ToArray() is [var number])
                scalars.Add(tag, BinaryPrimitives.ReadSingleLittleEndian(number.Bytes));
            if (value.Where(f => f.Number == 4).ToArray() is not [var image])
                continue;
            var parts = Fields(image.Bytes);
            Assert.Equal(3, parts.Single(f => f.Number == 3).Integer); // Red, green and blue, as the file has them.
            Assert.Equal(2, parts.Single(f => f.Number == 4).Bytes[25]);
            pictures.Add(tag, ((int)parts.Single(f => f.Number == 1).Integer, (int)parts.Single(f => f.Number == 2).Integer, parts.Single(f => f.Number == 4).Bytes));
        }

        return new(
            BinaryPrimitives.ReadDoubleLittleEndian(fields.Single(f => f.Number == 1).Bytes),
            fields.SingleOrDefault(f => f.Number == 2)?.Integer ?? 0,
            fields.SingleOrDefault(f => f.Number == 3) is { } version ? Encoding.UTF8.GetString(version.Bytes) : null,
            fields.SingleOrDefault(f => f.Number == 7) is { } session ? (int)Fields(session.Bytes).Single(f => f.Number == 1).Integer : null,
            scalars,
            pictures);
    }

    private sealed record Field(int Number, long Integer, byte[] Bytes);

    private static List<Field> Fields(ReadOnlySpan<byte> message)
    {
        var fields = new List<Field>();
        while (!message.IsEmpty)
        {
            var key = Integer(ref message);
            var length = (key & 7) switch { 0 => 0, 1 => 8, 5 => 4, 2 => (int)Integer(ref message), var kind => throw new InvalidDataException($"Kind {kind}") };
            var integer = (key & 7) == 0 ? Integer(ref message) : 0;
            fields.Add(new((int)(key >> 3), integer, message[..length].ToArray()));
            message = message[length..];
        }

        return fields;
    }

    private static long Integer(ref ReadOnlySpan<byte> message)
    {
        var (value, shift) = (0L, 0);
        while (true)
        {
            var one = message[0];
            message = message[1..];
            value |= (long)(one & 0x7f) << shift;
            shift += 7;
            if (one < 0x80)
                return value;
        }
    }
}
