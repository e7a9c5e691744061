using System.Runtime.InteropServices;
using Hiwae.Torch;

namespace TorchSharp;

public static unsafe partial class torch
{
    private static ScalarType s_defaultType = ScalarType.Float32;

    public static ScalarType get_default_dtype() => s_defaultType;

    public static void set_default_dtype(ScalarType dtype) => s_defaultType = dtype;

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        var integral = start.Type != ScalarType.Float64 && stop.Type != ScalarType.Float64 && step.Type != ScalarType.Float64;
        return Ops.arange_start_step.One(start, stop, step, dtype ?? (integral ? ScalarType.Int64 : s_defaultType), Arg.None, Place(device))
            .requires_grad_(requires_grad);
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Ops.linspace.One(start, end, steps, dtype ?? s_defaultType, Arg.None, Place(device)).requires_grad_(requires_grad);

    public static Tensor eye(long rows, long columns = -1, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        Ops.eye_m.One(rows, columns < 0 ? rows : columns, dtype ?? s_defaultType, Arg.None, Place(device)).requires_grad_(requires_grad);

    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Ops.randint_low_generator.One(low, high, size, generator, dtype ?? ScalarType.Int64, Arg.None, Place(device)).requires_grad_(requires_grad);

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator);

    public static Tensor randint(long low, long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(low, high, size.Shape, dtype, device, requires_grad, generator);

    public static Tensor randint(long high, Size size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        randint(0, high, size.Shape, dtype, device, requires_grad, generator);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        Ops.randperm_generator.One(n, generator, dtype ?? ScalarType.Int64, Arg.None, Place(device)).requires_grad_(requires_grad);

    public static Tensor normal(double mean, double std, ReadOnlySpan<long> size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null, string[]? names = null) =>
        Ops.normal_float_float.One(mean, std, size.ToArray(), generator, dtype ?? s_defaultType, Arg.None, Place(device)).requires_grad_(requires_grad);

    public static Tensor normal(Tensor mean, Tensor std, Generator? generator = null) => Ops.normal_Tensor_Tensor.One(mean, std, generator);

    /// <summary>Copies an array of any rank into a tensor of the same shape.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => from_array(rawArray, null, device);

    public static Tensor from_array(Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null)
    {
        var sizes = new long[rawArray.Rank];
        for (var d = 0; d < sizes.Length; d++)
            sizes[d] = rawArray.GetLongLength(d);
        var type = ElementTypes.Of(rawArray.GetType().GetElementType()!);
        var bytes = MemoryMarshal.CreateReadOnlySpan(ref MemoryMarshal.GetArrayDataReference(rawArray), checked((int)(rawArray.LongLength * type.ElementSize())));
        return Finished(Filled(bytes, sizes, type), dtype, device, requires_grad);
    }

    private static Tensor Made(Operator create, long[] size, ScalarType? dtype, Device? device, bool requiresGrad) =>
        Marked(create.One(size, dtype ?? s_defaultType, Arg.None, Place(device)), requiresGrad);

    private static Tensor Filled(long[] size, Scalar value, ScalarType? dtype, Device? device, bool requiresGrad) =>
        Marked(Ops.full.One(size, value, dtype ?? s_defaultType, Arg.None, Place(device)), requiresGrad);

    private static Tensor Filled(ReadOnlySpan<long> size, Scalar value, ScalarType? dtype, Device? device, bool requiresGrad) =>
        Filled(size.ToArray(), value, dtype, device, requiresGrad);

    private static Tensor Drawn(Operator create, long[] size, ScalarType? dtype, Device? device, bool requiresGrad, Generator? generator) =>
        Marked(
            FusedDraw(create, size, dtype ?? s_defaultType, Place(device), generator) ?? create.One(size, generator, dtype ?? s_defaultType, Arg.None, Place(device)),
            requiresGrad);

    // The same numbers, made faster; null where libtorch has to make them itself.
    private static unsafe Tensor? FusedDraw(Operator create, long[] size, ScalarType dtype, Device? device, Generator? generator)
    {
        if (!Fused.IsOn || dtype != ScalarType.Float32 || device is { type: not DeviceType.CPU } || (create != Ops.randn_generator && create != Ops.rand_generator))
            return null;
        nint result;
        fixed (long* sizes = size)
            Native.Check(Native.hiwae_draw(sizes, size.Length, create == Ops.randn_generator ? 1 : 0, generator?.Handle ?? 0, &result));
        GC.KeepAlive(generator);
        return result == 0 ? null : new Tensor(result);
    }

    private static T[] Listed<T>(IList<T> list) => list as T[] ?? [.. list];

    private static Tensor Copied<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> size, ScalarType? dtype, Device? device, bool requiresGrad) where T : unmanaged
    {
        var expected = 1L;
        foreach (var extent in size)
            expected *= extent;
        if (expected != values.Length)
            throw new ArgumentException($"{values.Length} values for a tensor of shape [{string.Join(", ", size.ToArray())}], which has {expected} elements.");
        return Finished(Filled(MemoryMarshal.AsBytes(values), size, ElementTypes.Of(typeof(T))), dtype, device, requiresGrad);
    }

    private static Tensor Filled(ReadOnlySpan<byte> bytes, ReadOnlySpan<long> size, ScalarType type)
    {
        nint handle;
        fixed (long* sizes = size)
            Native.Check(Native.hiwae_tensor_empty(sizes, size.Length, (int)type, 0, &handle));
        var tensor = new Tensor(handle);
        bytes.CopyTo(new Span<byte>(tensor.RawData, bytes.Length));
        return tensor;
    }

    private static Tensor Finished(Tensor tensor, ScalarType? dtype, Device? device, bool requiresGrad)
    {
        if ((dtype is not null && dtype != tensor.dtype) || (device is not null && device.type != DeviceType.CPU))
            tensor = tensor.to(dtype ?? tensor.dtype, device ?? CPU, disposeAfter: true);
        return Marked(tensor, requiresGrad);
    }

    private static Tensor Marked(Tensor tensor, bool requiresGrad) => requiresGrad ? tensor.requires_grad_() : tensor;

    private static Device Place(Device? device) => device ?? s_defaultDevice;
}
