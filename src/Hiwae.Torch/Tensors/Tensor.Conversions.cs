using Hiwae.Torch;
using TorchSharp.Utils;

namespace TorchSharp;

public static partial class torch
{
    public unsafe partial class Tensor
    {
        public Tensor to_type(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Replacing(Ops.to_dtype.One(this, type, non_blocking, copy), disposeAfter);

        public Tensor to(ScalarType type, Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(type, device, copy, disposeAfter, non_blocking);

        public Tensor to(ScalarType type, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(type, null, copy, disposeAfter, non_blocking);

        public Tensor to(DeviceType deviceType, int deviceIndex = -1, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(null, new Device(deviceType, deviceIndex), copy, disposeAfter, non_blocking);

        public Tensor to(string device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(null, new Device(device), copy, disposeAfter, non_blocking);

        public Tensor to(Device device, bool copy = false, bool disposeAfter = false, bool non_blocking = false) =>
            Moved(null, device, copy, disposeAfter, non_blocking);

        public Tensor to(Tensor other, bool non_blocking = false) => Moved(other.dtype, other.device, false, false, non_blocking);

        public Tensor cpu() => Moved(null, CPU, false, false, false);

        public Tensor cuda(Device? device = null, bool non_blocking = false) =>
            Moved(null, device ?? CUDA, false, false, non_blocking);

        public Tensor type_as(Tensor tensor) => to_type(tensor.dtype);

        public Tensor type(ScalarType dtype) => to_type(dtype);

        public Tensor @bool() => to_type(ScalarType.Bool);

        public Tensor @byte() => to_type(ScalarType.Byte);

        public Tensor @char() => to_type(ScalarType.Int8);

        public Tensor @short() => to_type(ScalarType.Int16);

        public Tensor @int() => to_type(ScalarType.Int32);

        public Tensor @long() => to_type(ScalarType.Int64);

        public Tensor half() => to_type(ScalarType.Float16);

        public Tensor bfloat16() => to_type(ScalarType.BFloat16);

        public Tensor @float() => to_type(ScalarType.Float32);

        public Tensor @double() => to_type(ScalarType.Float64);

        /// <summary>The one element of a tensor with one element, whose type must be <typeparamref name="T"/>.</summary>
        public T item<T>() where T : unmanaged
        {
            if (numel() != 1)
                throw new InvalidOperationException($"item<{typeof(T).Name}>() of a tensor with {numel()} elements; it must have one.");
            ElementTypes.Demand<T>(dtype);
            using var one = is_contiguous() && device_type == DeviceType.CPU ? null : Unscoped();
            return *(T*)(one ?? this).RawData;
        }

        /// <summary>A view of the elements, whose type must be <typeparamref name="T"/>; the tensor must be on the CPU.</summary>
        public TensorAccessor<T> data<T>() where T : unmanaged
        {
            ElementTypes.Demand<T>(dtype);
            return new TensorAccessor<T>(this);
        }

        public Scalar ToScalar() => Item() switch
        {
            { Kind: Kind.Double } value => value.Number,
            { Kind: Kind.Bool } value => value.Bits != 0,
            var value => value.Bits,
        };

        public static explicit operator float(Tensor value) => value.ToSingle();

        public static explicit operator double(Tensor value) => value.ToDouble();

        public static explicit operator sbyte(Tensor value) => value.ToSByte();

        public static explicit operator byte(Tensor value) => value.ToByte();

        public static explicit operator short(Tensor value) => value.ToInt16();

        public static explicit operator int(Tensor value) => value.ToInt32();

        public static explicit operator long(Tensor value) => value.ToInt64();

        public static explicit operator bool(Tensor value) => value.ToBoolean();

        private Tensor Moved(ScalarType? type, Device? device, bool copy, bool disposeAfter, bool nonBlocking) =>
            Replacing(Ops.to_device.One(this, device ?? this.device, type ?? dtype, nonBlocking, copy), disposeAfter);

        private Tensor Replacing(Tensor result, bool disposeAfter)
        {
            if (disposeAfter)
                Dispose();
            return result;
        }

        private Tensor Unscoped() => contiguous().cpu().DetachFromDisposeScope();
    }
}

public static partial class TensorExtensionMethods
{
    public static float ToSingle(this torch.Tensor value) => (float)value.Item().Number;

    public static double ToDouble(this torch.Tensor value) => value.Item().Number;

    public static sbyte ToSByte(this torch.Tensor value) => (sbyte)value.ToInt64();

    public static byte ToByte(this torch.Tensor value) => (byte)value.ToInt64();

    public static short ToInt16(this torch.Tensor value) => (short)value.ToInt64();

    public static int ToInt32(this torch.Tensor value) => (int)value.ToInt64();

    public static long ToInt64(this torch.Tensor value) => value.Item() is { Kind: Kind.Double } number ? (long)number.Number : value.Item().Bits;

    public static bool ToBoolean(this torch.Tensor value) => value.Item().Number != 0;

    public static Half ToHalf(this torch.Tensor value) => (Half)value.ToDouble();

    /// <summary>The bytes that an element takes.</summary>
    public static int ElementSize(this torch.ScalarType type) => type switch
    {
        torch.ScalarType.Byte or torch.ScalarType.Int8 or torch.ScalarType.Bool => 1,
        torch.ScalarType.Int16 or torch.ScalarType.Float16 or torch.ScalarType.BFloat16 => 2,
        torch.ScalarType.Int32 or torch.ScalarType.Float32 => 4,
        torch.ScalarType.Int64 or torch.ScalarType.Float64 or torch.ScalarType.ComplexFloat32 => 8,
        torch.ScalarType.ComplexFloat64 => 16,
        _ => throw new NotSupportedException($"The size of an element of type {type}."),
    };

    public static long TotalSize(this IEnumerable<long> shape) => shape.Aggregate(1L, (product, size) => product * size);

    public static Modules.Parameter AsParameter(this torch.Tensor tensor) => new(tensor);
}
