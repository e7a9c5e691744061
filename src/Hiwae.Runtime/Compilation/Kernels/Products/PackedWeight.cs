using System.Runtime.CompilerServices;
using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels.Products;

/// <summary>
/// The transpose of a weight in panels of columns, zeros behind the last: what a product x Wᵀ reads. It is made once a run, and read by all threads for every block.
/// </summary>
/// <param name="outputs">Rows of W.</param>
/// <param name="inputs">Columns of W that x meets.</param>
internal sealed unsafe class PackedWeight<V>(int outputs, int inputs) : IDisposable where V : struct, ILanes<V>
{
    // So many rows of a panel stay in the nearest cache until all columns are in them.
    private const int Tile = 16;

    private static readonly int Width = 2 * V.Count;
    private readonly Memory memory = new((long)((outputs + Width - 1) / Width) * Width * inputs);

    /// <summary>The weight as the right side of a product.</summary>
    public RightSide Side => new((nint)memory.Start, (nint)Width * inputs, Width);

    private int Panels => (outputs + Width - 1) / Width;

    /// <summary>Packs a part of the panels.</summary>
    /// <param name="weight">W at the first column that x meets.</param>
    /// <param name="stride">Floats from one row of W to the next.</param>
    /// <param name="part">The part, from 0.</param>
    /// <param name="parts">The number of parts.</param>
    public void Pack(float* weight, int stride, int part, int parts)
    {
        for (var panel = Panels * part / parts; panel < Panels * (part + 1) / parts; panel++)
        {
            var first = panel * Width;
            Pack(weight + ((long)first * stride), stride, Math.Min(Width, outputs - first), memory.Start + ((long)panel * Width * inputs));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Pack(float* from, int stride, int columns, float* to)
    {
        var whole = columns / 4 * 4;
        for (var p = 0; p < inputs; p += Tile)
        {
            var (j, count) = (0, Math.Min(Tile, inputs - p));
            for (; j + Transposition.Line <= columns && V.Count == Transposition.Line; j += Transposition.Line)
                Transposition.Sixteen(from + ((long)j * stride) + p, stride, count, to + ((long)p * Width) + j, Width);
            for (; j < whole; j += 4)
                Transposition.Four(from + ((long)j * stride) + p, stride, count, to + ((long)p * Width) + j, Width);
        }

        for (var j = whole; j < columns; j++)
        {
            for (var p = 0; p < inputs; p++)
                to[(p * Width) + j] = from[((long)j * stride) + p];
        }

        for (var p = 0; p < inputs && columns < Width; p++)
            new Span<float>(to + (p * Width) + columns, Width - columns).Clear();
    }
}
