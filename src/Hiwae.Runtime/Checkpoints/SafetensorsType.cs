namespace Hiwae.Checkpoints;

/// <summary>An element type of the safetensors format.</summary>
/// <param name="Name">As the format spells it.</param>
/// <param name="Type">The engine's.</param>
/// <param name="Size">Bytes per element.</param>
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
