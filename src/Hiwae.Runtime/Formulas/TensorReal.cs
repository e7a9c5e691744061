using Hiwae.Native;

namespace Hiwae.Formulas;

/// <summary>
/// A tensor to run formulas with, all of its values at a time, and differentiably. Constants are numbers until they meet a tensor, and take on its element type. Whoever
/// runs a formula has a scope open that disposes what comes up on the way.
/// </summary>
public readonly struct TensorReal : IReal<TensorReal>
{
    // From here on five terms of the series give δ to 2e-14.
    private const double Large = 10;

    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    private readonly Tensor? tensor;

    private readonly double number;

    /// <summary>A tensor as a number.</summary>
    /// <param name="tensor">The values.</param>
    public TensorReal(Tensor tensor) => this.tensor = tensor;

    private TensorReal(double number) => this.number = number;

    /// <summary>A tensor as a number.</summary>
    public static implicit operator TensorReal(Tensor tensor) => new(tensor);

    /// <inheritdoc/>
    public static TensorReal Constant(double value) => new(value);

    /// <summary>The values; a constant in the form of another tensor.</summary>
    /// <param name="like">The other tensor.</param>
    public Tensor ToTensor(Tensor like) => tensor ?? full_like(like, number);

    /// <inheritdoc/>
    public static TensorReal operator +(TensorReal left, TensorReal right) => (left.tensor, right.tensor) switch
    {
        ({ } a, { } b) => a.Plus(b),
        ({ } a, null) => right.number == 0 ? a : a.Plus(right.number),
        (null, { } b) => left.number == 0 ? b : b.Plus(left.number),
        _ => Of(left.number + right.number),
    };

    /// <inheritdoc/>
    public static TensorReal operator -(TensorReal left, TensorReal right) => (left.tensor, right.tensor) switch
    {
        ({ } a, { } b) => a - b,
        ({ } a, null) => right.number == 0 ? a : a.Minus(right.number),
        (null, { } b) => left.number == 0 ? b.neg() : b.From(left.number),
        _ => Of(left.number - right.number),
    };

    /// <inheritdoc/>
    public static TensorReal operator *(TensorReal left, TensorReal right) => (left.tensor, right.tensor) switch
    {
        ({ } a, { } b) => a * b,
        ({ } a, null) => a.Times(right.number),
        (null, { } b) => b.Times(left.number),
        _ => Of(left.number * right.number),
    };

    /// <inheritdoc/>
    public static TensorReal operator /(TensorReal left, TensorReal right) => (left.tensor, right.tensor) switch
    {
        ({ } a, { } b) => a / b,
        ({ } a, null) => a.Over(right.number),
        (null, { } b) => b.reciprocal().Times(left.number),
        _ => Of(left.number / right.number),
    };

    /// <inheritdoc/>
    public static TensorReal operator -(TensorReal value) => value.tensor is { } tensor ? tensor.neg() : Of(-value.number);

    /// <inheritdoc/>
    public static TensorReal Exp(TensorReal x) => x.tensor is { } tensor ? tensor.exp() : Of(Real64.Exp(x.number));

    /// <inheritdoc/>
    public static TensorReal ExpM1(TensorReal x) => x.tensor is { } tensor ? tensor.expm1() : Of(Real64.ExpM1(x.number));

    /// <inheritdoc/>
    public static TensorReal Log(TensorReal x) => x.tensor is { } tensor ? tensor.log() : Of(Real64.Log(x.number));

    /// <inheritdoc/>
    public static TensorReal Log1P(TensorReal x) => x.tensor is { } tensor ? tensor.log1p() : Of(Real64.Log1P(x.number));

    /// <inheritdoc/>
    public static TensorReal Sqrt(TensorReal x) => x.tensor is { } tensor ? tensor.sqrt() : Of(Real64.Sqrt(x.number));

    /// <inheritdoc/>
    public static TensorReal Square(TensorReal x) => x.tensor is { } tensor ? tensor.Squared() : Of(Real64.Square(x.number));

    /// <inheritdoc/>
    public static TensorReal Abs(TensorReal x) => x.tensor is { } tensor ? tensor.abs() : Of(Real64.Abs(x.number));

    /// <inheritdoc/>
    public static TensorReal Sign(TensorReal x) => x.tensor is { } tensor ? tensor.sign() : Of(Real64.Sign(x.number));

    /// <inheritdoc/>
    public static TensorReal Floor(TensorReal x) => x.tensor is { } tensor ? tensor.floor() : Of(Real64.Floor(x.number));

    /// <inheritdoc/>
    public static TensorReal Round(TensorReal x) => x.tensor is { } tensor ? tensor.round() : Of(Real64.Round(x.number));

    /// <inheritdoc/>
    public static TensorReal Sin(TensorReal x) => x.tensor is { } tensor ? tensor.sin() : Of(Real64.Sin(x.number));

    /// <inheritdoc/>
    public static TensorReal Cos(TensorReal x) => x.tensor is { } tensor ? tensor.cos() : Of(Real64.Cos(x.number));

    /// <inheritdoc/>
    public static TensorReal Tanh(TensorReal x) => x.tensor is { } tensor ? tensor.tanh() : Of(Real64.Tanh(x.number));

    /// <inheritdoc/>
    public static TensorReal Sigmoid(TensorReal x) => x.tensor is { } tensor ? tensor.sigmoid() : Of(Real64.Sigmoid(x.number));

    /// <inheritdoc/>
    public static TensorReal Softplus(TensorReal x) => x.tensor is { } tensor ? nn.functional.logsigmoid(tensor.neg()).neg() : Of(Real64.Softplus(x.number));

    /// <inheritdoc/>
    public static TensorReal LogAddExp(TensorReal left, TensorReal right) => (left.tensor, right.tensor) switch
    {
        (null, null) => Of(Real64.LogAddExp(left.number, right.number)),
        var (a, b) => left.ToTensor((a ?? b)!).logaddexp(right.ToTensor((a ?? b)!)),
    };

    /// <inheritdoc/>
    public static TensorReal Max(TensorReal left, TensorReal right) => (left.tensor, right.tensor) switch
    {
        ({ } a, null) => a.AtLeast(right.number),
        _ => IfLess(left, right, right, left),
    };

    /// <inheritdoc/>
    public static TensorReal Min(TensorReal left, TensorReal right) => (left.tensor, right.tensor) switch
    {
        ({ } a, null) => a.AtMost(right.number),
        _ => IfLess(right, left, right, left),
    };

    /// <inheritdoc/>
    public static TensorReal Clamp(TensorReal x, double least, double most) => x.tensor is { } tensor ? tensor.Within(least, most) : Of(Math.Clamp(x.number, least, most));

    /// <inheritdoc/>
    public static TensorReal InsideUnitInterval(TensorReal x) => x.tensor switch
    {
        { dtype: ScalarType.Float64 } tensor => tensor.Within(1e-300, 1 - (1.0 / (1L << 53))),
        { } tensor => tensor.Within(1e-30, 1 - (1.0 / (1L << 24))),
        null => Of(Real64.InsideUnitInterval(x.number)),
    };

    /// <inheritdoc/>
    public static TensorReal IfLess(TensorReal left, TensorReal right, TensorReal where, TensorReal elsewhere)
    {
        if ((left.tensor ?? right.tensor) is not { } compared)
            return left.number < right.number ? where : elsewhere;
        using var condition = (left.tensor, right.tensor) switch
        {
            ({ } a, { } b) => a.lt(b),
            ({ } a, null) => a.IsLess(right.number),
            var (_, b) => b!.IsGreater(left.number),
        };
        var like = where.tensor ?? elsewhere.tensor ?? compared;
        return torch.where(condition, where.InTypeOf(like), elsewhere.InTypeOf(like));
    }

    /// <inheritdoc/>
    public static TensorReal StirlingRemainder(TensorReal x)
    {
        if (x.tensor is not { } tensor)
            return Of(Real64.StirlingRemainder(x.number));
        // Each branch sees only arguments for which it and its gradient are finite.
        TensorReal near = tensor.AtMost(Large), far = tensor.AtLeast(Large);
        var direct = near.tensor!.lgamma() - ((near - Constant(0.5)) * Log(near)) + near - Constant(HalfLogTwoPi);
        var inverse = far.tensor!.reciprocal();
        var series = inverse * Polynomial(inverse.Squared(), 1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188);
        return torch.where(tensor.IsLess(Large), direct.tensor!, series.tensor!);
    }

    /// <inheritdoc/>
    public static TensorReal StirlingSlope(TensorReal x)
    {
        if (x.tensor is not { } tensor)
            return Of(Real64.StirlingSlope(x.number));
        TensorReal near = tensor.AtMost(Large), far = tensor.AtLeast(Large);
        var direct = near.tensor!.digamma() - Log(near) + (Constant(0.5) / near);
        var square = far.tensor!.Squared().reciprocal();
        var series = -(square * Polynomial(square, 1.0 / 12, -3.0 / 360, 5.0 / 1260, -7.0 / 1680, 9.0 / 1188));
        return torch.where(tensor.IsLess(Large), direct.tensor!, series.tensor!);
    }

    private static TensorReal Polynomial(TensorReal x, params ReadOnlySpan<double> coefficients)
    {
        var value = Constant(coefficients[^1]);
        for (var i = coefficients.Length - 2; i >= 0; i--)
            value = (value * x) + Constant(coefficients[i]);
        return value;
    }

    private static TensorReal Of(Real64 number) => new(number.Value);

    // A constant as a tensor without dimensions.
    private Tensor InTypeOf(Tensor like) => tensor ?? torch.tensor(number, dtype: like.dtype, device: like.device);
}
