using Hiwae.Compilation.Lanes;

namespace Hiwae.Compilation.Kernels;

/// <summary>Computes a <see cref="WindowTile"/> with given counts of numbers, lines and vectors. Each combination has loops of its own, which are compiled when they are first used.</summary>
/// <typeparam name="V">The vectors.</typeparam>
internal static unsafe class WindowTiles<V> where V : struct, ILanes<V>
{
    // Besides the sums, the registers hold the vectors and a number.
    private static int MostSums => V.Registers >= 32 ? 24 : 12;

    /// <summary>The largest number of places on a line, each of a number of vectors.</summary>
    public static int Most(int vectors) => Math.Min(12, MostSums / vectors);

    /// <summary>Whether a tile of two lines has room for these numbers on each.</summary>
    public static bool FitTwice(int numbers, int vectors) => 2 * numbers * vectors <= MostSums;

    /// <summary>Computes a tile.</summary>
    /// <param name="tile">The tile.</param>
    /// <param name="numbers">Numbers on a line.</param>
    /// <param name="lines">Lines: 1, or 2 where they fit.</param>
    /// <param name="vectors">Vectors of a number: 1 or 2.</param>
    public static void Compute(WindowTile* tile, int numbers, int lines, int vectors)
    {
        if (vectors == 2)
            Compute<Counts.Two>(tile, numbers, lines);
        else
            Compute<Counts.One>(tile, numbers, lines);
    }

    private static void Compute<W>(WindowTile* tile, int numbers, int lines) where W : struct, ICount
    {
        switch (numbers, lines)
        {
            case (1, 1): WindowTile<V, Counts.One, Counts.One, W>.Compute(tile); break;
            case (2, 1): WindowTile<V, Counts.Two, Counts.One, W>.Compute(tile); break;
            case (3, 1): WindowTile<V, Counts.Three, Counts.One, W>.Compute(tile); break;
            case (4, 1): WindowTile<V, Counts.Four, Counts.One, W>.Compute(tile); break;
            case (5, 1): WindowTile<V, Counts.Five, Counts.One, W>.Compute(tile); break;
            case (6, 1): WindowTile<V, Counts.Six, Counts.One, W>.Compute(tile); break;
            case (7, 1): WindowTile<V, Counts.Seven, Counts.One, W>.Compute(tile); break;
            case (8, 1): WindowTile<V, Counts.Eight, Counts.One, W>.Compute(tile); break;
            case (9, 1): WindowTile<V, Counts.Nine, Counts.One, W>.Compute(tile); break;
            case (10, 1): WindowTile<V, Counts.Ten, Counts.One, W>.Compute(tile); break;
            case (11, 1): WindowTile<V, Counts.Eleven, Counts.One, W>.Compute(tile); break;
            case (12, 1): WindowTile<V, Counts.Twelve, Counts.One, W>.Compute(tile); break;
            case (1, 2): WindowTile<V, Counts.One, Counts.Two, W>.Compute(tile); break;
            case (2, 2): WindowTile<V, Counts.Two, Counts.Two, W>.Compute(tile); break;
            case (3, 2): WindowTile<V, Counts.Three, Counts.Two, W>.Compute(tile); break;
            case (4, 2): WindowTile<V, Counts.Four, Counts.Two, W>.Compute(tile); break;
            case (5, 2): WindowTile<V, Counts.Five, Counts.Two, W>.Compute(tile); break;
            case (6, 2): WindowTile<V, Counts.Six, Counts.Two, W>.Compute(tile); break;
            case (7, 2): WindowTile<V, Counts.Seven, Counts.Two, W>.Compute(tile); break;
            case (8, 2): WindowTile<V, Counts.Eight, Counts.Two, W>.Compute(tile); break;
            case (9, 2): WindowTile<V, Counts.Nine, Counts.Two, W>.Compute(tile); break;
            case (10, 2): WindowTile<V, Counts.Ten, Counts.Two, W>.Compute(tile); break;
            case (11, 2): WindowTile<V, Counts.Eleven, Counts.Two, W>.Compute(tile); break;
            case (12, 2): WindowTile<V, Counts.Twelve, Counts.Two, W>.Compute(tile); break;
            default: throw new ArgumentOutOfRangeException(nameof(numbers), numbers, null);
        }
    }
}

/// <summary>Numbers that the compiler knows.</summary>
internal static class Counts
{
    public readonly struct Zero : ICount
    {
        public static int Value => 0;
    }

    public readonly struct One : ICount
    {
        public static int Value => 1;
    }

    public readonly struct Two : ICount
    {
        public static int Value => 2;
    }

    public readonly struct Three : ICount
    {
        public static int Value => 3;
    }

    public readonly struct Four : ICount
    {
        public static int Value => 4;
    }

    public readonly struct Five : ICount
    {
        public static int Value => 5;
    }

    public readonly struct Six : ICount
    {
        public static int Value => 6;
    }

    public readonly struct Seven : ICount
    {
        public static int Value => 7;
    }

    public readonly struct Eight : ICount
    {
        public static int Value => 8;
    }

    public readonly struct Nine : ICount
    {
        public static int Value => 9;
    }

    public readonly struct Ten : ICount
    {
        public static int Value => 10;
    }

    public readonly struct Eleven : ICount
    {
        public static int Value => 11;
    }

    public readonly struct Twelve : ICount
    {
        public static int Value => 12;
    }
}
