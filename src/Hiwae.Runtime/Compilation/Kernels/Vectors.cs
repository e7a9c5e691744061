using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>Vectors at the end of what they are read from, for loops that have one body for whole vectors and the last: a branch costs less than a mask.</summary>
internal static unsafe class Vectors
{
    /// <summary>As many of a vector's floats as are left, and zeros.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V>(float* from, int left) where V : struct, ILanes<V> => left >= V.Count ? V.Load(from) : V.Load(from, left);

    /// <summary>As many of a vector's floats as are left.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V>(float* to, V value, int left) where V : struct, ILanes<V>
    {
        if (left >= V.Count)
            V.Store(to, value);
        else
            V.Store(to, value, left);
    }
}
