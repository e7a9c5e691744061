using TorchSharp;

namespace Hiwae.Torch;

/// <summary>An argument of an operator, before its memory is laid out for the call. It keeps what it refers to alive.</summary>
internal readonly struct Arg(Kind kind, long bits = 0, object? reference = null)
{
    public readonly Kind Kind = kind;
    public readonly long Bits = bits;
    public readonly object? Reference = reference;

    /// <summary>Takes the schema's default value.</summary>
    public static Arg Default => new(Kind.Default);

    public static Arg None => new(Kind.None);

    public static Arg Tensors(IEnumerable<torch.Tensor?> tensors) =>
        new(Kind.TensorList, 0, tensors as torch.Tensor?[] ?? tensors.ToArray());

    public static Arg Longs(ReadOnlySpan<long> values) => new(Kind.IntList, 0, values.ToArray());

    public static implicit operator Arg(torch.Tensor? tensor) =>
        tensor is null ? default : new(Kind.Tensor, tensor.Handle, tensor);

    public static implicit operator Arg(Scalar? scalar) => scalar is null ? default : scalar.ToArg();

    public static implicit operator Arg(long value) => new(Kind.Int, value);

    public static implicit operator Arg(long? value) => value is { } number ? new(Kind.Int, number) : default;

    public static implicit operator Arg(double value) => new(Kind.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator Arg(double? value) => value is { } number ? number : default(Arg);

    public static implicit operator Arg(bool value) => new(Kind.Bool, value ? 1 : 0);

    public static implicit operator Arg(bool? value) => value is { } flag ? flag : default(Arg);

    public static implicit operator Arg(long[]? values) => values is null ? default : new(Kind.IntList, 0, values);

    public static implicit operator Arg(double[]? values) => values is null ? default : new(Kind.DoubleList, 0, values);

    public static implicit operator Arg(torch.Tensor?[] tensors) => new(Kind.TensorList, 0, tensors);

    public static implicit operator Arg(torch.ScalarType type) => new(Kind.Int, (int)type);

    public static implicit operator Arg(torch.ScalarType? type) => type is { } value ? value : default(Arg);

    public static implicit operator Arg(torch.Device? device) => device is null ? default : new(Kind.Device, (int)device.type, device);

    public static implicit operator Arg(torch.Generator? generator) =>
        generator is null ? default : new(Kind.Generator, generator.Handle, generator);

    public static implicit operator Arg(string? text) =>
        text is null ? default : new(Kind.String, 0, System.Text.Encoding.UTF8.GetBytes(text));

    public static implicit operator Arg(torch.RoundingMode mode) => mode switch
    {
        torch.RoundingMode.trunc => "trunc",
        torch.RoundingMode.floor => "floor",
        _ => default(Arg),
    };
}
