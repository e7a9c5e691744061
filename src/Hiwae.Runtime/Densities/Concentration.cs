using Hiwae.Formulas;

namespace Hiwae;

/// <summary>
/// The concentration of a gamma variable from a raw number, 1/1000 + log(1 + exp(raw + log(e^0.999 − 1))): 1 for raw zero, and never below 1/1000, where a draw is
/// almost surely indistinguishable from 0.
/// </summary>
internal static class Concentration
{
    private const double Least = 0.001;

    private static readonly double Shift = SoftplusScale.Inverse(1 - Least);

    // The slope of softplus where the concentration is 1.
    private static readonly double Slope = -double.ExpM1(Least - 1);

    // The least positive 32-bit number.
    private const double Lowest = 1.401298464324817e-45;

    /// <summary>The concentration.</summary>
    public static T Of<T>(T raw) where T : IReal<T> => T.Softplus(raw + Shift) + Least;

    /// <summary>The concentration less 1, of the raw number's sign and zero with it.</summary>
    /// <remarks>softplus(x + s) − softplus(s) = log(1 + sigmoid(s) (eˣ − 1)), in which nothing cancels near 0.</remarks>
    public static T Excess<T>(T raw) where T : IReal<T>
    {
        var (one, size) = (T.Constant(1), T.Abs(raw));
        return T.IfLess(size, one, T.Log1P(T.ExpM1(T.IfLess(size, one, raw, T.Constant(0))) * Slope), T.Softplus(raw + Shift) - (1 - Least));
    }

    /// <summary>The value, or, where the excess is zero, no less than the least positive number: a factor of zero then meets no infinite logarithm.</summary>
    public static T Above<T>(T value, T raw) where T : IReal<T> => T.Max(value, IfZero(raw, Lowest, double.NegativeInfinity));

    /// <summary>One constant where a number is zero, another elsewhere.</summary>
    public static T IfZero<T>(T x, double then, double elsewhere) where T : IReal<T> => T.IfLess(T.Constant(0), T.Abs(x), T.Constant(elsewhere), T.Constant(then));

    /// <summary>The logarithms of standard gamma variables, differentiable in the concentration.</summary>
    /// <remarks>One of concentration c is one of concentration c + 1 times u^(1/c) (Marsaglia and Tsang 2000): in log space nothing underflows.</remarks>
    /// <param name="concentration">c, of a shape that broadcasts to that of the draw.</param>
    /// <param name="noise">The source of random numbers.</param>
    /// <param name="shape">The shape of the draw.</param>
    public static Tensor LogGamma(TensorReal concentration, Noise noise, ReadOnlySpan<long> shape)
    {
        var uniform = noise.OpenUniform(shape);
        var tensor = concentration.ToTensor(uniform);
        return noise.Gamma((tensor + 1).expand(shape)).log() + (uniform.log() / tensor);
    }
}
