using System.Text;
using System.Text.Json;

namespace Hiwae.Runtime.Tests.Faults;

/// <summary>Another reader of safetensors files, written for this alone from the format's description.</summary>
internal static class SafetensorsReference
{
    private static readonly Dictionary<string, int> Sizes = new() { ["F32"] = 4, ["F64"] = 8, ["I64"] = 8, ["I32"] = 4, ["U8"] = 1 };

    /// <summary>The type, shape and bytes of each tensor; null where the bytes are no such file.</summary>
    public static Dictionary<string, (string Type, long[] Shape, byte[] Data)>? Read(byte[] bytes)
    {
        try
        {
            if (bytes.Length < 8 || BitConverter.ToUInt64(bytes) > (ulong)bytes.Length - 8)
                return null;
            var data = bytes[(8 + (int)BitConverter.ToUInt64(bytes))..];
            using var json = JsonDocument.Parse(bytes.AsMemory(8, bytes.Length - 8 - data.Length), new() { MaxDepth = 8 });
            var tensors = new Dictionary<string, (string Type, long[] Shape, byte[] Data)>();
            var taken = new List<(long Begin, long End)>();
            foreach (var member in Members(json.RootElement))
            {
                if (member.Key == "__metadata__")
                {
                    if (Members(member.Value).Any(text => text.Value.ValueKind != JsonValueKind.String || !IsUnicode(text.Value)))
                        return null;
                    continue;
                }

                var parts = Members(member.Value, ["dtype", "shape", "data_offsets"]);
                var type = parts["dtype"].GetString()!;
                long[] shape = [.. parts["shape"].EnumerateArray().Select(Natural)];
                long[] offsets = [.. parts["data_offsets"].EnumerateArray().Select(Natural)];
                var length = shape.Aggregate((System.Numerics.BigInteger)Sizes[type], (a, b) => a * b);
                var largest = shape.Aggregate((System.Numerics.BigInteger)Sizes[type], (a, b) => a * System.Numerics.BigInteger.Max(1, b));
                if (shape.Length > 16 || largest > long.MaxValue || offsets.Length != 2 || offsets[1] > data.Length || length != offsets[1] - (System.Numerics.BigInteger)offsets[0])
                    return null;
                taken.Add((offsets[0], offsets[1]));
                tensors.Add(member.Key, (type, shape, data[(int)offsets[0]..(int)offsets[1]]));
            }

            long end = 0;
            foreach (var (begin, until) in taken.Order())
            {
                if (begin != end)
                    return null;
                end = until;
            }

            return end == data.Length ? tensors : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException or DecoderFallbackException or ArgumentException or OverflowException)
        {
            return null;
        }
    }

    /// <summary>Members by name; one that is there twice is an exception, unless it is of no interest.</summary>
    private static Dictionary<string, JsonElement> Members(JsonElement parent, string[]? wanted = null) => parent.EnumerateObject()
        .Where(member => wanted is null || wanted.Any(member.NameEquals))
        .ToDictionary(member => member.Name, member => member.Value);

    private static bool IsUnicode(JsonElement text) => text.GetString() is not null;

    private static long Natural(JsonElement number) => number.GetInt64() is >= 0 and var natural ? natural : throw new FormatException();
}
