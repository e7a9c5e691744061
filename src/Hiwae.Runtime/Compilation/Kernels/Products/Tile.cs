using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels.Products;

/// <summary>
/// A tile of a product, all of it in registers: up to twelve rows by two vectors of columns. The counts of rows and vectors are types, so that the compiler makes a loop of
/// its own for each, without the branches on them.
/// </summary>
internal static unsafe partial class Tile
{
    /// <summary>c[i, j] = Σ_p a[i · row + p · step] b[p · ldb + j], or adds it.</summary>
    /// <typeparam name="V">The width.</typeparam>
    /// <typeparam name="TRows">The number of rows.</typeparam>
    /// <typeparam name="TColumns">The number of vectors of columns, and whether the last is a part of one.</typeparam>
    /// <param name="terms">The number of terms.</param>
    /// <param name="a">The left side.</param>
    /// <param name="row">Floats from one row of it to the next.</param>
    /// <param name="step">Floats from one term to the next.</param>
    /// <param name="b">The right side, columns next to each other.</param>
    /// <param name="ldb">Floats from one term to the next.</param>
    /// <param name="c">The result.</param>
    /// <param name="ldc">Floats from one row to the next.</param>
    /// <param name="last">The columns of the last vector, where it is a part.</param>
    /// <param name="adds">Whether the result is added to what is there.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Multiply<V, TRows, TColumns>(int terms, float* a, nint row, nint step, float* b, nint ldb, float* c, nint ldc, int last, bool adds)
        where V : struct, ILanes<V>
        where TRows : struct, ICount
        where TColumns : struct, IColumns
    {
        V c00 = V.Zero, c01 = V.Zero, c10 = V.Zero, c11 = V.Zero, c20 = V.Zero, c21 = V.Zero, c30 = V.Zero, c31 = V.Zero, c40 = V.Zero, c41 = V.Zero, c50 = V.Zero, c51 = V.Zero,
          c60 = V.Zero, c61 = V.Zero, c70 = V.Zero, c71 = V.Zero, c80 = V.Zero, c81 = V.Zero, c90 = V.Zero, c91 = V.Zero, c100 = V.Zero, c101 = V.Zero, c110 = V.Zero, c111 = V.Zero;
        var row2 = 2 * row;
        var a3 = a + row + row2;
        var a6 = a3 + row + row2;
        var a9 = a6 + row + row2;
        for (var p = 0; p < terms; p++)
        {
            var b0 = TColumns.Vectors == 1 && TColumns.IsPart ? V.Load(b, last) : V.Load(b);
            var b1 = TColumns.Vectors == 1 ? V.Zero : TColumns.IsPart ? V.Load(b + V.Count, last) : V.Load(b + V.Count);
            if (TRows.Count > 0)
            {
                var x = V.All(a[0]);
                c00 = V.MultiplyAdd(x, b0, c00);
                if (TColumns.Vectors > 1)
                    c01 = V.MultiplyAdd(x, b1, c01);
            }

            if (TRows.Count > 1)
            {
                var x = V.All(a[row]);
                c10 = V.MultiplyAdd(x, b0, c10);
                if (TColumns.Vectors > 1)
                    c11 = V.MultiplyAdd(x, b1, c11);
            }

            if (TRows.Count > 2)
            {
                var x = V.All(a[row2]);
                c20 = V.MultiplyAdd(x, b0, c20);
                if (TColumns.Vectors > 1)
                    c21 = V.MultiplyAdd(x, b1, c21);
            }

            if (TRows.Count > 3)
            {
                var x = V.All(a3[0]);
                c30 = V.MultiplyAdd(x, b0, c30);
                if (TColumns.Vectors > 1)
                    c31 = V.MultiplyAdd(x, b1, c31);
            }

            if (TRows.Count > 4)
            {
                var x = V.All(a3[row]);
                c40 = V.MultiplyAdd(x, b0, c40);
                if (TColumns.Vectors > 1)
                    c41 = V.MultiplyAdd(x, b1, c41);
            }

            if (TRows.Count > 5)
            {
                var x = V.All(a3[row2]);
                c50 = V.MultiplyAdd(x, b0, c50);
                if (TColumns.Vectors > 1)
                    c51 = V.MultiplyAdd(x, b1, c51);
            }

            if (TRows.Count > 6)
            {
                var x = V.All(a6[0]);
                c60 = V.MultiplyAdd(x, b0, c60);
                if (TColumns.Vectors > 1)
                    c61 = V.MultiplyAdd(x, b1, c61);
            }

            if (TRows.Count > 7)
            {
                var x = V.All(a6[row]);
                c70 = V.MultiplyAdd(x, b0, c70);
                if (TColumns.Vectors > 1)
                    c71 = V.MultiplyAdd(x, b1, c71);
            }

            if (TRows.Count > 8)
            {
                var x = V.All(a6[row2]);
                c80 = V.MultiplyAdd(x, b0, c80);
                if (TColumns.Vectors > 1)
                    c81 = V.MultiplyAdd(x, b1, c81);
            }

            if (TRows.Count > 9)
            {
                var x = V.All(a9[0]);
                c90 = V.MultiplyAdd(x, b0, c90);
                if (TColumns.Vectors > 1)
                    c91 = V.MultiplyAdd(x, b1, c91);
            }

            if (TRows.Count > 10)
            {
                var x = V.All(a9[row]);
                c100 = V.MultiplyAdd(x, b0, c100);
                if (TColumns.Vectors > 1)
                    c101 = V.MultiplyAdd(x, b1, c101);
            }

            if (TRows.Count > 11)
            {
                var x = V.All(a9[row2]);
                c110 = V.MultiplyAdd(x, b0, c110);
                if (TColumns.Vectors > 1)
                    c111 = V.MultiplyAdd(x, b1, c111);
            }

            a += step;
            a3 += step;
            a6 += step;
            a9 += step;
            b += ldb;
        }

        if (TRows.Count > 0)
            Put<V, TColumns>(c + (0 * ldc), c00, c01, last, adds);
        if (TRows.Count > 1)
            Put<V, TColumns>(c + (1 * ldc), c10, c11, last, adds);
        if (TRows.Count > 2)
            Put<V, TColumns>(c + (2 * ldc), c20, c21, last, adds);
        if (TRows.Count > 3)
            Put<V, TColumns>(c + (3 * ldc), c30, c31, last, adds);
        if (TRows.Count > 4)
            Put<V, TColumns>(c + (4 * ldc), c40, c41, last, adds);
        if (TRows.Count > 5)
            Put<V, TColumns>(c + (5 * ldc), c50, c51, last, adds);
        if (TRows.Count > 6)
            Put<V, TColumns>(c + (6 * ldc), c60, c61, last, adds);
        if (TRows.Count > 7)
            Put<V, TColumns>(c + (7 * ldc), c70, c71, last, adds);
        if (TRows.Count > 8)
            Put<V, TColumns>(c + (8 * ldc), c80, c81, last, adds);
        if (TRows.Count > 9)
            Put<V, TColumns>(c + (9 * ldc), c90, c91, last, adds);
        if (TRows.Count > 10)
            Put<V, TColumns>(c + (10 * ldc), c100, c101, last, adds);
        if (TRows.Count > 11)
            Put<V, TColumns>(c + (11 * ldc), c110, c111, last, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put<V, TColumns>(float* c, V c0, V c1, int last, bool adds) where V : struct, ILanes<V> where TColumns : struct, IColumns
    {
        if (TColumns.Vectors == 1 && TColumns.IsPart)
        {
            V.Store(c, adds ? c0 + V.Load(c, last) : c0, last);
            return;
        }

        V.Store(c, adds ? c0 + V.Load(c) : c0);
        if (TColumns.Vectors == 1)
            return;
        c += V.Count;
        if (TColumns.IsPart)
            V.Store(c, adds ? c1 + V.Load(c, last) : c1, last);
        else
            V.Store(c, adds ? c1 + V.Load(c) : c1);
    }
}
