using System.Runtime.CompilerServices;

namespace Hiwae.Randomness;

/// <summary>32-bit floats, four of a block: number i is made of word i, or two of them of two.</summary>
internal static unsafe class Singles
{
    private const ulong Lower = 0xFFFFFFFF;
    private const uint Sign = 0x80000000;

    /// <summary>Uniform in [0, 1): the upper 24 bits of a word.</summary>
    public readonly struct Uniform : IDistribution<float>
    {
        public static int PerBlock => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write<V, L>(V word0, V word1, V word2, V word3, float* to) where V : unmanaged where L : IWords<V> => Store<V, L>(
            Fraction<V, L>(Join<V, L>(word0, word2)), Fraction<V, L>(Join<V, L>(word1, word3)), to);
    }

    /// <summary>The same, with half a step where that is zero.</summary>
    public readonly struct OpenUniform : IDistribution<float>
    {
        public static int PerBlock => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write<V, L>(V word0, V word1, V word2, V word3, float* to) where V : unmanaged where L : IWords<V>
        {
            var least = L.OfSingle(1f / (1 << 25));
            Store<V, L>(
                L.MaxSingle(Fraction<V, L>(Join<V, L>(word0, word2)), least), L.MaxSingle(Fraction<V, L>(Join<V, L>(word1, word3)), least), to);
        }
    }

    /// <summary>Standard normal: Box and Muller's transform (1958) of words 0 and 1, and of words 2 and 3.</summary>
    public readonly struct Normal : IDistribution<float>
    {
        public static int PerBlock => 4;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write<V, L>(V word0, V word1, V word2, V word3, float* to) where V : unmanaged where L : IWords<V>
        {
            var radius = Radius<V, L>(Join<V, L>(word0, word2));
            var (cosine, sine) = Direction<V, L>(Join<V, L>(word1, word3));
            Store<V, L>(L.MultiplySingle(radius, cosine), L.MultiplySingle(radius, sine), to);
        }
    }

    /// <summary>The lower halves of the lanes of two vectors in one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Join<V, L>(V a, V b) where V : unmanaged where L : IWords<V> => L.Select(L.Of64(Lower), a, L.ShiftLeft64(b, 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V, L>(V even, V odd, float* to) where V : unmanaged where L : IWords<V>
    {
        Unsafe.WriteUnaligned(to, L.Low32(even, odd));
        Unsafe.WriteUnaligned(to + (2 * L.Count), L.High32(even, odd));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fraction<V, L>(V words) where V : unmanaged where L : IWords<V> =>
        L.MultiplySingle(L.SingleOf32(L.ShiftRight32(words, 8)), L.OfSingle(1f / (1 << 24)));

    /// <summary>√(−2 log u) for u = (k + ½) 2⁻³¹, k the upper 31 bits of a word: from 2 · 10⁻⁵ to 6.66, outside of which one of 2 · 10⁹ exact ones would be.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Radius<V, L>(V words) where V : unmanaged where L : IWords<V>
    {
        const uint One = 0x3F800000, RootOfHalf = 0x3F3504F3; // As bits of floats.
        const float Unit = 1f / (1u << 31);
        var k = L.ShiftRight32(words, 1);
        var u = L.FusedSingle(L.SingleOf32(k), L.OfSingle(Unit), L.OfSingle(Unit / 2));

        // u = 2^e (1 + f), √½ ≤ 1 + f < √2. Near 1 floats are far apart, and f is taken from what is missing to 1.
        var shifted = L.Add32(u, L.Of32(One - RootOfHalf));
        var e = L.SingleOf32(L.Subtract32(L.ShiftRight32(shifted, 23), L.Of32(127)));
        var f = L.AddSingle(L.Add32(L.And(shifted, L.Of32(0x007FFFFF)), L.Of32(RootOfHalf)), L.OfSingle(-1));
        var missing = L.FusedSingle(L.SingleOf32(L.Xor(k, L.Of32(int.MaxValue))), L.OfSingle(-Unit), L.OfSingle(-Unit / 2));
        f = L.Select(L.Exceeds32(k, L.Of32(0x60000000)), missing, f);

        // −2 log(1 + f) = −2 f + f² + f³ p(f), with 2⁻²⁸ of error: p interpolates at Chebyshev's nodes.
        var p = L.OfSingle(-0.13943224f);
        p = L.FusedSingle(p, f, L.OfSingle(0.22959468f));
        p = L.FusedSingle(p, f, L.OfSingle(-0.2337084f));
        p = L.FusedSingle(p, f, L.OfSingle(0.24851374f));
        p = L.FusedSingle(p, f, L.OfSingle(-0.28498116f));
        p = L.FusedSingle(p, f, L.OfSingle(0.33335605f));
        p = L.FusedSingle(p, f, L.OfSingle(-0.4000143f));
        p = L.FusedSingle(p, f, L.OfSingle(0.49999994f));
        p = L.FusedSingle(p, f, L.OfSingle(-0.6666666f));
        p = L.FusedSingle(p, f, L.OfSingle(1));
        p = L.FusedSingle(p, f, L.OfSingle(-2));
        return L.RootSingle(L.FusedSingle(e, L.OfSingle(-2 * 0.6931472f), L.MultiplySingle(p, f)));
    }

    /// <summary>Cosine and sine of ½ π (q + y): the quarter q is the upper 2 bits of a word, y in (−½, ½) the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Cosine, V Sine) Direction<V, L>(V words) where V : unmanaged where L : IWords<V>
    {
        var part = L.SingleOf32(L.Subtract32(L.And(words, L.Of32((1u << 30) - 1)), L.Of32(1u << 29)));
        var y = L.FusedSingle(part, L.OfSingle(1f / (1u << 30)), L.OfSingle(0.5f / (1u << 30)));
        var z = L.MultiplySingle(y, y);
        var s = L.OfSingle(-0.004602149f);
        s = L.FusedSingle(s, z, L.OfSingle(0.07968022f));
        s = L.FusedSingle(s, z, L.OfSingle(-0.6459635f));
        s = L.FusedSingle(s, z, L.OfSingle(1.5707964f));
        s = L.MultiplySingle(s, y);
        var c = L.OfSingle(0.0009067399f);
        c = L.FusedSingle(c, z, L.OfSingle(-0.02086153f));
        c = L.FusedSingle(c, z, L.OfSingle(0.2536694f));
        c = L.FusedSingle(c, z, L.OfSingle(-1.2337005f));
        c = L.FusedSingle(c, z, L.OfSingle(1));

        // Odd quarters exchange them; the cosine is negative in 1 and 2, the sine in 2 and 3.
        var next = L.ShiftLeft32(words, 1);
        var isOdd = L.ShiftRightSigned32(next, 31);
        var sign = L.Of32(Sign);
        return (
            L.Xor(L.Select(isOdd, s, c), L.And(L.Xor(words, next), sign)),
            L.Xor(L.Select(isOdd, c, s), L.And(words, sign)));
    }
}
