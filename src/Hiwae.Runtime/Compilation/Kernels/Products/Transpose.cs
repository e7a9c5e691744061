using System.Runtime.CompilerServices;

namespace Hiwae.Compilation.Kernels.Products;

/// <summary>Transposition, four rows at a time.</summary>
internal static unsafe class Transpose
{
    /// <summary>Four rows of so many numbers as columns next to each other: to[p · ldt + j] = from[j · stride + p] for j below 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four(float* from, nint stride, int count, float* to, nint ldt)
    {
        var p = 0;
        for (; p + Square.Size <= count; p += Square.Size, to += Square.Size * ldt)
            Square.Load(from + p, stride).Transposed().Store(to, ldt);
        for (; p < count; p++, to += ldt)
            (to[0], to[1], to[2], to[3]) = (from[p], from[stride + p], from[(2 * stride) + p], from[(3 * stride) + p]);
    }
}
