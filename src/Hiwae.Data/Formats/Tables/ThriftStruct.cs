namespace Hiwae.Data.Formats.Tables;

/// <summary>The numbers in a structure of Thrift's compact protocol, and in structures in it, by their fields' numbers; everything else is passed over.</summary>
internal static class ThriftStruct
{
    private const int Deepest = 8;
    private const int MostFields = 1000;

    /// <summary>The numbers: field 1 of the structure in field 5 is <c>[5, 1]</c>. Null where the bytes are no structure.</summary>
    /// <param name="bytes">The structure, and what follows it.</param>
    /// <param name="kind">What structure it is.</param>
    /// <returns>The numbers, and the length of the structure.</returns>
    public static (Dictionary<(int Outer, int Inner), long> Numbers, int Length)? Read(ReadOnlySpan<byte> bytes, ParquetStructure kind = ParquetStructure.Unknown)
    {
        var numbers = new Dictionary<(int, int), long>();
        var at = 0;
        return Structure(bytes, ref at, kind, 0, 0, numbers) ? (numbers, at) : null;
    }

    private static bool Structure(ReadOnlySpan<byte> bytes, ref int at, ParquetStructure kind, int outer, int depth, Dictionary<(int, int), long> numbers)
    {
        long field = 0;
        for (var fields = 0; fields < MostFields && at < bytes.Length && depth < Deepest; fields++)
        {
            var head = bytes[at++];
            if (head == 0)
                return true;
            var step = head >> 4;
            if (step == 0 && !Number(bytes, ref at, out field))
                return false;
            field = step == 0 ? field : field + step;
            if (field is < 0 or > short.MaxValue || ParquetTypes.Inner(kind, (int)field, head & 15) is not { } inner || !Value(bytes, ref at, head & 15, inner, outer, (int)field, depth, numbers))
                return false;
        }

        return false;
    }

    private static bool Value(ReadOnlySpan<byte> bytes, ref int at, int type, ParquetStructure inner, int outer, int field, int depth, Dictionary<(int, int), long> numbers)
    {
        switch (type)
        {
            case 1 or 2:
                numbers[(outer, field)] = type == 1 ? 1 : 0;
                return true;
            case 3:
                return Skip(bytes, ref at, 1);
            case 4 or 5 or 6:
                if (!Number(bytes, ref at, out var number))
                    return false;
                numbers[(outer, field)] = number;
                return true;
            case 7:
                return Skip(bytes, ref at, 8);
            case 8:
                return Length(bytes, ref at, out var length) && Skip(bytes, ref at, length);
            case 12:
                return Structure(bytes, ref at, inner, field, depth + 1, numbers);
            case 9 or 10:
                return List(bytes, ref at, inner, outer, field, depth, numbers);
            default:
                // Parquet has no maps.
                return false;
        }
    }

    /// <summary>Elements, of which each takes a byte at least; a list that promises more than there are bytes is none.</summary>
    private static bool List(ReadOnlySpan<byte> bytes, ref int at, ParquetStructure inner, int outer, int field, int depth, Dictionary<(int, int), long> numbers)
    {
        if (at >= bytes.Length)
            return false;
        var head = bytes[at++];
        long count = head >> 4;
        if ((count == 15 && !Length(bytes, ref at, out count)) || count < 0 || count > bytes.Length - at)
            return false;
        for (; count > 0; count--)
        {
            var type = head & 15;
            if (inner != ParquetStructure.Unknown && type != 12)
                return false;
            if (!(type is 1 or 2 ? Skip(bytes, ref at, 1) : Value(bytes, ref at, type, inner, outer, field, depth, numbers)))
                return false;
        }

        return true;
    }

    private static bool Skip(ReadOnlySpan<byte> bytes, ref int at, long count)
    {
        if (count < 0 || count > bytes.Length - at)
            return false;
        at += (int)count;
        return true;
    }

    /// <summary>A number of seven bits a byte, the smallest ones first.</summary>
    public static bool Length(ReadOnlySpan<byte> bytes, ref int at, out long length)
    {
        length = 0;
        for (var shift = 0; at < bytes.Length && shift < 63; shift += 7)
        {
            var b = bytes[at++];
            length |= (long)(b & 0x7F) << shift;
            if (b < 0x80)
                return true;
        }

        return false;
    }

    private static bool Number(ReadOnlySpan<byte> bytes, ref int at, out long number)
    {
        var isThere = Length(bytes, ref at, out var coded);
        number = (coded >>> 1) ^ -(coded & 1);
        return isThere;
    }
}
