using Hiwae.Formulas;

namespace Hiwae.Onnx.Graphs;

internal readonly partial struct OnnxReal
{
    // From here on three terms of the series give δ to the last digit of a 32-bit number; below, its recurrence leads there.
    private const int Large = 8;

    /// <inheritdoc/>
    /// <remarks>δ(x) = δ(x + 1) + (x + ½) log(1 + 1/x) − 1 up to 8, from there the asymptotic series (NIST Digital Library of Mathematical Functions, 5.11.1).</remarks>
    public static OnnxReal StirlingRemainder(OnnxReal x)
    {
        if (x.graph is null)
            return new(Real64.StirlingRemainder(x.number));
        return Shifted(
            x,
            at => ((at + Constant(0.5)) * Log1P(Constant(1) / at)) - Constant(1),
            at =>
            {
                var (inverse, square) = (Constant(1) / at, Square(Constant(1) / at));
                return inverse * (Constant(1.0 / 12) + (square * (Constant(-1.0 / 360) + (square * Constant(1.0 / 1260)))));
            });
    }

    /// <inheritdoc/>
    /// <remarks>The derivatives of both.</remarks>
    public static OnnxReal StirlingSlope(OnnxReal x)
    {
        if (x.graph is null)
            return new(Real64.StirlingSlope(x.number));
        return Shifted(
            x,
            at => Log1P(Constant(1) / at) - ((at + Constant(0.5)) / (at * (at + Constant(1)))),
            at =>
            {
                var square = Square(Constant(1) / at);
                return square * (Constant(-1.0 / 12) + (square * (Constant(3.0 / 360) - (square * Constant(5.0 / 1260)))));
            });
    }

    /// <summary>The series where x is large; elsewhere the steps from x up to where it is, and the series there.</summary>
    private static OnnxReal Shifted(OnnxReal x, Func<OnnxReal, OnnxReal> step, Func<OnnxReal, OnnxReal> series)
    {
        var large = Constant(Large);
        var near = Min(x, large);
        var sum = series(near + large);
        for (var i = Large - 1; i >= 0; i--)
            sum += step(near + Constant(i));
        return IfLess(x, large, sum, series(Max(x, large)));
    }
}
