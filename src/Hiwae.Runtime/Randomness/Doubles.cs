using System.Runtime.CompilerServices;

namespace Hiwae.Randomness;

/// <summary>64-bit floats, two of a block: number i is made of words 2 i and 2 i + 1, or both of all four.</summary>
internal static unsafe class Doubles
{
    private const ulong Lower = 0xFFFFFFFF;

    /// <summary>Uniform in [0, 1): the upper 53 bits of two words, the second above the first.</summary>
    public readonly struct Uniform : IDistribution<double>
    {
        public static int PerBlock => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write<V, L>(V word0, V word1, V word2, V word3, double* to) where V : unmanaged where L : IWords<V> => Store<V, L>(
            Fraction<V, L>(Join<V, L>(word0, word1)), Fraction<V, L>(Join<V, L>(word2, word3)), to);
    }

    /// <summary>The same, with half a step where that is zero.</summary>
    public readonly struct OpenUniform : IDistribution<double>
    {
        public static int PerBlock => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write<V, L>(V word0, V word1, V word2, V word3, double* to) where V : unmanaged where L : IWords<V>
        {
            var least = L.OfDouble(1.0 / (1L << 54));
            Store<V, L>(
                L.MaxDouble(Fraction<V, L>(Join<V, L>(word0, word1)), least), L.MaxDouble(Fraction<V, L>(Join<V, L>(word2, word3)), least), to);
        }
    }

    /// <summary>Standard normal: Box and Muller's transform (1958).</summary>
    public readonly struct Normal : IDistribution<double>
    {
        public static int PerBlock => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Write<V, L>(V word0, V word1, V word2, V word3, double* to) where V : unmanaged where L : IWords<V>
        {
            var radius = Radius<V, L>(Join<V, L>(word0, word1));
            var (cosine, sine) = Direction<V, L>(Join<V, L>(word2, word3));
            Store<V, L>(L.MultiplyDouble(radius, cosine), L.MultiplyDouble(radius, sine), to);
        }
    }

    /// <summary>The lower half of one lane, and above it that of another.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Join<V, L>(V low, V high) where V : unmanaged where L : IWords<V> => L.Select(L.Of64(Lower), low, L.ShiftLeft64(high, 32));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store<V, L>(V even, V odd, double* to) where V : unmanaged where L : IWords<V>
    {
        Unsafe.WriteUnaligned(to, L.Low64(even, odd));
        Unsafe.WriteUnaligned(to + L.Count, L.High64(even, odd));
    }

    /// <summary>An integer below 2⁵² and a number to add to it: the integer is the fraction of a float from 2⁵² to 2⁵³.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Sum<V, L>(V integer, double number) where V : unmanaged where L : IWords<V> =>
        L.AddDouble(L.Or(integer, L.OfDouble(1L << 52)), L.OfDouble(number - (1L << 52)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Fraction<V, L>(V bits) where V : unmanaged where L : IWords<V> => L.FusedDouble(
        Sum<V, L>(L.ShiftRight64(bits, 32), 0),
        L.OfDouble(1.0 / (1L << 32)),
        L.MultiplyDouble(Sum<V, L>(L.ShiftRight64(L.And(bits, L.Of64(Lower)), 11), 0), L.OfDouble(1.0 / (1L << 53))));

    /// <summary>√(−2 log u) for u = (k + ½) 2⁻⁶⁴, k two words: from 0 to 9.49.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Radius<V, L>(V bits) where V : unmanaged where L : IWords<V>
    {
        const ulong One = 0x3FF0000000000000, RootOfHalf = 0x3FE6A09E667F3BCD, Fraction = 0x000FFFFFFFFFFFFF; // As bits of floats.
        const double Unit = 1.0 / (1L << 32);
        var low = L.MultiplyDouble(Sum<V, L>(L.And(bits, L.Of64(Lower)), 0.5), L.OfDouble(Unit * Unit));
        var u = L.FusedDouble(Sum<V, L>(L.ShiftRight64(bits, 32), 0), L.OfDouble(Unit), low);

        // u = 2^e (1 + f), √½ ≤ 1 + f < √2.
        var shifted = L.Add64(u, L.Of64(One - RootOfHalf));
        var e = Sum<V, L>(L.ShiftRight64(shifted, 52), -1023);
        var f = L.AddDouble(L.Add64(L.And(shifted, L.Of64(Fraction)), L.Of64(RootOfHalf)), L.OfDouble(-1));

        // log(1 + f) = s (2 + s² p(s²)) for s = f / (2 + f), with 2⁻⁵⁷ of error: p interpolates at Chebyshev's nodes.
        var s = L.DivideDouble(f, L.AddDouble(f, L.OfDouble(2)));
        var z = L.MultiplyDouble(s, s);
        var p = L.OfDouble(0.14616449685043406);
        p = L.FusedDouble(p, z, L.OfDouble(0.15331721600556042));
        p = L.FusedDouble(p, z, L.OfDouble(0.18182889125261723));
        p = L.FusedDouble(p, z, L.OfDouble(0.2222221113479508));
        p = L.FusedDouble(p, z, L.OfDouble(0.28571428625975487));
        p = L.FusedDouble(p, z, L.OfDouble(0.39999999999899505));
        p = L.FusedDouble(p, z, L.OfDouble(0.666666666666667));
        p = L.FusedDouble(p, z, L.OfDouble(2));
        var logarithm = L.FusedDouble(e, L.OfDouble(0.6931471805599453), L.MultiplyDouble(p, s));
        return L.RootDouble(L.MultiplyDouble(logarithm, L.OfDouble(-2)));
    }

    /// <summary>Cosine and sine of ½ π (q + y): the quarter q is the upper 2 bits, y in (−½, ½) the others.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (V Cosine, V Sine) Direction<V, L>(V bits) where V : unmanaged where L : IWords<V>
    {
        const double Unit = 1.0 / (1L << 31);
        var high = Sum<V, L>(L.And(L.ShiftRight64(bits, 32), L.Of64((1UL << 30) - 1)), -(1 << 29));
        var low = L.MultiplyDouble(Sum<V, L>(L.And(bits, L.Of64(Lower)), 0.5), L.OfDouble(Unit * Unit));
        var y = L.FusedDouble(high, L.OfDouble(1.0 / (1 << 30)), low);
        var z = L.MultiplyDouble(y, y);
        var s = L.OfDouble(5.633933781537854e-08);
        s = L.FusedDouble(s, z, L.OfDouble(-3.59864335298231e-06));
        s = L.FusedDouble(s, z, L.OfDouble(0.0001604411507421909));
        s = L.FusedDouble(s, z, L.OfDouble(-0.004681754132340976));
        s = L.FusedDouble(s, z, L.OfDouble(0.07969262624604301));
        s = L.FusedDouble(s, z, L.OfDouble(-0.6459640975062443));
        s = L.FusedDouble(s, z, L.OfDouble(1.5707963267948966));
        s = L.MultiplyDouble(s, y);
        var c = L.OfDouble(-6.329396344967424e-09);
        c = L.FusedDouble(c, z, L.OfDouble(4.710678405505227e-07));
        c = L.FusedDouble(c, z, L.OfDouble(-2.5202039028029178e-05));
        c = L.FusedDouble(c, z, L.OfDouble(0.0009192602745468447));
        c = L.FusedDouble(c, z, L.OfDouble(-0.020863480763340773));
        c = L.FusedDouble(c, z, L.OfDouble(0.2536695079010478));
        c = L.FusedDouble(c, z, L.OfDouble(-1.2337005501361697));
        c = L.FusedDouble(c, z, L.OfDouble(1));

        // Odd quarters exchange them; the cosine is negative in 1 and 2, the sine in 2 and 3.
        var next = L.ShiftLeft64(bits, 1);
        var isOdd = L.Subtract64(L.Of64(0), L.ShiftRight64(next, 63));
        var sign = L.Of64(1UL << 63);
        return (
            L.Xor(L.Select(isOdd, s, c), L.And(L.Xor(bits, next), sign)),
            L.Xor(L.Select(isOdd, c, s), L.And(bits, sign)));
    }
}
