namespace Hiwae.Formulas;

/// <summary>A 64-bit number to run formulas with, one value at a time: in quadrature and tests.</summary>
/// <param name="Value">The number.</param>
public readonly record struct Real64(double Value) : IReal<Real64>
{
    // From here on six terms of the series give δ to the last digit; below, its recurrence leads there.
    private const double Large = 10;

    /// <summary>A number as one to run formulas with.</summary>
    public static implicit operator Real64(double value) => new(value);

    /// <summary>The number.</summary>
    public static implicit operator double(Real64 real) => real.Value;

    /// <inheritdoc/>
    public static Real64 Constant(double value) => value;

    /// <inheritdoc/>
    public static Real64 operator +(Real64 left, Real64 right) => left.Value + right.Value;

    /// <inheritdoc/>
    public static Real64 operator -(Real64 left, Real64 right) => left.Value - right.Value;

    /// <inheritdoc/>
    public static Real64 operator *(Real64 left, Real64 right) => left.Value * right.Value;

    /// <inheritdoc/>
    public static Real64 operator /(Real64 left, Real64 right) => left.Value / right.Value;

    /// <inheritdoc/>
    public static Real64 operator -(Real64 value) => -value.Value;

    /// <inheritdoc/>
    public static Real64 Exp(Real64 x) => Math.Exp(x);

    /// <inheritdoc/>
    /// <remarks>By Kahan: what rounding does to e^x, the logarithm takes back.</remarks>
    public static Real64 ExpM1(Real64 x)
    {
        var power = Math.Exp(x);
        return power == 1 ? x : Math.Abs(x) > 0.5 ? power - 1 : (power - 1) * (x.Value / Math.Log(power));
    }

    /// <inheritdoc/>
    public static Real64 Log(Real64 x) => Math.Log(x);

    /// <inheritdoc/>
    /// <remarks>By Kahan: what rounding does to 1 + x, the quotient takes back.</remarks>
    public static Real64 Log1P(Real64 x)
    {
        var sum = 1 + x.Value;
        return sum == 1 || double.IsPositiveInfinity(x) ? x : Math.Log(sum) * (x.Value / (sum - 1));
    }

    /// <inheritdoc/>
    public static Real64 Sqrt(Real64 x) => Math.Sqrt(x);

    /// <inheritdoc/>
    public static Real64 Square(Real64 x) => x.Value * x.Value;

    /// <inheritdoc/>
    public static Real64 Abs(Real64 x) => Math.Abs(x);

    /// <inheritdoc/>
    public static Real64 Sign(Real64 x) => x.Value > 0 ? 1 : x.Value < 0 ? -1 : x.Value;

    /// <inheritdoc/>
    public static Real64 Floor(Real64 x) => Math.Floor(x);

    /// <inheritdoc/>
    public static Real64 Round(Real64 x) => Math.Round(x, MidpointRounding.ToEven);

    /// <inheritdoc/>
    public static Real64 Sin(Real64 x) => Math.Sin(x);

    /// <inheritdoc/>
    public static Real64 Cos(Real64 x) => Math.Cos(x);

    /// <inheritdoc/>
    public static Real64 Tanh(Real64 x) => Math.Tanh(x);

    /// <inheritdoc/>
    public static Real64 Sigmoid(Real64 x) => 1 / (1 + Math.Exp(-x.Value));

    /// <inheritdoc/>
    public static Real64 Softplus(Real64 x) => Math.Max(x, 0) + Log1P(Math.Exp(-Math.Abs(x)));

    /// <inheritdoc/>
    public static Real64 LogAddExp(Real64 left, Real64 right) =>
        left.Value == right.Value ? left.Value + Math.Log(2) : Math.Max(left, right) + Log1P(Math.Exp(-Math.Abs(left.Value - right.Value)));

    /// <inheritdoc/>
    public static Real64 Max(Real64 left, Real64 right) => left.Value < right.Value ? right : left;

    /// <inheritdoc/>
    public static Real64 Min(Real64 left, Real64 right) => right.Value < left.Value ? right : left;

    /// <inheritdoc/>
    public static Real64 InsideUnitInterval(Real64 x) => Math.Clamp(x, 1e-300, Math.BitDecrement(1.0));

    /// <inheritdoc/>
    public static Real64 IfLess(Real64 left, Real64 right, Real64 where, Real64 elsewhere) => left.Value < right.Value ? where : elsewhere;

    /// <inheritdoc/>
    /// <remarks>δ(x) = δ(x + 1) + (x + ½) log(1 + 1/x) − 1.</remarks>
    public static Real64 StirlingRemainder(Real64 x)
    {
        var (at, sum) = (x.Value, 0.0);
        for (; at < Large; at++)
            sum += ((at + 0.5) * Log1P(1 / at)) - 1;
        var square = 1 / (at * at);
        var series = (1.0 / 12) - (((1.0 / 360) - (((1.0 / 1260) - (((1.0 / 1680) - (((1.0 / 1188) - (691.0 / 360360 * square)) * square)) * square)) * square)) * square);
        return sum + (series / at);
    }

    /// <inheritdoc/>
    /// <remarks>δ′(x) = δ′(x + 1) + log(1 + 1/x) − (x + ½) / (x (x + 1)).</remarks>
    public static Real64 StirlingSlope(Real64 x)
    {
        var (at, sum) = (x.Value, 0.0);
        for (; at < Large; at++)
            sum += Log1P(1 / at) - ((at + 0.5) / (at * (at + 1)));
        var square = 1 / (at * at);
        var series = (1.0 / 12) - (((3.0 / 360) - (((5.0 / 1260) - (((7.0 / 1680) - (((9.0 / 1188) - (11 * 691.0 / 360360 * square)) * square)) * square)) * square)) * square);
        return sum - (series * square);
    }
}
