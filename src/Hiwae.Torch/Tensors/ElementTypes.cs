namespace TorchSharp;

/// <summary>Which element type goes with which C# type.</summary>
internal static class ElementTypes
{
    public static torch.ScalarType Of(Type type) =>
        type == typeof(float) ? torch.ScalarType.Float32
        : type == typeof(double) ? torch.ScalarType.Float64
        : type == typeof(long) ? torch.ScalarType.Int64
        : type == typeof(int) ? torch.ScalarType.Int32
        : type == typeof(bool) ? torch.ScalarType.Bool
        : type == typeof(byte) ? torch.ScalarType.Byte
        : type == typeof(sbyte) ? torch.ScalarType.Int8
        : type == typeof(short) ? torch.ScalarType.Int16
        : type == typeof(Half) ? torch.ScalarType.Float16
        : throw new NotSupportedException($"A tensor with elements of type {type.Name}; use a numeric type or bool.");

    public static void Demand<T>(torch.ScalarType type)
    {
        if (Of(typeof(T)) != type)
            throw new ArgumentException($"{typeof(T).Name} does not match the tensor's element type {type}; ask for that type, or convert the tensor.");
    }
}
