namespace Hiwae;

/// <summary>The element type and the device of a network, which its data share.</summary>
/// <param name="Type">The element type.</param>
/// <param name="Device">The device.</param>
internal readonly record struct ElementKind(ScalarType Type, Device Device)
{
    /// <summary>What a compiled step reads: its parameters are of this kind, or it would not have been compiled.</summary>
    public static ElementKind Compiled { get; } = new(ScalarType.Float32, CPU);

    /// <summary>The kind of a network's parameters; that of the noise where it has none, and none where there is no noise either.</summary>
    /// <exception cref="ArgumentException">The noise is of another kind than the parameters.</exception>
    public static ElementKind? Of(ModelDescription model, nn.Module network, Noise? noise)
    {
        if (network.parameters().FirstOrDefault() is not { } example)
            return noise is null ? null : new(noise.DType, noise.Device);
        if (noise is not null && (noise.DType != example.dtype || !Same(noise.Device, example.device)))
            throw new ArgumentException(
                $"{model.Name}: the noise is of type {noise.DType} on {noise.Device}, but the network's parameters are of type {example.dtype} on {example.device}; "
                + $"draw with {Like(example)}, or move the network with to(…).");
        return new(example.dtype, example.device);
    }

    /// <summary>The tensor itself where it is of this kind.</summary>
    /// <param name="model">The model.</param>
    /// <param name="variable">The variable that it is a value of.</param>
    /// <param name="value">The value; a mask may be of truth values.</param>
    /// <exception cref="ArgumentException">It is of another type, or on another device.</exception>
    public Tensor Check(ModelDescription model, VariableDescription variable, Tensor value)
    {
        if (value.dtype == Type && Same(value.device, Device))
            return value;
        if (!Same(value.device, Device))
            throw new ArgumentException($"{model.Name}.{variable.Name} is on {value.device}, but the network is on {Device}; pass {Example(variable)}.to(\"{Device}\"), or move the network.");
        if (value.dtype == ScalarType.Bool && model.IsMask(variable))
            return value.to_type(Type);
        var levels = value.dtype == ScalarType.Byte ? ", and divide it by 255 if it holds 8-bit levels" : "";
        var network = value.dtype is ScalarType.Float64 or ScalarType.Float32 ? $", or move the network and the noise to {value.dtype}" : "";
        throw new ArgumentException(
            $"{model.Name}.{variable.Name} is of type {value.dtype}, but the network is of type {Type}; pass {Example(variable)}.to_type(ScalarType.{Type}){levels}{network}.");
    }

    private static string Like(Tensor example) => example is { dtype: ScalarType.Float32, device_type: DeviceType.CPU }
        ? "Noise.FromSeed(seed)"
        : $"Noise.FromSeed(seed, torch.device(\"{example.device}\"), ScalarType.{example.dtype})";

    private static string Example(VariableDescription variable) => $"{char.ToLowerInvariant(variable.Name[0])}{variable.Name[1..]}";

    /// <summary>Whether two are the same device; one without a number is the first one.</summary>
    internal static bool Same(Device one, Device other) => one.type == other.type && Math.Max(one.index, 0) == Math.Max(other.index, 0);
}
