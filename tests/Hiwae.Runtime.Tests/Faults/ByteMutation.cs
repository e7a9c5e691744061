using System.Buffers.Binary;

namespace Hiwae.Tests.Faults;

/// <summary>Damage to the bytes of a file, as disks, networks, editors and people with bad intentions do it.</summary>
internal static class ByteMutation
{
    private static readonly uint[] Numbers =
        [0, 1, 2, 7, 255, 256, 65_535, 65_536, 0x7FFFFFC7, 0x7FFFFFC8, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF, 46_341, 60_000, 0x0801, 0x0803, 0x0D03];

    /// <summary>A copy with one to four faults.</summary>
    public static byte[] Of(byte[] whole, Random random)
    {
        var bytes = whole;
        for (var faults = 1 + random.Next(4); faults > 0; faults--)
            bytes = One(bytes, random);
        return bytes;
    }

    /// <summary>A copy with one of its first numbers, of 32 bits each, replaced by one that is near a limit.</summary>
    /// <param name="whole">The file.</param>
    /// <param name="numbers">The number of numbers at its beginning.</param>
    /// <param name="random">The choices.</param>
    public static byte[] OfHead(byte[] whole, int numbers, Random random)
    {
        byte[] bytes = [.. whole];
        for (var faults = 1 + random.Next(2); faults > 0; faults--)
        {
            var place = bytes.AsSpan(4 * random.Next(numbers));
            if (place.Length < 4)
                continue;
            var old = BinaryPrimitives.ReadUInt32BigEndian(place);
            BinaryPrimitives.WriteUInt32BigEndian(place, random.Next(3) == 0 ? old + (uint)random.Next(-2, 3) : Numbers[random.Next(Numbers.Length)]);
        }

        return bytes;
    }

    private static byte[] One(byte[] bytes, Random random)
    {
        if (bytes.Length == 0)
            return Some(random, 1 + random.Next(40));
        var at = random.Next(bytes.Length);
        var end = Math.Min(bytes.Length, at + 1 + random.Next(random.Next(2) == 0 ? 9 : bytes.Length));
        var other = random.Next(bytes.Length);
        return random.Next(12) switch
        {
            0 or 1 => Put(bytes, at, [(byte)(bytes[at] ^ (1 << random.Next(8)))]),
            2 => Put(bytes, at, Some(random, 1)),
            3 => Put(bytes, at, [random.Next(2) == 0 ? (byte)0 : (byte)255]),
            4 => bytes[..at],
            5 => [.. bytes, .. Some(random, 1 + random.Next(20))],
            6 => [.. bytes, .. new byte[1 + random.Next(64)]],
            7 => [.. bytes[..at], .. bytes[end..]],
            8 => [.. bytes[..at], .. bytes[at..end], .. bytes[at..]],
            9 => [.. bytes[..at], .. Some(random, 1 + random.Next(16)), .. bytes[at..]],
            10 => [.. bytes[..other], .. bytes[at..end], .. bytes[other..]],
            _ => Put(bytes, at, Number(random)),
        };
    }

    private static byte[] Number(Random random)
    {
        var bytes = new byte[random.Next(2) == 0 ? 4 : 8];
        var number = Numbers[random.Next(Numbers.Length)];
        if (bytes.Length == 4 && random.Next(2) == 0)
            BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        else if (bytes.Length == 4)
            BinaryPrimitives.WriteUInt32LittleEndian(bytes, number);
        else
            BinaryPrimitives.WriteUInt64LittleEndian(bytes, random.Next(3) == 0 ? ulong.MaxValue - number : number);
        return bytes;
    }

    private static byte[] Put(byte[] bytes, int at, byte[] part)
    {
        byte[] copy = [.. bytes];
        part.AsSpan(0, Math.Min(part.Length, copy.Length - at)).CopyTo(copy.AsSpan(at));
        return copy;
    }

    private static byte[] Some(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        return bytes;
    }
}
