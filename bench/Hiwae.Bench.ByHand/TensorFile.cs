using System.Buffers.Binary;
using System.Text.Json;

namespace Hiwae.Bench.ByHand;

/// <summary>Tensors by name in the safetensors format: the length of a header, the header in JSON, then the values.</summary>
internal static class TensorFile
{
    private const int LengthBytes = 8;

    /// <summary>All tensors of a file, which are single precision.</summary>
    /// <exception cref="ArgumentException">One is of another type.</exception>
    public static IReadOnlyDictionary<string, Tensor> Read(string path)
    {
        var bytes = File.ReadAllBytes(path);
        var values = LengthBytes + (int)BinaryPrimitives.ReadUInt64LittleEndian(bytes);
        using var header = JsonDocument.Parse(bytes.AsMemory(LengthBytes, values - LengthBytes));
        return header.RootElement.EnumerateObject()
            .Where(slot => slot.Name != "__metadata__")
            .ToDictionary(slot => slot.Name, slot => Tensor(slot.Name, slot.Value, bytes.AsSpan(values)));
    }

    /// <summary>The tensors whose names start with a prefix, by the rest of their names.</summary>
    public static IReadOnlyDictionary<string, Tensor> Under(this IReadOnlyDictionary<string, Tensor> tensors, string prefix) =>
        tensors.Where(pair => pair.Key.StartsWith(prefix, StringComparison.Ordinal)).ToDictionary(pair => pair.Key[prefix.Length..], pair => pair.Value);

    private static Tensor Tensor(string name, JsonElement slot, ReadOnlySpan<byte> values)
    {
        if (slot.GetProperty("dtype").GetString() is not "F32" and var type)
            throw new ArgumentException($"The tensor '{name}' is of type {type}; a workload's tensors are F32.");
        long[] shape = [.. slot.GetProperty("shape").EnumerateArray().Select(size => size.GetInt64())];
        var (start, end) = (slot.GetProperty("data_offsets")[0].GetInt32(), slot.GetProperty("data_offsets")[1].GetInt32());
        var tensor = empty(shape);
        values[start..end].CopyTo(tensor.bytes);
        return tensor;
    }
}
