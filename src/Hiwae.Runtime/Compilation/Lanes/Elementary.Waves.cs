using System.Runtime.CompilerServices;

namespace Hiwae.Compilation.Lanes;

internal static partial class Elementary
{
    // π/2 in three parts: products of the first two with whole numbers up to 2^13 are exact.
    private const float QuarterTurnHigh = 1.5703125f;
    private const float QuarterTurnMiddle = 4.837512969970703125e-4f;
    private const float QuarterTurnLow = 7.54978995489188216e-8f;
    private const float PerQuarterTurn = 0.636619772f;

    /// <summary>sin x, to 10⁻⁷ for |x| up to 10⁵; further out, where neighbouring floats are far apart, some number of −1 … 1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sin<V>(V x) where V : struct, ILanes<V> => Wave(x, 0);

    /// <summary>cos x, as exact as <see cref="Sin"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Cos<V>(V x) where V : struct, ILanes<V> => Wave(x, 1);

    /// <summary>The error function.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Erf<V>(V x) where V : struct, ILanes<V>
    {
        var size = V.Abs(x);
        var s = x * x;
        var near = V.MultiplyAdd(s, V.All(-0.000581610249f), V.All(0.00495795952f));
        near = V.MultiplyAdd(s, near, V.All(-0.0267419908f));
        near = V.MultiplyAdd(s, near, V.All(0.112811208f));
        near = V.MultiplyAdd(s, near, V.All(-0.376124263f));
        near = V.MultiplyAdd(s, near, V.All(0.128379136f));
        near = V.MultiplyAdd(x, near, x);
        // Further out, 1 − e^(b p(b)), with b p(b) a fit to the logarithm of the complement.
        var b = V.Min(V.All(4.1f), size);
        var p = V.MultiplyAdd(b, V.All(-5.29700947e-06f), V.All(4.99405578e-05f));
        p = V.MultiplyAdd(b, p, V.All(2.74348076e-05f));
        p = V.MultiplyAdd(b, p, V.All(-0.0028691201f));
        p = V.MultiplyAdd(b, p, V.All(0.022575615f));
        p = V.MultiplyAdd(b, p, V.All(-0.105169497f));
        p = V.MultiplyAdd(b, p, V.All(-0.635673165f));
        p = V.MultiplyAdd(b, p, V.All(-1.12854147f));
        var far = WithSign(V.All(1f) - Exp(b * p), x);
        return V.Select(V.Less(size, V.All(0.95f)), near, far);
    }

    /// <summary>
    /// Φ(x), the probability that a standard normal variable is less, by a ratio of polynomials in x²: an absolute error of at most 3 · 10⁻⁷, and zero below −5.5.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V NormalBelow<V>(V x) where V : struct, ILanes<V>
    {
        var y = Cut(x, -5.5f, 5.5f);
        var t = y * y;
        var above = V.MultiplyAdd(t, V.All(4.5861769e-8f), V.All(1.2603141e-5f));
        above = V.MultiplyAdd(t, above, V.All(0.00032914934f));
        above = V.MultiplyAdd(t, above, V.All(0.0093029739f));
        above = V.MultiplyAdd(t, above, V.All(0.066918018f));
        above = V.MultiplyAdd(t, above, V.All(0.79788455f));
        var under = V.MultiplyAdd(t, V.All(1.199019e-6f), V.All(7.2167198e-5f));
        under = V.MultiplyAdd(t, under, V.All(0.0018606511f));
        under = V.MultiplyAdd(t, under, V.All(0.028416191f));
        under = V.MultiplyAdd(t, under, V.All(0.2505357f));
        under = V.MultiplyAdd(t, under, V.All(1f));
        return V.Select(V.Less(x, V.All(-5.5f)), V.Zero, V.MultiplyAdd(y * above / under, V.All(0.5f), V.All(0.5f)));
    }

    // sin(x + quarters π/2). What is left of x after so many quarter turns, in −π/4 … π/4, goes through sine or cosine (polynomials of the Cephes library), and the
    // number of quarter turns decides which, and the sign.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Wave<V>(V x, uint quarters) where V : struct, ILanes<V>
    {
        var rounded = V.MultiplyAdd(x, V.All(PerQuarterTurn), V.All(Rounder));
        var n = rounded - V.All(Rounder);
        var r = V.MultiplyAdd(n, V.All(-QuarterTurnHigh), x);
        r = V.MultiplyAdd(n, V.All(-QuarterTurnMiddle), r);
        r = V.MultiplyAdd(n, V.All(-QuarterTurnLow), r);
        r = Cut(r, -0.79f, 0.79f);
        var s = r * r;
        var sine = V.MultiplyAdd(s, V.All(-1.9515295891e-4f), V.All(8.3321608736e-3f));
        sine = V.MultiplyAdd(s, sine, V.All(-1.6666654611e-1f));
        sine = V.MultiplyAdd(s * r, sine, r);
        var cosine = V.MultiplyAdd(s, V.All(2.443315711809948e-5f), V.All(-1.388731625493765e-3f));
        cosine = V.MultiplyAdd(s, cosine, V.All(4.166664568298827e-2f));
        cosine = V.MultiplyAdd(s * s, cosine, V.MultiplyAdd(s, V.All(-0.5f), V.All(1f)));
        var which = V.AddBits(rounded, V.AllBits(unchecked(quarters - RounderBits)));
        var isSine = V.Equal(V.FromInteger(V.And(which, V.AllBits(1))), V.Zero);
        var sign = V.ShiftLeft(V.And(which, V.AllBits(2)), 30);
        return V.Xor(V.Select(isSine, sine, cosine), sign);
    }
}
