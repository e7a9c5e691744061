namespace Hiwae.Formulas;

public sealed partial class Expression
{
    /// <summary>The derivatives of a formula by some of its inputs, as formulas of the same inputs.</summary>
    /// <remarks>
    /// From the result back to the inputs, as reverse-mode differentiation does with numbers. At a kink it is the derivative to one side, of |x| it is zero. A choice by
    /// <see cref="IfLess"/> hands nothing to what was not chosen, however large the derivative there is.
    /// </remarks>
    /// <param name="output">The formula.</param>
    /// <param name="by">The inputs' places.</param>
    /// <exception cref="NotSupportedException">It has the slope of the remainder of Stirling's formula in it, whose derivative is not known.</exception>
    public static ImmutableArray<Expression> Derivatives(Expression output, params ReadOnlySpan<int> by)
    {
        int[] wanted = [.. by];
        var order = InOrder([output]);
        var varying = new HashSet<Expression>(ReferenceEqualityComparer.Instance);
        foreach (var node in order)
        {
            if (node.Function == RealFunction.Input ? wanted.Contains(node.Index) : node.Arguments.Any(varying.Contains))
                varying.Add(node);
        }

        var (adjoints, byInput) = (new Dictionary<Expression, Expression>(ReferenceEqualityComparer.Instance), new Dictionary<int, Expression>());
        adjoints[output] = Constant(1);
        for (var i = order.Count - 1; i >= 0; i--)
        {
            var node = order[i];
            if (!varying.Contains(node) || !adjoints.TryGetValue(node, out var adjoint))
                continue;
            if (node.Function == RealFunction.Input)
                byInput[node.Index] = byInput.TryGetValue(node.Index, out var known) ? known + adjoint : adjoint;
            foreach (var (argument, share) in Shares(node, adjoint))
            {
                if (varying.Contains(argument))
                    adjoints[argument] = adjoints.TryGetValue(argument, out var sum) ? sum + share : share;
            }
        }

        return [.. wanted.Select(index => byInput.TryGetValue(index, out var derivative) ? derivative : Constant(0))];
    }

    // What the arguments of y get of its adjoint g.
    private static (Expression Argument, Expression Share)[] Shares(Expression y, Expression g)
    {
        var (x, b) = (y.Arguments.ElementAtOrDefault(0)!, y.Arguments.ElementAtOrDefault(1)!);
        var (zero, one) = (Constant(0), Constant(1));
        switch (y.Function)
        {
            case RealFunction.Add:
                return [(x, g), (b, g)];
            case RealFunction.Subtract:
                return [(x, g), (b, -g)];
            case RealFunction.Multiply:
                return [(x, g * b), (b, g * x)];
            case RealFunction.Divide:
                return [(x, g / b), (b, -(g * y / b))];
            case RealFunction.Negate:
                return [(x, -g)];
            case RealFunction.Exp:
                return [(x, g * y)];
            case RealFunction.ExpM1:
                return [(x, g * (y + one))];
            case RealFunction.Log:
                return [(x, g / x)];
            case RealFunction.Log1P:
                return [(x, g / (x + one))];
            case RealFunction.Sqrt:
                return [(x, g * Constant(0.5) / y)];
            case RealFunction.Square:
                return [(x, Constant(2) * g * x)];
            case RealFunction.Abs:
                return [(x, g * Sign(x))];
            case RealFunction.Sin:
                return [(x, g * Cos(x))];
            case RealFunction.Cos:
                return [(x, -(g * Sin(x)))];
            case RealFunction.Tanh:
                return [(x, g * (one - Square(y)))];
            case RealFunction.Sigmoid:
                return [(x, g * (y * (one - y)))];
            case RealFunction.Softplus:
                return [(x, g * Sigmoid(x))];
            case RealFunction.LogAddExp:
                var share = g * Sigmoid(x - b);
                return [(x, share), (b, g - share)];
            case RealFunction.Max:
                return [(x, IfLess(x, b, zero, g)), (b, IfLess(x, b, g, zero))];
            case RealFunction.Min:
                return [(x, IfLess(b, x, zero, g)), (b, IfLess(b, x, g, zero))];
            case RealFunction.IfLess:
                return [(y.Arguments[2], IfLess(x, b, g, zero)), (y.Arguments[3], IfLess(x, b, zero, g))];
            case RealFunction.StirlingRemainder:
                return [(x, g * StirlingSlope(x))];
            case RealFunction.StirlingSlope:
                throw new NotSupportedException("The second derivative of the remainder of Stirling's formula is not known.");
            default:
                return [];
        }
    }
}
