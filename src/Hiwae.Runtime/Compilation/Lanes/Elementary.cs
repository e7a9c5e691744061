using System.Runtime.CompilerServices;

namespace Hiwae.Compilation.Lanes;

/// <summary>
/// Elementary functions of vectors: no branches, no calls, no tables. Within three units in the last place; infinities, NaN and overflow as in the C library. Results
/// below twice the least normal number may be zero.
/// </summary>
/// <remarks>
/// Polynomials are fitted to the least largest error. Of two numbers, <see cref="ILanes{TSelf}.Max"/> and <see cref="ILanes{TSelf}.Min"/> give the right one where it is
/// NaN: so bounds stand on the left, and NaN passes.
/// </remarks>
internal static partial class Elementary
{
    private const float Log2E = 1.44269504f;

    // log 2 in two parts: products of the first with whole numbers up to 2^10 are exact.
    private const float LogTwoHigh = 0.693359375f;
    private const float LogTwoLow = -2.12194440e-4f;

    // Added to and taken from a float below 2^22, it rounds to a whole number, which then stands in the lowest bits of the sum.
    private const float Rounder = 12582912f;
    private const uint RounderBits = 0x4b400000;

    private const uint SignBit = 0x80000000;

    /// <summary>e^x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Exp<V>(V x) where V : struct, ILanes<V>
    {
        var y = Cut(x, -87.6f, 89f);
        var rounded = V.MultiplyAdd(y, V.All(Log2E), V.All(Rounder));
        var near = TwiceExpM1Near(LessLogTwos(y, rounded - V.All(Rounder)));
        // Twice e^r times half of 2^n: so far as that may lie outside of the range of exponents, so does the result.
        return (near + V.All(2f)) * HalfPowerOfTwo(rounded);
    }

    /// <summary>e^x − 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V ExpM1<V>(V x) where V : struct, ILanes<V>
    {
        var y = Cut(x, -20f, 89f);
        var rounded = V.MultiplyAdd(y, V.All(Log2E), V.All(Rounder));
        var near = TwiceExpM1Near(LessLogTwos(y, rounded - V.All(Rounder)));
        var half = HalfPowerOfTwo(rounded);
        var halfOfIt = V.MultiplyAdd(near, half * V.All(0.5f), half - V.All(0.5f));
        return V.Select(V.Equal(x, V.Zero), x, halfOfIt + halfOfIt);
    }

    /// <summary>tanh x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Tanh<V>(V x) where V : struct, ILanes<V>
    {
        var e = ExpM1(V.Abs(x) * V.All(-2f));
        return WithSign(V.Abs(e / (e + V.All(2f))), x);
    }

    /// <summary>
    /// tanh x by a ratio of polynomials in x² up to where it rounds to 1: a relative error of at most 4 · 10⁻⁷, in two thirds of the time.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V TanhByRatio<V>(V x) where V : struct, ILanes<V>
    {
        var y = Cut(x, -9f, 9f);
        var t = y * y;
        var above = V.MultiplyAdd(t, V.All(1.3354448e-8f), V.All(2.0608929e-5f));
        above = V.MultiplyAdd(t, above, V.All(0.0034955788f));
        above = V.MultiplyAdd(t, above, V.All(0.13381018f));
        above = V.MultiplyAdd(t, above, V.All(0.99999998f));
        var below = V.MultiplyAdd(t, V.All(7.7764713e-7f), V.All(0.00032856196f));
        below = V.MultiplyAdd(t, below, V.All(0.025876947f));
        below = V.MultiplyAdd(t, below, V.All(0.46714333f));
        below = V.MultiplyAdd(t, below, V.All(1f));
        return Cut(y * above / below, -1f, 1f);
    }

    /// <summary>1/(1 + e^−x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sigmoid<V>(V x) where V : struct, ILanes<V> => V.All(1f) / (Exp(-x) + V.All(1f));

    /// <summary>log(1 + e^x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Softplus<V>(V x) where V : struct, ILanes<V> => V.Max(V.Zero, x) + Log1PUnit(Exp(-V.Abs(x)));

    /// <summary>log(1 + e^x) and its derivative 1/(1 + e^−x), by one exponential.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static (V Value, V Slope) SoftplusAndSlope<V>(V x) where V : struct, ILanes<V>
    {
        var t = Exp(-V.Abs(x));
        return (V.Max(V.Zero, x) + Log1PUnit(t), V.Select(V.Less(x, V.Zero), t, V.All(1f)) / (t + V.All(1f)));
    }

    // x cut to a range; NaN stays.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Cut<V>(V x, float low, float high) where V : struct, ILanes<V> => V.Min(V.All(high), V.Max(V.All(low), x));

    // Of the size of one and the sign of the other; the first is not negative.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V WithSign<V>(V size, V sign) where V : struct, ILanes<V> => V.Or(size, V.And(sign, V.AllBits(SignBit)));

    // r = y − n log 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LessLogTwos<V>(V y, V n) where V : struct, ILanes<V> => V.MultiplyAdd(n, V.All(-LogTwoLow), V.MultiplyAdd(n, V.All(-LogTwoHigh), y));

    // 2 (e^r − 1) for |r| ≤ log(2)/2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V TwiceExpM1Near<V>(V r) where V : struct, ILanes<V>
    {
        var q = V.MultiplyAdd(r, V.All(2 * 0.00138823921f), V.All(2 * 0.00836718641f));
        q = V.MultiplyAdd(r, q, V.All(2 * 0.041667223f));
        q = V.MultiplyAdd(r, q, V.All(2 * 0.16666539f));
        q = V.MultiplyAdd(r, q, V.All(2 * 0.49999997f));
        return V.MultiplyAdd(r * r, q, r + r);
    }

    // 2^(n − 1) for a whole number n of −126 … 128 that stands in the lowest bits of a sum with the rounder; 0 for the least.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V HalfPowerOfTwo<V>(V rounded) where V : struct, ILanes<V> =>
        V.ShiftLeft(V.AddBits(rounded, V.AllBits(unchecked(126u - RounderBits))), 23);
}
