using Hiwae.Compilation.Lanes;
using MathNet.Numerics;

namespace Hiwae.Runtime.Tests;

/// <summary>Elementary functions of vectors beside those of 64-bit numbers, at every width, over the whole range of floats.</summary>
public sealed class ElementaryTests
{
    // Results below may be zero.
    private const double Least = 2.36e-38;

    private static readonly float[] All = Sweep(_ => true);

    public static TheoryData<string> Widths => LaneFunctions.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public void Exponentials_are_within_three_units(string width)
    {
        WithinUnits<Exp>(width, All, Math.Exp);
        WithinUnits<ExpM1>(width, All, Precise.ExpM1);
        WithinUnits<Sigmoid>(width, All, x => 1 / (1 + Math.Exp(-x)));
        WithinUnits<Tanh>(width, All, Math.Tanh);
        WithinUnits<TanhByRatio>(width, All, Math.Tanh, units: 7);
        WithinUnits<Softplus>(width, All, Precise.Softplus);
        WithinUnits<SoftplusOfPair>(width, All, Precise.Softplus);
        WithinUnits<SlopeOfPair>(width, All, x => 1 / (1 + Math.Exp(-x)));
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Logarithms_are_within_three_units(string width)
    {
        WithinUnits<Log>(width, All, x => Math.Log(x));
        WithinUnits<Log1P>(width, All, Precise.Log1P);
        WithinUnits<Log1PUnit>(width, Sweep(x => x is >= 0 and <= 1 || float.IsNaN(x)), Precise.Log1P);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_error_function_is_within_three_units(string width)
    {
        WithinUnits<Erf>(width, All, x => SpecialFunctions.Erf(x));
        Agrees<NormalBelow>(width, All, x => 0.5 * SpecialFunctions.Erfc(-x / Math.Sqrt(2)), 3e-7);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void Waves_are_exact_to_seven_digits(string width)
    {
        var arguments = Sweep(x => Math.Abs(x) <= 1e5f || !float.IsFinite(x));
        Agrees<Sin>(width, arguments, Math.Sin, 1.2e-7);
        Agrees<Cos>(width, arguments, Math.Cos, 1.2e-7);
        Assert.All(LaneFunctions.Apply<Sin>(width, Sweep(float.IsFinite)), y => Assert.InRange(y, -1, 1));
        Assert.All(LaneFunctions.Apply<Cos>(width, Sweep(float.IsFinite)), y => Assert.InRange(y, -1, 1));
        WithinUnits<Sin>(width, Sweep(x => Math.Abs(x) < 1), Math.Sin);
    }

    [Theory]
    [MemberData(nameof(Widths))]
    public void The_remainder_of_Stirling_s_formula_loses_no_digits(string width)
    {
        var arguments = Sweep(x => x is > 1e-6f and < 1e30f);
        Agrees<StirlingRemainder>(width, arguments, Precise.StirlingRemainder, 4e-7);
        Agrees<StirlingSlope>(width, arguments, Precise.StirlingSlope, 4e-7);
        var large = Sweep(x => x is >= 2 and < 1e15f);
        WithinUnits<StirlingRemainder>(width, large, Precise.StirlingRemainder);
        WithinUnits<StirlingSlope>(width, large, Precise.StirlingSlope, units: 6);
    }

    private static void WithinUnits<TFunction>(string width, float[] arguments, Func<double, double> exact, double units = 3) where TFunction : ILaneFunction =>
        Compare<TFunction>(width, arguments, exact, value => Math.Max(units * Unit(value), Least));

    private static void Agrees<TFunction>(string width, float[] arguments, Func<double, double> exact, double tolerance) where TFunction : ILaneFunction =>
        Compare<TFunction>(width, arguments, exact, value => tolerance * (1 + Math.Abs(value)));

    private static void Compare<TFunction>(string width, float[] arguments, Func<double, double> exact, Func<double, double> tolerance)
        where TFunction : ILaneFunction
    {
        var (worst, where) = (0.0, "");
        foreach (var (x, y) in arguments.Zip(LaneFunctions.Apply<TFunction>(width, arguments)))
        {
            var expected = exact(x);
            var error = double.IsNaN(expected) || !float.IsFinite((float)expected)
                ? ((float)expected).Equals(y) ? 0 : double.PositiveInfinity
                : Math.Abs(y - expected) / tolerance(expected);
            if (!(error <= worst))
                (worst, where) = (error, FormattableString.Invariant($"{typeof(TFunction).Name}({x:R}) is {y:R} instead of {expected:R}"));
        }

        Assert.True(worst <= 1, $"{where}: {worst:g3} times what is allowed.");
    }

    // The distance of neighbouring floats there.
    private static double Unit(double value) => Math.ScaleB(1, Math.Max(Math.ILogB(value), -126) - 23);

    // Numbers all over the floats, both zeros, infinities and what is not a number among them.
    private static float[] Sweep(Func<float, bool> wanted) =>
    [
        .. Enumerable.Range(0, 1 << 17).Select(i => BitConverter.Int32BitsToSingle(i * 32749))
            .Concat(Enumerable.Range(-20_000, 40_000).Select(i => i / 200f))
            .Concat([0f, -0f, float.PositiveInfinity, float.NegativeInfinity, float.NaN, 1f, -1f, float.MaxValue, float.MinValue, 88.7228f, 88.73f, -103f, -87.5f])
            .Where(wanted),
    ];

    private struct Exp : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Exp(x);
    }

    private struct ExpM1 : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.ExpM1(x);
    }

    private struct Sigmoid : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Sigmoid(x);
    }

    private struct Tanh : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Tanh(x);
    }

    private struct TanhByRatio : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.TanhByRatio(x);
    }

    private struct Softplus : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Softplus(x);
    }

    private struct SoftplusOfPair : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.SoftplusAndSlope(x).Value;
    }

    private struct SlopeOfPair : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.SoftplusAndSlope(x).Slope;
    }

    private struct Log : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Log(x);
    }

    private struct Log1P : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Log1P(x);
    }

    private struct Log1PUnit : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Log1PUnit(x);
    }

    private struct Erf : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Erf(x);
    }

    private struct NormalBelow : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.NormalBelow(x);
    }

    private struct Sin : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Sin(x);
    }

    private struct Cos : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.Cos(x);
    }

    private struct StirlingRemainder : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.StirlingRemainder(x, Elementary.Log(x));
    }

    private struct StirlingSlope : ILaneFunction
    {
        public static V Of<V>(V x) where V : struct, ILanes<V> => Elementary.StirlingSlope(x, Elementary.Log(x));
    }
}
