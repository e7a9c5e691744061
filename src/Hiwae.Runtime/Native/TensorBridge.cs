using System.Runtime.InteropServices;

namespace Hiwae.Native;

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

    private static readonly delegate* unmanaged[SuppressGCTransition]<nint, void> Release =
        (delegate* unmanaged[SuppressGCTransition]<nint, void>)NativeLibrary.GetExport(Library, "THSTensor_dispose");

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
