using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hiwae.Compilation.Kernels.Products;

/// <summary>Transposition, four rows at a time.</summary>
internal static unsafe class Transpose
{
    /// <summary>Four rows of so many numbers as columns next to each other: to[p · ldt + j] = from[j · stride + p] for j below 4.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Four(float* from, nint stride, int count, float* to, nint ldt)
    {
        var a = from;
        var b = a + stride;
        var c = b + stride;
        var d = c + stride;
        var p = 0;
        for (; p + 4 <= count; p += 4, to += 4 * ldt)
        {
            var (va, vb, vc, vd) = (Vector128.Load(a + p), Vector128.Load(b + p), Vector128.Load(c + p), Vector128.Load(d + p));
            var (ab, cd) = (Low(va, vb), Low(vc, vd));
            var (abHigh, cdHigh) = (High(va, vb), High(vc, vd));
            Vector128.Store(LowPairs(ab, cd), to);
            Vector128.Store(HighPairs(ab, cd), to + ldt);
            Vector128.Store(LowPairs(abHigh, cdHigh), to + (2 * ldt));
            Vector128.Store(HighPairs(abHigh, cdHigh), to + (3 * ldt));
        }

        for (; p < count; p++, to += ldt)
            (to[0], to[1], to[2], to[3]) = (a[p], b[p], c[p], d[p]);
    }

    // x0 y0 x1 y1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> x, Vector128<float> y) => System.Runtime.Intrinsics.X86.Sse.IsSupported
        ? System.Runtime.Intrinsics.X86.Sse.UnpackLow(x, y)
        : Vector128.Create(x[0], y[0], x[1], y[1]);

    // x2 y2 x3 y3.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> x, Vector128<float> y) => System.Runtime.Intrinsics.X86.Sse.IsSupported
        ? System.Runtime.Intrinsics.X86.Sse.UnpackHigh(x, y)
        : Vector128.Create(x[2], y[2], x[3], y[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> LowPairs(Vector128<float> x, Vector128<float> y) => Vector128.Create(x.GetLower(), y.GetLower());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> HighPairs(Vector128<float> x, Vector128<float> y) => Vector128.Create(x.GetUpper(), y.GetUpper());
}
