using System.Runtime.CompilerServices;

namespace Hiwae.Randomness;

/// <summary>
/// Philox 4×32-10 (Salmon, Moraes, Dror and Shaw 2011): a block of four random words for each counter, computed from it and a key alone, so that blocks may be
/// made in any order, by any number of threads, on any machine.
/// </summary>
internal static class Philox
{
    /// <summary>Rounds that a block goes through.</summary>
    public const int Rounds = 10;

    /// <summary>The factors of the first and the third word in every round.</summary>
    public const uint FirstFactor = 0xD2511F53, ThirdFactor = 0xCD9E8D57;

    /// <summary>The increments of the key's two words after every round.</summary>
    public const uint FirstGrowth = 0x9E3779B9, SecondGrowth = 0xBB67AE85;

    /// <summary>One block, its first word lowest.</summary>
    /// <param name="counter">Four words, the first one lowest.</param>
    /// <param name="key">Two words, the first one lowest.</param>
    public static UInt128 Block(UInt128 counter, ulong key)
    {
        var (word0, word1, word2, word3) = ((uint)counter, (uint)(counter >> 32), (uint)(counter >> 64), (uint)(counter >> 96));
        var (key0, key1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            var (first, third) = ((ulong)FirstFactor * word0, (ulong)ThirdFactor * word2);
            (word0, word1, word2, word3) = ((uint)(third >> 32) ^ word1 ^ key0, (uint)third, (uint)(first >> 32) ^ word3 ^ key1, (uint)first);
            (key0, key1) = (key0 + FirstGrowth, key1 + SecondGrowth);
        }

        return new(((ulong)word3 << 32) | word2, ((ulong)word1 << 32) | word0);
    }

    /// <summary>The two words of the key in every round, one after the other.</summary>
    /// <param name="key">Two words, the first one lowest.</param>
    /// <param name="keys">2 · <see cref="Rounds"/> places.</param>
    public static void Expand(ulong key, Span<ulong> keys)
    {
        var (key0, key1) = ((uint)key, (uint)(key >> 32));
        for (var round = 0; round < Rounds; round++)
        {
            (keys[2 * round], keys[(2 * round) + 1]) = (key0, key1);
            (key0, key1) = (key0 + FirstGrowth, key1 + SecondGrowth);
        }
    }

    /// <summary>
    /// Two vectors with a block in every 64 bits: the words of a block in the lower halves of four vectors; what is above is anything. Both at once, since each
    /// round waits for the one before it.
    /// </summary>
    /// <param name="a">A counter, a word in each lower half; becomes its blocks.</param>
    /// <param name="b">Another counter, likewise.</param>
    /// <param name="keys">From <see cref="Expand"/>.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static unsafe void Blocks<V, L>(
        ref (V Word0, V Word1, V Word2, V Word3) a, ref (V Word0, V Word1, V Word2, V Word3) b, ulong* keys)
        where V : unmanaged
        where L : IWords<V>
    {
        // Written out: a loop would move words about nearly as long as it computes.
        Both<V, L>(ref a, ref b, keys);
        Both<V, L>(ref a, ref b, keys + 2);
        Both<V, L>(ref a, ref b, keys + 4);
        Both<V, L>(ref a, ref b, keys + 6);
        Both<V, L>(ref a, ref b, keys + 8);
        Both<V, L>(ref a, ref b, keys + 10);
        Both<V, L>(ref a, ref b, keys + 12);
        Both<V, L>(ref a, ref b, keys + 14);
        Both<V, L>(ref a, ref b, keys + 16);
        Both<V, L>(ref a, ref b, keys + 18);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void Both<V, L>(
        ref (V Word0, V Word1, V Word2, V Word3) a, ref (V Word0, V Word1, V Word2, V Word3) b, ulong* keys)
        where V : unmanaged
        where L : IWords<V>
    {
        a = Round<V, L>(a, keys);
        b = Round<V, L>(b, keys);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe (V Word0, V Word1, V Word2, V Word3) Round<V, L>((V Word0, V Word1, V Word2, V Word3) words, ulong* keys)
        where V : unmanaged
        where L : IWords<V>
    {
        var (first, third) = (L.Product32(words.Word0, L.Of64(FirstFactor)), L.Product32(words.Word2, L.Of64(ThirdFactor)));
        return (
            L.Xor(L.Xor(L.ShiftRight64(third, 32), words.Word1), L.Of64(keys[0])),
            third,
            L.Xor(L.Xor(L.ShiftRight64(first, 32), words.Word3), L.Of64(keys[1])),
            first);
    }
}

/// <summary>The blocks of row 0 of a draw as a sequence of 64-bit integers, two of each block.</summary>
/// <param name="key">The generator's.</param>
/// <param name="draw">The number of the draw.</param>
/// <param name="skipped">The number of blocks of two words that are passed over.</param>
internal struct WordStream(ulong key, long draw, long skipped = 0)
{
    private UInt128 counter = ((UInt128)(ulong)draw << 64) + (ulong)skipped;
    private UInt128 block;
    private bool hasSecond;

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        hasSecond = !hasSecond;
        if (!hasSecond)
            return (ulong)(block >> 64);
        block = Philox.Block(counter++, key);
        return (ulong)block;
    }

    /// <summary>One of 0 to count − 1, each exactly as likely: the multiplication of Lemire (2019), with rejection.</summary>
    /// <param name="count">At least 1.</param>
    public ulong Below(ulong count)
    {
        var high = Math.BigMul(Next(), count, out var low);
        if (low >= count)
            return high;
        for (var least = (0 - count) % count; low < least;)
            high = Math.BigMul(Next(), count, out low);
        return high;
    }
}
