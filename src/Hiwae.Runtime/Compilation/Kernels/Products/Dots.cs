using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels.Products;

/// <summary>
/// Products of few columns and many terms, which would leave most of a tile's lanes empty: each number is the sum of the products of two rows, one of the left side and
/// one of the right side's transpose.
/// </summary>
internal static unsafe class Dots
{
    /// <summary>Whether a product with these numbers of columns and terms is faster this way.</summary>
    public static bool AreBetter<V>(int columns, int terms) where V : struct, ILanes<V> => 2 * columns <= V.Count && terms >= 2 * V.Count;

    /// <summary>C[rows, columns] = A B, or adds it.</summary>
    /// <param name="rows">The number of rows of A and C.</param>
    /// <param name="a">A.</param>
    /// <param name="lda">Floats from one row of A to the next.</param>
    /// <param name="b">B.</param>
    /// <param name="c">C.</param>
    /// <param name="ldc">Floats from one row of C to the next.</param>
    /// <param name="adds">Whether it is added to what is there.</param>
    public static void Run<V>(int rows, float* a, nint lda, DotSide<V> b, float* c, nint ldc, bool adds) where V : struct, ILanes<V>
    {
        var columns = b.Columns;
        var column = b.Start;
        for (; columns >= 4; columns -= 4, column += 4 * b.Stride, c += 4)
            Columns<V, Tile.Rows4>(rows, b.Terms, a, lda, column, b.Stride, c, ldc, adds);
        for (; columns >= 2; columns -= 2, column += 2 * b.Stride, c += 2)
            Columns<V, Tile.Rows2>(rows, b.Terms, a, lda, column, b.Stride, c, ldc, adds);
        if (columns > 0)
            Columns<V, Tile.Rows1>(rows, b.Terms, a, lda, column, b.Stride, c, ldc, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Columns<V, TCount>(int rows, int terms, float* a, nint lda, float* b, nint ldb, float* c, nint ldc, bool adds)
        where V : struct, ILanes<V>
        where TCount : struct, Tile.ICount
    {
        var whole = terms / V.Count * V.Count;
        for (var r = 0; r < rows; r++, a += lda, c += ldc)
        {
            V first = V.Zero, second = V.Zero, third = V.Zero, fourth = V.Zero;
            for (nint p = 0; p < terms; p += V.Count)
            {
                var x = p < whole ? V.Load(a + p) : V.Load(a + p, terms - whole);
                first = V.MultiplyAdd(x, V.Load(b + p), first);
                if (TCount.Count > 1)
                    second = V.MultiplyAdd(x, V.Load(b + ldb + p), second);
                if (TCount.Count > 2)
                    third = V.MultiplyAdd(x, V.Load(b + (2 * ldb) + p), third);
                if (TCount.Count > 3)
                    fourth = V.MultiplyAdd(x, V.Load(b + (3 * ldb) + p), fourth);
            }

            Put(c, V.Sum(first), adds);
            if (TCount.Count > 1)
                Put(c + 1, V.Sum(second), adds);
            if (TCount.Count > 2)
                Put(c + 2, V.Sum(third), adds);
            if (TCount.Count > 3)
                Put(c + 3, V.Sum(fourth), adds);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Put(float* c, float sum, bool adds) => *c = adds ? *c + sum : sum;
}

/// <summary>The right side of such a product, transposed: a row for each column, of whole vectors, with zeros behind the terms.</summary>
/// <param name="columns">The number of columns.</param>
/// <param name="terms">The number of terms of each sum.</param>
internal sealed unsafe class DotSide<V>(int columns, int terms) : IDisposable where V : struct, ILanes<V>
{
    private readonly Memory memory = new();

    /// <summary>The number of columns.</summary>
    public int Columns => columns;

    /// <summary>The number of terms of each sum.</summary>
    public int Terms => terms;

    /// <summary>The first column's row.</summary>
    public float* Start => memory.Start;

    /// <summary>Floats from one column to the next.</summary>
    public nint Stride { get; } = (terms + V.Count - 1) / V.Count * V.Count;

    /// <summary>Takes a matrix: the factor of a column and a term is at <c>from[column · perColumn + term · perTerm]</c>.</summary>
    public void Fill(float* from, nint perColumn, nint perTerm)
    {
        var to = memory.Reserve(columns * Stride);
        for (var j = 0; j < columns; j++, to += Stride, from += perColumn)
        {
            for (nint p = 0; p < terms; p++)
                to[p] = from[p * perTerm];
            new Span<float>(to + terms, (int)Stride - terms).Clear();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();
}
