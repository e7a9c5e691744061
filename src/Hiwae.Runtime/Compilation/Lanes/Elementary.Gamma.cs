using System.Runtime.CompilerServices;

namespace Hiwae.Compilation.Lanes;

// What densities need of the gamma function, with nothing large left to cancel.
internal static partial class Elementary
{
    private const float HalfLogTwoPi = 0.918938533f;

    // From here on a series; below, polynomials around 2.
    private const float Large = 2f;

    /// <summary>δ(x) = log Γ(x) − (x − ½) log x + x − ½ log 2π, what Stirling's formula leaves over, for x &gt; 0. The error is below 4 · 10⁻⁷ of 1 + δ(x).</summary>
    /// <param name="x">x.</param>
    /// <param name="logarithm">log x.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V StirlingRemainder<V>(V x, V logarithm) where V : struct, ILanes<V>
    {
        var small = V.Less(x, V.All(Large));
        var inverse = V.Select(small, V.All(0.5f), V.All(1f) / x);
        var near = LogGammaNearTwo(V.Select(small, x - V.All(1f), V.Zero)) - ((x + V.All(0.5f)) * logarithm) + (x - V.All(HalfLogTwoPi));
        return V.Select(small, near, inverse * RemainderSeries(inverse * inverse));
    }

    /// <summary>δ′(x) for x &gt; 0. The error is below 4 · 10⁻⁷ of 1 + |δ′(x)|.</summary>
    /// <param name="x">x.</param>
    /// <param name="logarithm">log x.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V StirlingSlope<V>(V x, V logarithm) where V : struct, ILanes<V>
    {
        var small = V.Less(x, V.All(Large));
        var inverse = V.All(1f) / x;
        var far = V.Select(small, V.All(0.5f), inverse);
        var near = DigammaNearTwo(V.Select(small, x - V.All(1f), V.Zero)) - (inverse * V.All(0.5f)) - logarithm;
        var square = far * far;
        return V.Select(small, near, square * SlopeSeries(square));
    }

    // log Γ(2 + t) for |t| ≤ 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V LogGammaNearTwo<V>(V t) where V : struct, ILanes<V>
    {
        var y = V.MultiplyAdd(t, V.All(5.00552596e-05f), V.All(-9.59098979e-05f));
        y = V.MultiplyAdd(t, y, V.All(4.75784982e-05f));
        y = V.MultiplyAdd(t, y, V.All(-0.000149186424f));
        y = V.MultiplyAdd(t, y, V.All(0.000551529403f));
        y = V.MultiplyAdd(t, y, V.All(-0.00124057441f));
        y = V.MultiplyAdd(t, y, V.All(0.00287356554f));
        y = V.MultiplyAdd(t, y, V.All(-0.00737095391f));
        y = V.MultiplyAdd(t, y, V.All(0.0205840617f));
        y = V.MultiplyAdd(t, y, V.All(-0.0673541799f));
        y = V.MultiplyAdd(t, y, V.All(0.322466791f));
        y = V.MultiplyAdd(t, y, V.All(0.422784418f));
        return V.MultiplyAdd(t, y, V.All(2.82472867e-09f));
    }

    // The derivative of log Γ(2 + t) for |t| ≤ 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V DigammaNearTwo<V>(V t) where V : struct, ILanes<V>
    {
        var y = V.MultiplyAdd(t, V.All(0.000187340731f), V.All(-0.000324878405f));
        y = V.MultiplyAdd(t, y, V.All(-1.60081129e-06f));
        y = V.MultiplyAdd(t, y, V.All(-0.000161566379f));
        y = V.MultiplyAdd(t, y, V.All(0.00122037053f));
        y = V.MultiplyAdd(t, y, V.All(-0.00225645909f));
        y = V.MultiplyAdd(t, y, V.All(0.00397043256f));
        y = V.MultiplyAdd(t, y, V.All(-0.00825757068f));
        y = V.MultiplyAdd(t, y, V.All(0.0173688084f));
        y = V.MultiplyAdd(t, y, V.All(-0.0369436182f));
        y = V.MultiplyAdd(t, y, V.All(0.0823204964f));
        y = V.MultiplyAdd(t, y, V.All(-0.202055886f));
        y = V.MultiplyAdd(t, y, V.All(0.644934177f));
        return V.MultiplyAdd(t, y, V.All(0.422784328f));
    }

    // From 2 on, δ(x) x by 1/x².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V RemainderSeries<V>(V square) where V : struct, ILanes<V>
    {
        var y = V.MultiplyAdd(square, V.All(0.00031842092f), V.All(-0.000510517647f));
        y = V.MultiplyAdd(square, y, V.All(0.000787020404f));
        y = V.MultiplyAdd(square, y, V.All(-0.00277758234f));
        return V.MultiplyAdd(square, y, V.All(0.0833333324f));
    }

    // From 2 on, δ′(x) x² by 1/x².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V SlopeSeries<V>(V square) where V : struct, ILanes<V>
    {
        var y = V.MultiplyAdd(square, V.All(-0.00240510808f), V.All(0.00336920291f));
        y = V.MultiplyAdd(square, y, V.All(-0.00390718954f));
        y = V.MultiplyAdd(square, y, V.All(0.00833155072f));
        return V.MultiplyAdd(square, y, V.All(-0.0833333245f));
    }
}
