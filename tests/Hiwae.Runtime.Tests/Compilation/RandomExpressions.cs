using FsCheck;
using FsCheck.Fluent;
using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Random formulas whose values and derivatives are of moderate size wherever the inputs are.</summary>
internal static class RandomExpressions
{
    public const int Inputs = 3;

    /// <summary>Formulas, some of them of parts of others.</summary>
    public static Gen<Expression[]> Several { get; } = Sizes.SelectMany(size => Of(size)).ArrayOf(3).Select(formulas => new[] { formulas[0], formulas[1], (formulas[0] * formulas[2]) + formulas[1] });

    private static Gen<int> Sizes => Gen.Choose(0, 5);

    private static Gen<Expression> Input { get; } = Gen.Choose(0, Inputs - 1).Select(Expression.Input);

    private static Gen<Expression> Constant { get; } = Gen.Elements(-1.0, 0, 0.5, 1, 2, -0.75).Select(Expression.Constant);

    // What rounding does not change: so 32-bit and 64-bit numbers compare alike.
    private static Gen<Expression> Exact { get; } = Gen.OneOf(Input, Constant, Input.Select(x => x * Expression.Constant(4)));

    private static Gen<Expression> Of(int size)
    {
        if (size == 0)
            return Gen.OneOf(Input, Input, Constant);
        var x = Of(size - 1);
        return Gen.OneOf(
            Pair(x, (a, b) => a + b),
            Pair(x, (a, b) => a - b),
            Pair(x, (a, b) => Bounded(a) * b),
            Pair(x, (a, b) => a / (Expression.Square(b) + Expression.Constant(0.5))),
            Pair(x, Expression.Max),
            Pair(x, Expression.Min),
            Pair(x, Expression.LogAddExp),
            x.Select(a => Expression.Softplus(a) + (Expression.Sigmoid(a) * a)),
            x.Select(a => Expression.Exp(Bounded(a))),
            x.Select(a => Expression.ExpM1(Bounded(a))),
            x.Select(a => Expression.Log(Expression.Softplus(a) + Expression.Constant(0.1))),
            x.Select(a => Expression.Log1P(Expression.Square(a))),
            x.Select(a => Expression.Sqrt(Expression.Square(a) + Expression.Constant(0.25))),
            x.Select(Expression.Abs),
            x.Select(Expression.Sin),
            x.Select(Expression.Cos),
            x.Select(a => Expression.Tanh(-a)),
            x.Select(Expression.Sigmoid),
            x.Select(Bounded),
            x.Select(a => Expression.StirlingRemainder(Expression.Exp(Bounded(a)))),
            x.Select(a => -a),
            Exact.SelectMany(a => x.Select(b => b + Expression.Floor(a) - Expression.Round(a) + Expression.Sign(a))),
            Exact.SelectMany(a => Exact.SelectMany(b => x.SelectMany(c => x.Select(d => Expression.IfLess(a, b, c, d))))));
    }

    private static Expression Bounded(Expression x) => Expression.Tanh(x);

    private static Gen<Expression> Pair(Gen<Expression> x, Func<Expression, Expression, Expression> function) => x.SelectMany(a => x.Select(b => function(a, b)));
}
