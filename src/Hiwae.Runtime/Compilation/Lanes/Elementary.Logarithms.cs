using System.Runtime.CompilerServices;

namespace Hiwae.Compilation.Lanes;

internal static partial class Elementary
{
    private const uint RootHalf = 0x3f3504f3; // √½
    private const float LeastNormal = 1.17549435e-38f;

    /// <summary>log x.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log<V>(V x) where V : struct, ILanes<V>
    {
        var small = V.Less(x, V.All(LeastNormal));
        var pattern = V.Select(small, x * V.All(16777216f), x);
        var exponent = V.ShiftRight(V.SubtractBits(pattern, V.AllBits(RootHalf)), 23);
        var f = V.SubtractBits(pattern, V.ShiftLeft(exponent, 23)) - V.All(1f);
        var e = V.FromInteger(exponent) - V.And(small, V.All(24f));
        var inside = V.And(V.Less(V.Zero, x), V.Less(x, V.All(float.PositiveInfinity)));
        var edge = V.Select(V.Equal(x, V.Zero), V.All(float.NegativeInfinity), V.Select(V.Less(x, V.Zero), V.All(float.NaN), x));
        return V.Select(inside, PlusLogTwos(Log1PNear(f), e), edge);
    }

    /// <summary>log(1 + x).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1P<V>(V x) where V : struct, ILanes<V>
    {
        var one = V.All(1f);
        var u = x + one;
        // What the sum lost, exactly.
        var back = u - one;
        var lost = (one - (u - back)) + (x - back);
        var exponent = V.ShiftRight(V.SubtractBits(u, V.AllBits(RootHalf)), 23);
        var shift = V.ShiftLeft(exponent, 23);
        var e = V.FromInteger(exponent);
        var unscale = V.Select(V.Less(V.All(30f), e), V.Zero, V.SubtractBits(one, shift));
        var f = V.MultiplyAdd(lost, unscale, V.SubtractBits(u, shift) - one);
        var inside = V.And(V.Less(V.All(-1f), x), V.Less(x, V.All(float.PositiveInfinity)));
        var edge = V.Select(V.Equal(x, V.All(-1f)), V.All(float.NegativeInfinity), V.Select(V.Less(x, V.All(-1f)), V.All(float.NaN), x));
        // So small a number has no square that is a normal number, and needs none.
        var tiny = V.Less(V.Abs(x), V.All(1e-9f));
        return V.Select(inside, V.Select(tiny, x, PlusLogTwos(Log1PNear(f), e)), edge);
    }

    /// <summary>log(1 + t) for t in 0 … 1; NaN stays.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Log1PUnit<V>(V t) where V : struct, ILanes<V>
    {
        var far = V.Less(V.All(0.414213562f), t);
        var tiny = V.Less(t, V.All(1e-9f));
        var near = Log1PNear(V.Select(far, V.MultiplyAdd(t, V.All(0.5f), V.All(-0.5f)), V.Max(V.All(1e-9f), t)));
        return V.Select(tiny, t, near + V.And(far, V.All(0.693147181f)));
    }

    // log(1 + f) for 1/√2 ≤ 1 + f ≤ √2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Log1PNear<V>(V f) where V : struct, ILanes<V>
    {
        var p = V.MultiplyAdd(f, V.All(-0.0764205456f), V.All(0.127723962f));
        p = V.MultiplyAdd(f, p, V.All(-0.131625146f));
        p = V.MultiplyAdd(f, p, V.All(0.142004788f));
        p = V.MultiplyAdd(f, p, V.All(-0.166230038f));
        p = V.MultiplyAdd(f, p, V.All(0.200012684f));
        p = V.MultiplyAdd(f, p, V.All(-0.250008315f));
        p = V.MultiplyAdd(f, p, V.All(0.333333313f));
        return V.MultiplyAdd(f * f, V.MultiplyAdd(f, p, V.All(-0.5f)), f);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V PlusLogTwos<V>(V near, V e) where V : struct, ILanes<V> => V.MultiplyAdd(e, V.All(LogTwoHigh), V.MultiplyAdd(e, V.All(LogTwoLow), near));
}
