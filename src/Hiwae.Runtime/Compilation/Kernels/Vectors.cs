using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>Vectors at the end of what they are read from, for loops that have one body for whole vectors and the last: a branch costs less than a mask.</summary>
internal static unsafe class Vectors
{
    /// <summary>Reads the floats that are left of a vector's, and zeros after them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load<V>(float* from, int left) where V : struct, ILanes<V> => left >= V.Count ? V.Load(from) : V.Load(from, left);

    /// <summary>Writes the floats that are left of a vector's.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<V>(float* to, V value, int left) where V : struct, ILanes<V>
    {
        if (left >= V.Count)
            V.Store(to, value);
        else
            V.Store(to, value, left);
    }
}

/// <summary>The lanes of a vector that a pass over floats reads and writes, so that the body of a loop, written once, serves its last part too.</summary>
/// <typeparam name="V">The vector.</typeparam>
internal unsafe interface IReach<V> where V : struct, ILanes<V>
{
    static abstract V Load(float* from, int count);

    static abstract void Store(float* to, V value, int count);

    /// <summary>The value in lanes within reach, and another in the rest.</summary>
    static abstract V Or(V value, V beyond, int count);
}

/// <summary>All of it, whatever the count.</summary>
internal readonly unsafe struct Whole<V> : IReach<V> where V : struct, ILanes<V>
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(float* from, int count) => V.Load(from);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, V value, int count) => V.Store(to, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Or(V value, V beyond, int count) => value;
}

/// <summary>The first lanes, as many as the count says; zeros are read in place of the others.</summary>
internal readonly unsafe struct Part<V> : IReach<V> where V : struct, ILanes<V>
{
    // 16 ones, as the bytes of floats.
    private static ReadOnlySpan<byte> Ones =>
    [
        0, 0, 128, 63, 0, 0, 128, 63, 0, 0, 128, 63, 0, 0, 128, 63, 0, 0, 128, 63, 0, 0, 128, 63, 0, 0, 128, 63, 0, 0, 128, 63,
        0, 0, 128, 63, 0, 0, 128, 63, 0, 0, 128, 63, 0, 0, 128, 63, 0, 0, 128, 63, 0, 0, 128, 63, 0, 0, 128, 63, 0, 0, 128, 63,
    ];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Load(float* from, int count) => V.Load(from, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(float* to, V value, int count) => V.Store(to, value, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Or(V value, V beyond, int count) =>
        V.Select(V.Less(V.Zero, V.Load((float*)Unsafe.AsPointer(ref Unsafe.AsRef(in Ones[0])), count)), value, beyond);
}
