namespace Hiwae.Formulas;

public sealed partial class Expression
{
    /// <summary>
    /// Splits formulas by what they depend on: what depends on early inputs alone, and is not a constant, is computed from these at first, and the rest from that and the
    /// other inputs. Sums are put together anew where that leaves less to the rest, and what is divided by an early number is multiplied by its inverse.
    /// </summary>
    /// <param name="outputs">The formulas.</param>
    /// <param name="isEarly">Whether an input is early.</param>
    /// <param name="first">In the rest, the place of the first part among the inputs; the other parts follow, and no other input is there or behind.</param>
    internal static ExpressionParts PartsOf(ImmutableArray<Expression> outputs, Func<int, bool> isEarly, int first)
    {
        var (early, late) = (new HashSet<Expression>(ReferenceEqualityComparer.Instance), new Dictionary<Expression, Expression>(ReferenceEqualityComparer.Instance));
        var parts = new List<Expression>();
        var (inputs, finished) = (new Dictionary<Expression, Expression>(), new Dictionary<Expression, Expression>(ReferenceEqualityComparer.Instance));
        foreach (var node in InOrder(outputs))
        {
            if (node.Function == RealFunction.Input ? isEarly(node.Index) : node.Arguments.Length > 0 && node.Arguments.All(argument => argument.IsConstant || early.Contains(argument)))
                early.Add(node);
            else
                late[node] = Rebuilt(node);
        }

        ImmutableArray<Expression> rest = [.. outputs.Select(output => Finished(late.GetValueOrDefault(output, output)))];
        return new([.. parts], rest);

        // The node from what stands for its arguments; parts are put in when all is done, so that they can still be put together.
        Expression Rebuilt(Expression node)
        {
            if (node.Arguments.IsEmpty)
                return node;
            Expression[] arguments = [.. node.Arguments.Select(argument => late.GetValueOrDefault(argument, argument))];
            return node.Function switch
            {
                RealFunction.Divide when early.Contains(arguments[1]) => arguments[0] * Early(Constant(1) / arguments[1]),
                RealFunction.Add => Sum(arguments[0], arguments[1]),
                RealFunction.Subtract => Sum(arguments[0], IsEarly(arguments[1]) ? Early(-arguments[1]) : -arguments[1]),
                var function => RealFunctions.Of<Expression>(function, arguments),
            };
        }

        // a + b, where (x + e) + f is x + (e + f) for early e and f.
        Expression Sum(Expression a, Expression b)
        {
            if (IsEarly(a))
                (a, b) = (b, a);
            return a switch
            {
                { Function: RealFunction.Add, Arguments: [var x, var e] } when IsEarly(b) && IsEarly(e) => x + Early(e + b),
                { Function: RealFunction.Subtract, Arguments: [var x, var e] } when IsEarly(b) && IsEarly(e) => x + Early(b - e),
                _ => a + b,
            };
        }

        bool IsEarly(Expression node) => node.IsConstant || early.Contains(node);

        Expression Early(Expression node)
        {
            if (!node.IsConstant)
                early.Add(node);
            return node;
        }

        // With inputs for the parts.
        Expression Finished(Expression node)
        {
            if (early.Contains(node))
                return Part(node);
            if (node.Arguments.IsEmpty)
                return node;
            if (!finished.TryGetValue(node, out var known))
                finished[node] = known = RealFunctions.Of<Expression>(node.Function, [.. node.Arguments.Select(Finished)]);
            return known;
        }

        Expression Part(Expression node)
        {
            if (!inputs.TryGetValue(node, out var input))
            {
                inputs[node] = input = Input(first + parts.Count);
                parts.Add(node);
            }

            return input;
        }
    }
}

/// <summary>Formulas, split by what they depend on.</summary>
/// <param name="Early">What depends on early inputs alone, as formulas of all inputs.</param>
/// <param name="Rest">The formulas, of the other inputs and, from some place on, the early parts.</param>
internal sealed record ExpressionParts(ImmutableArray<Expression> Early, ImmutableArray<Expression> Rest);
