using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

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
            var (ab, cd) = (Low(va, vb).AsDouble(), Low(vc, vd).AsDouble());
            var (abHigh, cdHigh) = (High(va, vb).AsDouble(), High(vc, vd).AsDouble());
            Vector128.Store(Low(ab, cd).AsSingle(), to);
            Vector128.Store(High(ab, cd).AsSingle(), to + ldt);
            Vector128.Store(Low(abHigh, cdHigh).AsSingle(), to + (2 * ldt));
            Vector128.Store(High(abHigh, cdHigh).AsSingle(), to + (3 * ldt));
        }

        for (; p < count; p++, to += ldt)
            (to[0], to[1], to[2], to[3]) = (a[p], b[p], c[p], d[p]);
    }

    /// <summary>x0 y0 x1 y1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Low(Vector128<float> x, Vector128<float> y) => Sse.IsSupported ? Sse.UnpackLow(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
        : Vector128.Create(x[0], y[0], x[1], y[1]);

    /// <summary>x2 y2 x3 y3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> High(Vector128<float> x, Vector128<float> y) => Sse.IsSupported ? Sse.UnpackHigh(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
        : Vector128.Create(x[2], y[2], x[3], y[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> Low(Vector128<double> x, Vector128<double> y) => Sse2.IsSupported ? Sse2.UnpackLow(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipLow(x, y)
        : Vector128.Create(x[0], y[0]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<double> High(Vector128<double> x, Vector128<double> y) => Sse2.IsSupported ? Sse2.UnpackHigh(x, y)
        : AdvSimd.Arm64.IsSupported ? AdvSimd.Arm64.ZipHigh(x, y)
        : Vector128.Create(x[1], y[1]);
}
