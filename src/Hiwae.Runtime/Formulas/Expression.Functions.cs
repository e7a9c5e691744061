namespace Hiwae.Formulas;

// How expressions are made: as short as may be.
public sealed partial class Expression
{
    /// <inheritdoc/>
    public static Expression operator +(Expression left, Expression right) => (left, right) switch
    {
        ({ IsConstant: true }, { IsConstant: true }) => Constant(left.Number + right.Number),
        ({ IsConstant: true }, _) => right + left,
        (_, { IsConstant: true, Number: 0 }) => left,
        ({ Function: RealFunction.Add, Arguments: [var x, { IsConstant: true, Number: var c }] }, { IsConstant: true }) => x + Constant(c + right.Number),
        (_, { Function: RealFunction.Negate, Arguments: [var x] }) => left - x,
        ({ Function: RealFunction.Negate, Arguments: [var x] }, _) => right - x,
        ({ Function: RealFunction.IfLess, Arguments: [var a, var b, var x, var y] }, { Function: RealFunction.IfLess, Arguments: [var c, var d, var v, var w] })
            when (IsZero(x) || IsZero(v)) && (IsZero(y) || IsZero(w)) && a.Equals(c) && b.Equals(d) => IfLess(a, b, x + v, y + w),
        _ => new(RealFunction.Add, [left, right]),
    };

    /// <inheritdoc/>
    public static Expression operator -(Expression left, Expression right) => (left, right) switch
    {
        (_, { IsConstant: true }) => left + Constant(-right.Number),
        (_, { Function: RealFunction.Negate, Arguments: [var x] }) => left + x,
        ({ IsConstant: true, Number: 0 }, _) => -right,
        ({ Function: RealFunction.Negate, Arguments: [var x] }, _) => -(x + right),
        _ => new(RealFunction.Subtract, [left, right]),
    };

    /// <inheritdoc/>
    public static Expression operator *(Expression left, Expression right) => (left, right) switch
    {
        ({ IsConstant: true }, { IsConstant: true }) => Constant(left.Number * right.Number),
        (_, { IsConstant: true }) => right * left,
        ({ IsConstant: true, Number: 0 }, _) => left,
        ({ IsConstant: true, Number: 1 }, _) => right,
        ({ IsConstant: true, Number: -1 }, _) => -right,
        ({ IsConstant: true }, { Function: RealFunction.Multiply, Arguments: [{ IsConstant: true, Number: var c }, var x] }) => Constant(left.Number * c) * x,
        ({ IsConstant: true }, { Function: RealFunction.Negate, Arguments: [var x] }) => Constant(-left.Number) * x,
        ({ Function: RealFunction.Negate, Arguments: [var x] }, _) => -(x * right),
        (_, { Function: RealFunction.Negate, Arguments: [var x] }) => -(left * x),
        // A factor that is zero somewhere is so there whatever the other is.
        ({ Function: RealFunction.IfLess, Arguments: [var a, var b, var x, var y] }, _) when IsZero(x) || IsZero(y) => IfLess(a, b, x * right, y * right),
        (_, { Function: RealFunction.IfLess, Arguments: [var a, var b, var x, var y] }) when IsZero(x) || IsZero(y) => IfLess(a, b, left * x, left * y),
        _ when left.Equals(right) => Square(left),
        _ => new(RealFunction.Multiply, [left, right]),
    };

    /// <inheritdoc/>
    public static Expression operator /(Expression left, Expression right) => (left, right) switch
    {
        ({ IsConstant: true }, { IsConstant: true }) => Constant(left.Number / right.Number),
        ({ IsConstant: true, Number: 0 }, _) => left,
        (_, { IsConstant: true, Number: not 0 }) => Constant(1 / right.Number) * left,
        ({ Function: RealFunction.Negate, Arguments: [var x] }, _) => -(x / right),
        (_, { Function: RealFunction.Negate, Arguments: [var x] }) => -(left / x),
        ({ Function: RealFunction.IfLess, Arguments: [var a, var b, var x, var y] }, _) when IsZero(x) || IsZero(y) => IfLess(a, b, x / right, y / right),
        _ => new(RealFunction.Divide, [left, right]),
    };

    /// <inheritdoc/>
    public static Expression operator -(Expression value) => value switch
    {
        { IsConstant: true } => Constant(-value.Number),
        { Function: RealFunction.Negate, Arguments: [var x] } => x,
        { Function: RealFunction.Subtract, Arguments: [var x, var y] } => y - x,
        { Function: RealFunction.Add, Arguments: [var x, { IsConstant: true, Number: var c }] } => Constant(-c) - x,
        { Function: RealFunction.Multiply, Arguments: [{ IsConstant: true, Number: var c }, var x] } => Constant(-c) * x,
        _ => new(RealFunction.Negate, [value]),
    };

    /// <inheritdoc/>
    public static Expression Exp(Expression x) => Of(RealFunction.Exp, x);

    /// <inheritdoc/>
    public static Expression ExpM1(Expression x) => Of(RealFunction.ExpM1, x);

    /// <inheritdoc/>
    public static Expression Log(Expression x) => Of(RealFunction.Log, x);

    /// <inheritdoc/>
    public static Expression Log1P(Expression x) => Of(RealFunction.Log1P, x);

    /// <inheritdoc/>
    public static Expression Sqrt(Expression x) => Of(RealFunction.Sqrt, x);

    /// <inheritdoc/>
    public static Expression Square(Expression x) => Of(RealFunction.Square, WithoutSign(x));

    /// <inheritdoc/>
    public static Expression Abs(Expression x) => Of(RealFunction.Abs, WithoutSign(x));

    /// <inheritdoc/>
    public static Expression Sign(Expression x) => Of(RealFunction.Sign, x);

    /// <inheritdoc/>
    public static Expression Floor(Expression x) => Of(RealFunction.Floor, x);

    /// <inheritdoc/>
    public static Expression Round(Expression x) => Of(RealFunction.Round, x);

    /// <inheritdoc/>
    public static Expression Sin(Expression x) => Of(RealFunction.Sin, x);

    /// <inheritdoc/>
    public static Expression Cos(Expression x) => Of(RealFunction.Cos, WithoutSign(x));

    /// <inheritdoc/>
    public static Expression Tanh(Expression x) => Of(RealFunction.Tanh, x);

    /// <inheritdoc/>
    public static Expression Sigmoid(Expression x) => Of(RealFunction.Sigmoid, x);

    /// <inheritdoc/>
    public static Expression Softplus(Expression x) => Of(RealFunction.Softplus, x);

    /// <inheritdoc/>
    public static Expression LogAddExp(Expression left, Expression right) => Of(RealFunction.LogAddExp, left, right);

    /// <inheritdoc/>
    public static Expression Max(Expression left, Expression right) => Of(RealFunction.Max, left, right);

    /// <inheritdoc/>
    public static Expression Min(Expression left, Expression right) => Of(RealFunction.Min, left, right);

    /// <inheritdoc/>
    /// <remarks>To what 32-bit numbers allow: with these it is computed.</remarks>
    public static Expression InsideUnitInterval(Expression x) => Min(Max(x, Constant(1e-30)), Constant(1 - (1.0 / (1 << 24))));

    /// <inheritdoc/>
    public static Expression IfLess(Expression left, Expression right, Expression where, Expression elsewhere) => (left, right) switch
    {
        ({ IsConstant: true }, { IsConstant: true }) => left.Number < right.Number ? where : elsewhere,
        _ when where.Equals(elsewhere) => where,
        _ => new(RealFunction.IfLess, [left, right, where, elsewhere]),
    };

    /// <inheritdoc/>
    public static Expression StirlingRemainder(Expression x) => Of(RealFunction.StirlingRemainder, x);

    /// <inheritdoc/>
    public static Expression StirlingSlope(Expression x) => Of(RealFunction.StirlingSlope, x);

    private static Expression Of(RealFunction function, params ReadOnlySpan<Expression> arguments)
    {
        ImmutableArray<Expression> all = [.. arguments];
        return all.All(argument => argument.IsConstant)
            ? Constant(RealFunctions.Of<Real64>(function, [.. all.Select(argument => (Real64)argument.Number)]))
            : new(function, all);
    }

    private static bool IsZero(Expression x) => x is { IsConstant: true, Number: 0 };

    private static Expression WithoutSign(Expression x) => x is { Function: RealFunction.Negate, Arguments: [var y] } ? y : x;
}
