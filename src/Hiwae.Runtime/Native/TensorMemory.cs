using System.Runtime.InteropServices;

namespace Hiwae.Native;

/// <summary>The memory of a tensor's numbers.</summary>
internal static unsafe class TensorMemory
{
    /// <summary>
    /// The address of the first number of a contiguous tensor on the CPU; null where it has none. It holds as long as the tensor, or another one that shares its
    /// memory, is alive and is not given other memory: keep the tensor alive while the address is used.
    /// </summary>
    /// <exception cref="InvalidOperationException">The tensor is not contiguous, or not on the CPU.</exception>
    public static void* Start(Tensor tensor)
    {
        if (tensor.numel() * tensor.ElementSize <= int.MaxValue)
            return Address(tensor);

        // A span reaches no further: that of the first number begins where the whole does.
        if (!tensor.is_contiguous())
            throw new InvalidOperationException($"A tensor of shape [{string.Join(", ", tensor.shape)}] is not contiguous; its numbers have no order in memory. Use contiguous().");
        using var all = tensor.view(-1);
        using var first = all.narrow(0, 0, 1);
        return Address(first);
    }

    /// <summary>Whether a tensor is of 32-bit floats that lie one after the other on the CPU.</summary>
    public static bool IsPlain(Tensor tensor) => tensor.dtype == ScalarType.Float32 && tensor.device_type == DeviceType.CPU && tensor.is_contiguous();

    private static void* Address(Tensor tensor)
    {
        fixed (byte* start = tensor.bytes)
            return start;
    }
}

/// <summary>
/// A few functions of TorchSharp's own native library, without the managed objects that its methods make of what they return: a step asks them of every parameter. None of them waits or
/// calls back.
/// </summary>
internal static unsafe class TensorBridge
{
    private static readonly nint Library = NativeLibrary.Load("LibTorchSharp", typeof(torch).Assembly, null);

    private static readonly delegate* unmanaged[SuppressGCTransition]<nint, nint> DataOf =
        (delegate* unmanaged[SuppressGCTransition]<nint, nint>)NativeLibrary.GetExport(Library, "THSTensor_data");

    private static readonly delegate* unmanaged[SuppressGCTransition]<nint, nint> GradientOf =
        (delegate* unmanaged[SuppressGCTransition]<nint, nint>)NativeLibrary.GetExport(Library, "THSTensor_grad");

    // What is freed with the tensor, and whether it requires a gradient: nothing, and not.
    private static readonly delegate* unmanaged<nint, nint, long*, int, sbyte, sbyte, int, int, byte, nint> New =
        (delegate* unmanaged<nint, nint, long*, int, sbyte, sbyte, int, int, byte, nint>)NativeLibrary.GetExport(Library, "THSTensor_new");

    private static readonly delegate* unmanaged[SuppressGCTransition]<nint, void> Release =
        (delegate* unmanaged[SuppressGCTransition]<nint, void>)NativeLibrary.GetExport(Library, "THSTensor_dispose");

    /// <summary>A tensor of numbers that lie in memory of another's.</summary>
    /// <param name="start">Where; they are to stay there as long as the tensor, or another that shares its memory, is alive.</param>
    /// <param name="count">How many.</param>
    /// <param name="type">What they are.</param>
    public static Tensor Over(void* start, long count, ScalarType type) => Tensor.UnsafeCreateTensor(New((nint)start, 0, &count, 1, (sbyte)type, (sbyte)type, (int)DeviceType.CPU, -1, 0));

    /// <summary>The address of a parameter's gradient; null where it has none. It holds as long as the parameter keeps that gradient.</summary>
    public static float* Gradient(Tensor parameter)
    {
        var gradient = GradientOf(parameter.Handle);
        if (gradient == 0)
            return null;
        var address = (float*)DataOf(gradient);
        Release(gradient);
        return address;
    }
}

/// <summary>The addresses of a parameter's numbers and of its gradient's; found anew only where they have changed.</summary>
internal sealed unsafe class ParameterMemory
{
    private Tensor? parameter;
    private float* gradient;

    /// <summary>The parameter's numbers.</summary>
    public float* Values { get; private set; }

    /// <summary>Takes the parameter as it is now: moving a network to another type or device replaces it.</summary>
    /// <exception cref="ArgumentException">It is not of 32-bit floats that lie without gaps on the CPU.</exception>
    public void Read(Tensor current)
    {
        if (ReferenceEquals(parameter, current))
            return;
        if (!TensorMemory.IsPlain(current))
            throw new ArgumentException(
                $"A compiled step reads parameters of 32-bit floats that lie without gaps on the CPU; one of shape [{string.Join(", ", current.shape)}] is of type {current.dtype} on {current.device}.", nameof(current));
        parameter = current;
        Values = (float*)TensorMemory.Start(current);
        gradient = null;
    }

    /// <summary>The gradient's numbers; null where there is none, or one that does not lie without gaps.</summary>
    public float* Gradient()
    {
        var found = TensorBridge.Gradient(parameter!);
        if (found is null || found == gradient)
            return found;
        using var current = parameter!.grad;
        return TensorMemory.IsPlain(current!) ? gradient = found : null;
    }

    /// <summary>The gradient's numbers, of a gradient of zeros where there is none.</summary>
    public float* GradientOrZeros()
    {
        var found = Gradient();
        if (found is not null)
            return found;
        using var zeros = zeros_like(parameter!);
        parameter!.grad = zeros;
        return Gradient();
    }
}
