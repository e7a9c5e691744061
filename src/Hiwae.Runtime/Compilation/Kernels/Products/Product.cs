using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels.Products;

/// <summary>The left side of a product: element (i, p) is at <c>Start[i · Row + p · Step]</c>, so that a matrix and its transpose are read as they lie.</summary>
internal readonly unsafe record struct LeftSide(nint Address, nint Row, nint Step)
{
    /// <summary>Rows as they lie.</summary>
    public static LeftSide Rows(float* start, nint stride) => new((nint)start, stride, 1);

    /// <summary>The transpose of rows as they lie.</summary>
    public static LeftSide Transposed(float* start, nint stride) => new((nint)start, 1, stride);
}

/// <summary>The right side: columns in panels of two vectors' width, those of a panel next to each other.</summary>
/// <param name="Address">The first panel.</param>
/// <param name="Panel">Floats from one panel to the next.</param>
/// <param name="Row">Floats from one row of a panel to the next.</param>
internal readonly unsafe record struct RightSide(nint Address, nint Panel, nint Row)
{
    /// <summary>A matrix as it lies.</summary>
    public static RightSide Rows<V>(float* start, nint stride) where V : struct, ILanes<V> => new((nint)start, 2 * V.Count, stride);
}

/// <summary>
/// Matrix products on the calling thread. Activations are read as they were written; only a weight that is met transposed is packed, once a run (<see cref="PackedWeight{V}"/>).
/// </summary>
internal static unsafe class Product
{
    /// <summary>C[rows, columns] = A B, or adds it.</summary>
    /// <param name="rows">The number of rows of A and C.</param>
    /// <param name="columns">The number of columns of B and C.</param>
    /// <param name="terms">Columns of A, rows of B.</param>
    /// <param name="a">A.</param>
    /// <param name="b">B; of its last panel nothing behind the columns is read, unless it is packed.</param>
    /// <param name="c">C.</param>
    /// <param name="ldc">Floats from one row of C to the next.</param>
    /// <param name="adds">Whether it is added to what is there.</param>
    public static void Run<V>(int rows, int columns, int terms, LeftSide a, RightSide b, float* c, nint ldc, bool adds) where V : struct, ILanes<V>
    {
        var panel = (float*)b.Address;
        var width = 2 * V.Count;
        for (; columns >= width; columns -= width, panel += b.Panel, c += width)
            Column<V, Tile.Whole>(rows, terms, a, panel, b.Row, c, ldc, 0, adds);
        if (columns > V.Count)
            Column<V, Tile.Part>(rows, terms, a, panel, b.Row, c, ldc, columns - V.Count, adds);
        else if (columns > 0)
            Column<V, Tile.Narrow>(rows, terms, a, panel, b.Row, c, ldc, columns, adds);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Column<V, TColumns>(int rows, int terms, LeftSide a, float* panel, nint ldb, float* c, nint ldc, int last, bool adds)
        where V : struct, ILanes<V>
        where TColumns : struct, Tile.IColumns
    {
        var from = (float*)a.Address;
        if (V.Registers >= 32)
        {
            for (; rows >= 12; rows -= 12, from += 12 * a.Row, c += 12 * ldc)
                Tile.Multiply<V, Tile.Rows12, TColumns>(terms, from, a.Row, a.Step, panel, ldb, c, ldc, last, adds);
            for (; rows >= 8; rows -= 8, from += 8 * a.Row, c += 8 * ldc)
                Tile.Multiply<V, Tile.Rows8, TColumns>(terms, from, a.Row, a.Step, panel, ldb, c, ldc, last, adds);
        }
        else
        {
            for (; rows >= 6; rows -= 6, from += 6 * a.Row, c += 6 * ldc)
                Tile.Multiply<V, Tile.Rows6, TColumns>(terms, from, a.Row, a.Step, panel, ldb, c, ldc, last, adds);
        }

        for (; rows >= 4; rows -= 4, from += 4 * a.Row, c += 4 * ldc)
            Tile.Multiply<V, Tile.Rows4, TColumns>(terms, from, a.Row, a.Step, panel, ldb, c, ldc, last, adds);
        for (; rows >= 2; rows -= 2, from += 2 * a.Row, c += 2 * ldc)
            Tile.Multiply<V, Tile.Rows2, TColumns>(terms, from, a.Row, a.Step, panel, ldb, c, ldc, last, adds);
        if (rows > 0)
            Tile.Multiply<V, Tile.Rows1, TColumns>(terms, from, a.Row, a.Step, panel, ldb, c, ldc, last, adds);
    }
}
