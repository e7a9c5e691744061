using FsCheck.Fluent;
using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Recorded formulas: their values, their derivatives, and how short they are.</summary>
public sealed class ExpressionTests
{
    private static readonly Expression X = Expression.Input(0);

    private static readonly Expression Y = Expression.Input(1);

    [Fact]
    public void Derivatives_are_the_limits_of_differences() => Property.Holds(
        RandomExpressions.Several.SelectMany(formulas => Property.Seeds.Select(seed => (formulas, seed))),
        test =>
        {
            var (formula, random) = (test.formulas[2], new Random(test.seed));
            double[] at = [.. Enumerable.Range(0, RandomExpressions.Inputs).Select(_ => (random.NextDouble() * 6) - 3)];
            var slopes = Expression.Derivatives(formula, [0, 1, 2]);
            for (var i = 0; i < at.Length; i++)
            {
                const double Step = 1e-5;
                var (before, after) = (Moved(at, i, -Step), Moved(at, i, Step));
                var difference = (At(formula, after) - At(formula, before)) / (2 * Step);
                var (left, right) = ((At(formula, at) - At(formula, before)) / Step, (At(formula, after) - At(formula, at)) / Step);
                // At a kink they are not.
                if (Math.Abs(left - right) < 1e-2 * (1 + Math.Abs(difference)))
                    Assert.Equal(difference, At(slopes[i], at), 1e-4 * (1 + Math.Abs(difference)) + Math.Abs(left - right));
            }
        },
        tests: 400);

    [Fact]
    public void Derivatives_and_values_are_those_of_tensors() => Property.Holds(
        RandomExpressions.Several.SelectMany(formulas => Property.Seeds.Select(seed => (formulas, seed))),
        test =>
        {
            using var scope = NewDisposeScope();
            var formula = test.formulas[2];
            var inputs = (Noise.FromSeed(test.seed, dtype: ScalarType.Float64).Normal(RandomExpressions.Inputs, 7) * 2).requires_grad_();
            TensorReal[] values = [.. Enumerable.Range(0, RandomExpressions.Inputs).Select(i => new TensorReal(inputs[i]))];
            var result = formula.At<TensorReal>(values).ToTensor(inputs[0]);
            var expected = result.detach().data<double>().ToArray();
            (result + (inputs * 0).sum()).sum().backward();
            var slopes = Expression.Derivatives(formula, [0, 1, 2]);
            for (var k = 0; k < 7; k++)
            {
                double[] at = [.. Enumerable.Range(0, RandomExpressions.Inputs).Select(i => inputs[i, k].item<double>())];
                Assert.Equal(At(formula, at), expected[k], 1e-9 * (1 + Math.Abs(expected[k])));
                for (var i = 0; i < at.Length; i++)
                {
                    var gradient = inputs.grad![i, k].item<double>();
                    Assert.Equal(gradient, At(slopes[i], at), 1e-8 * (1 + Math.Abs(gradient)));
                }
            }
        },
        tests: 200);

    [Fact]
    public void What_is_made_alike_is_equal() => Property.Holds(
        RandomExpressions.Several,
        formulas =>
        {
            foreach (var formula in formulas)
            {
                var again = formula.With(Expression.Inputs(0, RandomExpressions.Inputs).AsSpan());
                Assert.Equal(formula, again);
                Assert.Equal(formula.GetHashCode(), again.GetHashCode());
                Assert.NotEqual(formula, formula + Expression.Input(5));
            }
        },
        tests: 100);

    [Fact]
    public void A_formula_built_twice_from_itself_many_times_is_compared_in_time()
    {
        static Expression Doubled() => Enumerable.Range(0, 200).Aggregate(X, (x, _) => Expression.Sin(x) + x);
        Assert.Equal(Doubled(), Doubled());
    }

    [Fact]
    public void What_adds_nothing_is_left_out()
    {
        var (zero, one) = (Expression.Constant(0), Expression.Constant(1));
        Assert.Same(X, X + zero);
        Assert.Same(X, zero + X);
        Assert.Same(X, X - zero);
        Assert.Same(X, one * X);
        Assert.Same(X, X / one);
        Assert.Same(X, -(-X));
        Assert.Equal(zero, X * zero);
        Assert.Equal("(6 * x0)", (Expression.Constant(2) * (X * Expression.Constant(3))).ToString());
        Assert.Equal("(x0 + 5)", (Expression.Constant(2) + (X + Expression.Constant(3))).ToString());
        Assert.Equal("(x0 - x1)", (X + -Y).ToString());
        Assert.Equal("Square(x0)", (X * X).ToString());
        Assert.Equal("0.6931471805599453", Expression.Log(Expression.Constant(2)).ToString());
        Assert.Same(X, Expression.IfLess(zero, one, X, Y));
    }

    [Fact]
    public void Derivatives_are_short()
    {
        Assert.Equal(["(2 * x0)", "0"], Expression.Derivatives(Expression.Square(X), [0, 1]).Select(slope => slope.ToString()));
        Assert.Equal(["x1", "x0"], Expression.Derivatives(X * Y, [0, 1]).Select(slope => slope.ToString()));
        Assert.Equal(["Sigmoid(x0)"], Expression.Derivatives(Expression.Softplus(X), [0]).Select(slope => slope.ToString()));
        Assert.Equal(["(x0 - Sigmoid(x1))", "x1"], Expression.Derivatives(FormulaForm.Of<Bernoulli>().LogDensity, [1, 0]).Select(slope => slope.ToString()));
    }

    [Fact]
    public void A_choice_hands_nothing_to_what_was_not_chosen()
    {
        // √x is infinitely steep at zero.
        var formula = Expression.IfLess(Expression.Constant(0), X, Expression.Sqrt(X), Y);
        var slopes = Expression.Derivatives(formula, [0, 1]);
        Assert.Equal([0, 1], slopes.Select(slope => At(slope, [0, 7])));
        Assert.Equal([0.25, 0], slopes.Select(slope => At(slope, [4, 7])));
    }

    private static double At(Expression formula, double[] at) => formula.At<Real64>([.. at.Select(x => (Real64)x)]);

    private static double[] Moved(double[] at, int index, double step) => [.. at.Select((x, i) => i == index ? x + step : x)];
}
