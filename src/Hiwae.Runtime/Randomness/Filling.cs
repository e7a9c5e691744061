using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Hiwae.Randomness;

/// <summary>A distribution, as a function of random words.</summary>
/// <typeparam name="T">The numbers.</typeparam>
internal unsafe interface IDistribution<T> where T : unmanaged
{
    /// <summary>The number of numbers made of one block, which is four words.</summary>
    static abstract int PerBlock { get; }

    /// <summary>
    /// Writes the numbers of as many blocks as a vector has lanes of 64 bits. In each lane's lower half is a word of one block; what is above is anything.
    /// Of two neighbouring lanes, the first is among the first half of the numbers, the second at the same place of the other half.
    /// </summary>
    static abstract void Write<V, L>(V word0, V word1, V word2, V word3, T* to) where V : unmanaged where L : IWords<V>;
}

/// <summary>
/// The numbers of a draw by their places: those of row r are made of the blocks 0, 1, 2, … of it one after the other, and the counter of block b is the words b, r
/// and the number of the draw.
/// </summary>
internal static unsafe class Filling
{
    // What is made before it is moved to where it belongs: a small part of the first cache.
    private const int BufferBytes = 1 << 12;

    /// <summary>The numbers of bits that vectors may have.</summary>
    public static ImmutableArray<int> Widths { get; } = [128, 256, 512];

    /// <summary>The number of bits of the widest vectors that the processor computes with.</summary>
    public static int Widest { get; } = Vector512.IsHardwareAccelerated ? 512 : Vector256.IsHardwareAccelerated ? 256 : 128;

    /// <summary>Writes a region.</summary>
    /// <typeparam name="V">The vectors.</typeparam>
    /// <typeparam name="L">What is done with them.</typeparam>
    /// <typeparam name="D">What is drawn.</typeparam>
    /// <typeparam name="T">The type of the numbers.</typeparam>
    /// <param name="key">The generator's.</param>
    /// <param name="draw">The number of the draw.</param>
    /// <param name="region">The region that is written, already checked.</param>
    /// <param name="to">The address of its first number.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Run<V, L, D, T>(ulong key, long draw, NoiseRegion region, T* to)
        where V : unmanaged
        where L : IWords<V>
        where D : IDistribution<T>
        where T : unmanaged
    {
        if (region.Rows == 0 || region.Columns == 0)
            return;
        var firstBlock = region.Column / D.PerBlock;
        var skipped = region.Column % D.PerBlock;
        var perRow = (skipped + region.Columns + D.PerBlock - 1) / D.PerBlock;
        ulong* keys = stackalloc ulong[2 * Philox.Rounds];
        Philox.Expand(key, new(keys, 2 * Philox.Rounds));

        // Where the lanes are: a row and a block of it. After each vector all go on by as many blocks as there are lanes.
        var (row, block) = Places<V, L>(region.Row, perRow);
        var (rowStep, blockStep) = (L.Of64((ulong)(L.Count / perRow)), L.Of64((ulong)(L.Count % perRow)));
        var (first, last, count, one) = (L.Of64((ulong)firstBlock), L.Of64((ulong)(perRow - 1)), L.Of64((ulong)perRow), L.Of64(1));
        var (low, high) = (L.Of64((uint)draw), L.Of64((uint)(draw >> 32)));

        // Whole rows one after the other are written as they are made; all else is made in a buffer.
        var isDense = skipped == 0 && region.Columns == perRow * D.PerBlock && (region.Rows == 1 || region.Stride == region.Columns);
        var spread = new Spread<T>(region, skipped, perRow * D.PerBlock, to);
        T* buffer = stackalloc T[BufferBytes / sizeof(T)];
        var (used, blocks) = (0, 2 * L.Count);
        var (half, some) = (L.Count * D.PerBlock, blocks * D.PerBlock);
        for (var left = perRow * region.Rows; left > 0; left -= blocks)
        {
            var a = (L.Add64(first, block), row, low, high);
            Advance();
            var b = (L.Add64(first, block), row, low, high);
            Advance();
            Philox.Blocks<V, L>(ref a, ref b, keys);
            var isDirect = isDense && left >= blocks;
            var place = isDirect ? to : buffer + used;
            D.Write<V, L>(a.Item1, a.Item2, a.Item3, a.Item4, place);
            D.Write<V, L>(b.Item1, b.Item2, b.Item3, b.Item4, place + half);
            if (isDirect)
            {
                to += some;
            }
            else if (isDense)
            {
                new ReadOnlySpan<T>(buffer, (int)left * D.PerBlock).CopyTo(new(to, some));
            }
            else if ((used += some) == BufferBytes / sizeof(T) || left <= blocks)
            {
                spread.Take(buffer, used);
                used = 0;
            }
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        void Advance()
        {
            block = L.Add64(block, blockStep);
            var isNext = L.Exceeds32(block, last);
            block = L.Subtract64(block, L.And(isNext, count));
            row = L.Add64(L.Add64(row, rowStep), L.And(isNext, one));
        }
    }

    /// <summary>The row and the block of the first blocks, as lanes.</summary>
    private static (V Row, V Block) Places<V, L>(long firstRow, long perRow) where V : unmanaged where L : IWords<V>
    {
        ulong* rows = stackalloc ulong[L.Count];
        ulong* blocks = stackalloc ulong[L.Count];
        for (var lane = 0; lane < L.Count; lane++)
        {
            // Of two neighbours the second is written behind all first ones.
            var (rowOf, blockOf) = Math.DivRem((lane / 2) + (lane % 2 * (L.Count / 2)), perRow);
            (rows[lane], blocks[lane]) = ((ulong)(firstRow + rowOf), (ulong)blockOf);
        }

        return (Unsafe.ReadUnaligned<V>(rows), Unsafe.ReadUnaligned<V>(blocks));
    }
}
