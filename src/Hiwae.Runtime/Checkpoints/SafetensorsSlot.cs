namespace Hiwae.Checkpoints;

/// <summary>The place of a tensor in a safetensors file.</summary>
/// <param name="Name">The tensor's name.</param>
/// <param name="Type">The type of its elements.</param>
/// <param name="Shape">The shape.</param>
/// <param name="Begin">The offset of its first byte from the end of the header.</param>
/// <param name="End">The offset of the byte after its last.</param>
public sealed record SafetensorsSlot(string Name, SafetensorsType Type, ImmutableArray<long> Shape, long Begin, long End)
{
    /// <summary>The number of bytes.</summary>
    public long Length => End - Begin;
}

/// <summary>An element type of the safetensors format.</summary>
/// <param name="Name">The format's name of it.</param>
/// <param name="Type">The engine's element type.</param>
/// <param name="Size">The number of bytes of an element.</param>
public readonly record struct SafetensorsType(string Name, ScalarType Type, int Size)
{
    /// <summary>The types that are read and written.</summary>
    public static ImmutableArray<SafetensorsType> All { get; } =
    [
        new("F32", ScalarType.Float32, 4),
        new("F64", ScalarType.Float64, 8),
        new("I64", ScalarType.Int64, 8),
        new("I32", ScalarType.Int32, 4),
        new("U8", ScalarType.Byte, 1),
    ];

    /// <summary>The type of a tensor.</summary>
    /// <exception cref="CheckpointException">It is not one of <see cref="All"/>.</exception>
    public static SafetensorsType Of(string tensor, ScalarType type) =>
        All.FirstOrDefault(t => t.Type == type) is { Size: > 0 } found
            ? found
            : throw new CheckpointException(
                $"The tensor {tensor} has elements of type {type}; a checkpoint holds {Names}. Convert it first.");

    internal static string Names => string.Join(", ", All.Select(t => t.Name));
}
