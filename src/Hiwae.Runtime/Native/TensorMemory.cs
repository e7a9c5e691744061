namespace Hiwae.Native;

/// <summary>Where a tensor's numbers lie.</summary>
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
