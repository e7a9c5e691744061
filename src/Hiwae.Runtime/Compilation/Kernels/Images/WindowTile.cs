using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>
/// Sums of products that stay in registers: of up to 12 numbers, each with one or two vectors, at all places of up to three loops. Numbers lie at equal distances on one
/// line or on two.
/// </summary>
internal unsafe struct WindowTile
{
    public float* Numbers, Vectors;

    /// <summary>Between numbers, and between lines.</summary>
    public long Across, Line;

    /// <summary>The numbers of rounds of the loops.</summary>
    public int Images, Rows, Length;

    /// <summary>The distances between places of a loop, for numbers and for vectors.</summary>
    public long ImageStep, RowStep, Step, VectorImageStep, VectorRowStep, VectorStep;

    /// <summary>The starting values of sums, the same for all numbers; zero where null.</summary>
    public float* Start;

    /// <summary>The addend of the sums, lying as they do; null for none.</summary>
    public float* Addend;

    /// <summary>The address of the sums.</summary>
    public float* Sums;

    public long SumsAcross, SumsLine;
}

/// <summary>A number that the compiler knows.</summary>
internal interface ICount
{
    static abstract int Value { get; }
}

/// <summary>
/// The loops of <see cref="WindowTile"/>: of each number two sums, by two vectors or on two lines, or one; with two vectors and two lines numbers from the seventh on are those
/// of the second line.
/// </summary>
/// <typeparam name="V">The vectors.</typeparam>
/// <typeparam name="N">Numbers on a line: at most 12, or 6 with two vectors and two lines.</typeparam>
/// <typeparam name="L">Lines.</typeparam>
/// <typeparam name="W">Vectors of a number.</typeparam>
internal static unsafe class WindowTile<V, N, L, W> where V : struct, ILanes<V> where N : struct, ICount where L : struct, ICount where W : struct, ICount
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Compute(WindowTile* tile)
    {
        V c0 = V.Zero, d0 = V.Zero;
        if (tile->Start != null)
        {
            c0 = V.Load(tile->Start);
            d0 = W.Value > 1 ? V.Load(tile->Start + V.Count) : c0;
        }
        V c1 = c0, c2 = c0, c3 = c0, c4 = c0, c5 = c0, c6 = c0, c7 = c0, c8 = c0, c9 = c0, c10 = c0, c11 = c0;
        V d1 = d0, d2 = d0, d3 = d0, d4 = d0, d5 = d0, d6 = d0, d7 = d0, d8 = d0, d9 = d0, d10 = d0, d11 = d0;
        long across = tile->Across, twice = 2 * across, step = tile->Step, vectorStep = tile->VectorStep;
        long line = tile->Line, lineAcross = line + across, lineTwice = line + twice;
        for (var image = 0; image < tile->Images; image++)
        {
            float* numbers = tile->Numbers + (image * tile->ImageStep), vectors = tile->Vectors + (image * tile->VectorImageStep);
            for (var row = tile->Rows; row > 0; row--, numbers += tile->RowStep, vectors += tile->VectorRowStep)
            {
                float* a = numbers, b = vectors;
                float* a3 = a + (3 * across), a6 = W.Value + L.Value > 3 ? a + line : a + (6 * across), a9 = a6 + (3 * across);
                for (var place = tile->Length; place > 0; place--)
                {
                    V first = V.Load(b), second = W.Value > 1 ? V.Load(b + V.Count) : V.Zero;
                    if (Has(0))
                    {
                        var x = V.All(*a);
                        c0 = V.MultiplyAdd(x, first, c0);
                        d0 = W.Value > 1 ? V.MultiplyAdd(x, second, d0) : L.Value > 1 ? V.MultiplyAdd(V.All(*(a + line)), first, d0) : d0;
                    }
                    if (Has(1))
                    {
                        var x = V.All(*(a + across));
                        c1 = V.MultiplyAdd(x, first, c1);
                        d1 = W.Value > 1 ? V.MultiplyAdd(x, second, d1) : L.Value > 1 ? V.MultiplyAdd(V.All(*(a + lineAcross)), first, d1) : d1;
                    }
                    if (Has(2))
                    {
                        var x = V.All(*(a + twice));
                        c2 = V.MultiplyAdd(x, first, c2);
                        d2 = W.Value > 1 ? V.MultiplyAdd(x, second, d2) : L.Value > 1 ? V.MultiplyAdd(V.All(*(a + lineTwice)), first, d2) : d2;
                    }
                    if (Has(3))
                    {
                        var x = V.All(*a3);
                        c3 = V.MultiplyAdd(x, first, c3);
                        d3 = W.Value > 1 ? V.MultiplyAdd(x, second, d3) : L.Value > 1 ? V.MultiplyAdd(V.All(*(a3 + line)), first, d3) : d3;
                    }
                    if (Has(4))
                    {
                        var x = V.All(*(a3 + across));
                        c4 = V.MultiplyAdd(x, first, c4);
                        d4 = W.Value > 1 ? V.MultiplyAdd(x, second, d4) : L.Value > 1 ? V.MultiplyAdd(V.All(*(a3 + lineAcross)), first, d4) : d4;
                    }
                    if (Has(5))
                    {
                        var x = V.All(*(a3 + twice));
                        c5 = V.MultiplyAdd(x, first, c5);
                        d5 = W.Value > 1 ? V.MultiplyAdd(x, second, d5) : L.Value > 1 ? V.MultiplyAdd(V.All(*(a3 + lineTwice)), first, d5) : d5;
                    }
                    if (Has(6))
                    {
                        var x = V.All(*a6);
                        c6 = V.MultiplyAdd(x, first, c6);
                        d6 = W.Value > 1 ? V.MultiplyAdd(x, second, d6) : L.Value > 1 ? V.MultiplyAdd(V.All(*(a6 + line)), first, d6) : d6;
                    }
                    if (Has(7))
                    {
                        var x = V.All(*(a6 + across));
                        c7 = V.MultiplyAdd(x, first, c7);
                        d7 = W.Value > 1 ? V.MultiplyAdd(x, second, d7) : L.Value > 1 ? V.MultiplyAdd(V.All(*(a6 + lineAcross)), first, d7) : d7;
                    }
                    if (Has(8))
                    {
                        var x = V.All(*(a6 + twice));
                        c8 = V.MultiplyAdd(x, first, c8);
                        d8 = W.Value > 1 ? V.MultiplyAdd(x, second, d8) : L.Value > 1 ? V.MultiplyAdd(V.All(*(a6 + lineTwice)), first, d8) : d8;
                    }
                    if (Has(9))
                    {
                        var x = V.All(*a9);
                        c9 = V.MultiplyAdd(x, first, c9);
                        d9 = W.Value > 1 ? V.MultiplyAdd(x, second, d9) : L.Value > 1 ? V.MultiplyAdd(V.All(*(a9 + line)), first, d9) : d9;
                    }
                    if (Has(10))
                    {
                        var x = V.All(*(a9 + across));
                        c10 = V.MultiplyAdd(x, first, c10);
                        d10 = W.Value > 1 ? V.MultiplyAdd(x, second, d10) : L.Value > 1 ? V.MultiplyAdd(V.All(*(a9 + lineAcross)), first, d10) : d10;
                    }
                    if (Has(11))
                    {
                        var x = V.All(*(a9 + twice));
                        c11 = V.MultiplyAdd(x, first, c11);
                        d11 = W.Value > 1 ? V.MultiplyAdd(x, second, d11) : L.Value > 1 ? V.MultiplyAdd(V.All(*(a9 + lineTwice)), first, d11) : d11;
                    }
                    a += step;
                    a3 += step;
                    a6 += step;
                    a9 += step;
                    b += vectorStep;
                }
            }
        }
        long outAcross = tile->SumsAcross, outLine = W.Value + L.Value > 3 ? tile->SumsLine - (6 * outAcross) : 0;
        if (Has(0))
            Put(tile, 0, c0, d0);
        if (Has(1))
            Put(tile, outAcross, c1, d1);
        if (Has(2))
            Put(tile, 2 * outAcross, c2, d2);
        if (Has(3))
            Put(tile, 3 * outAcross, c3, d3);
        if (Has(4))
            Put(tile, 4 * outAcross, c4, d4);
        if (Has(5))
            Put(tile, 5 * outAcross, c5, d5);
        if (Has(6))
            Put(tile, outLine + (6 * outAcross), c6, d6);
        if (Has(7))
            Put(tile, outLine + (7 * outAcross), c7, d7);
        if (Has(8))
            Put(tile, outLine + (8 * outAcross), c8, d8);
        if (Has(9))
            Put(tile, outLine + (9 * outAcross), c9, d9);
        if (Has(10))
            Put(tile, outLine + (10 * outAcross), c10, d10);
        if (Has(11))
            Put(tile, outLine + (11 * outAcross), c11, d11);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Has(int number) => N.Value + (W.Value + L.Value > 3 && number >= 6 ? 6 : 0) > number;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(WindowTile* tile, long at, V first, V second)
    {
        Put(tile, at, first);
        if (W.Value > 1)
            Put(tile, at + V.Count, second);
        else if (L.Value > 1)
            Put(tile, at + tile->SumsLine, second);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(WindowTile* tile, long at, V sum) => V.Store(tile->Sums + at, tile->Addend != null ? sum + V.Load(tile->Addend + at) : sum);
}
