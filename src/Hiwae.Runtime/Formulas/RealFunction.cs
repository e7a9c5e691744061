namespace Hiwae.Formulas;

/// <summary>The function at the root of an <see cref="Expression"/>.</summary>
internal enum RealFunction
{
    Input,
    Constant,
    Add,
    Subtract,
    Multiply,
    Divide,
    Negate,
    Exp,
    ExpM1,
    Log,
    Log1P,
    Sqrt,
    Square,
    Abs,
    Sign,
    Floor,
    Round,
    Sin,
    Cos,
    Tanh,
    Sigmoid,
    Softplus,
    LogAddExp,
    Max,
    Min,
    IfLess,
    StirlingRemainder,
    StirlingSlope,
}

/// <summary>The functions of formulas, by their names.</summary>
internal static class RealFunctions
{
    /// <summary>The function of numbers of any kind.</summary>
    public static T Of<T>(RealFunction function, ReadOnlySpan<T> x) where T : IReal<T> => function switch
    {
        RealFunction.Add => x[0] + x[1],
        RealFunction.Subtract => x[0] - x[1],
        RealFunction.Multiply => x[0] * x[1],
        RealFunction.Divide => x[0] / x[1],
        RealFunction.Negate => -x[0],
        RealFunction.Exp => T.Exp(x[0]),
        RealFunction.ExpM1 => T.ExpM1(x[0]),
        RealFunction.Log => T.Log(x[0]),
        RealFunction.Log1P => T.Log1P(x[0]),
        RealFunction.Sqrt => T.Sqrt(x[0]),
        RealFunction.Square => T.Square(x[0]),
        RealFunction.Abs => T.Abs(x[0]),
        RealFunction.Sign => T.Sign(x[0]),
        RealFunction.Floor => T.Floor(x[0]),
        RealFunction.Round => T.Round(x[0]),
        RealFunction.Sin => T.Sin(x[0]),
        RealFunction.Cos => T.Cos(x[0]),
        RealFunction.Tanh => T.Tanh(x[0]),
        RealFunction.Sigmoid => T.Sigmoid(x[0]),
        RealFunction.Softplus => T.Softplus(x[0]),
        RealFunction.LogAddExp => T.LogAddExp(x[0], x[1]),
        RealFunction.Max => T.Max(x[0], x[1]),
        RealFunction.Min => T.Min(x[0], x[1]),
        RealFunction.IfLess => T.IfLess(x[0], x[1], x[2], x[3]),
        RealFunction.StirlingRemainder => T.StirlingRemainder(x[0]),
        RealFunction.StirlingSlope => T.StirlingSlope(x[0]),
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "An input and a constant are functions of nothing."),
    };
}
