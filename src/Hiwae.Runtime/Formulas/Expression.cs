using System.Globalization;

namespace Hiwae.Formulas;

/// <summary>
/// A formula, recorded by running it: a number that knows how it was made. What is the same whatever the inputs are is computed at once, and what adds nothing is left out,
/// so that derivatives come out short. Expressions never change; two are equal if they are made alike.
/// </summary>
public sealed partial class Expression : IReal<Expression>, IEquatable<Expression>
{
    private readonly int hash;

    private Expression(RealFunction function, ImmutableArray<Expression> arguments, double number = 0, int index = 0)
    {
        (Function, Arguments, Number, Index) = (function, arguments, number, index);
        var code = new HashCode();
        code.Add(function);
        code.Add(BitConverter.DoubleToInt64Bits(number));
        code.Add(index);
        foreach (var argument in arguments)
            code.Add(argument.hash);
        hash = code.ToHashCode();
    }

    /// <summary>The function that makes it.</summary>
    internal RealFunction Function { get; }

    /// <summary>The arguments of the function.</summary>
    internal ImmutableArray<Expression> Arguments { get; }

    /// <summary>The number of a constant.</summary>
    internal double Number { get; }

    /// <summary>The index of an input.</summary>
    internal int Index { get; }

    /// <summary>Whether it is a constant.</summary>
    internal bool IsConstant => Function == RealFunction.Constant;

    /// <summary>An input.</summary>
    /// <param name="index">The index, from 0.</param>
    public static Expression Input(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        return new(RealFunction.Input, [], index: index);
    }

    /// <summary>Several inputs, one after the other.</summary>
    /// <param name="first">The first one's place.</param>
    /// <param name="count">How many.</param>
    public static ImmutableArray<Expression> Inputs(int first, int count) => [.. Enumerable.Range(first, count).Select(Input)];

    /// <inheritdoc/>
    public static Expression Constant(double value) => new(RealFunction.Constant, [], value);

    /// <summary>The formula's value with numbers of any kind.</summary>
    /// <typeparam name="T">The numbers.</typeparam>
    /// <param name="inputs">Each at its place.</param>
    public T At<T>(params ReadOnlySpan<T> inputs) where T : IReal<T>
    {
        var values = new Dictionary<Expression, T>(ReferenceEqualityComparer.Instance);
        foreach (var node in InOrder([this]))
        {
            values[node] = node.Function switch
            {
                RealFunction.Input => inputs[node.Index],
                RealFunction.Constant => T.Constant(node.Number),
                _ => RealFunctions.Of<T>(node.Function, [.. node.Arguments.Select(argument => values[argument])]),
            };
        }

        return values[this];
    }

    /// <summary>The formula with other expressions in the place of its inputs.</summary>
    /// <param name="inputs">Each at its place.</param>
    public Expression With(params ReadOnlySpan<Expression> inputs) => At(inputs);

    /// <summary>The expressions and what they are made of, each once and after its arguments.</summary>
    internal static List<Expression> InOrder(IEnumerable<Expression> outputs)
    {
        var (order, seen, open) = (new List<Expression>(), new HashSet<Expression>(ReferenceEqualityComparer.Instance), new Stack<(Expression Node, int Next)>());
        foreach (var output in outputs)
        {
            if (seen.Add(output))
                open.Push((output, 0));
            while (open.TryPop(out var top))
            {
                if (top.Next == top.Node.Arguments.Length)
                {
                    order.Add(top.Node);
                    continue;
                }

                open.Push((top.Node, top.Next + 1));
                var argument = top.Node.Arguments[top.Next];
                if (seen.Add(argument))
                    open.Push((argument, 0));
            }
        }

        return order;
    }

    /// <inheritdoc/>
    public bool Equals(Expression? other)
    {
        if (ReferenceEquals(this, other))
            return true;
        if (other is null || !IsAlike(other))
            return false;
        // Each pair is looked at once, however often it occurs.
        var (seen, open) = (new HashSet<(Expression, Expression)>(PairComparer.Instance), new Stack<(Expression, Expression)>([(this, other)]));
        while (open.TryPop(out var pair))
        {
            var (left, right) = pair;
            if (ReferenceEquals(left, right) || !seen.Add(pair))
                continue;
            if (!left.IsAlike(right))
                return false;
            foreach (var arguments in left.Arguments.Zip(right.Arguments))
                open.Push(arguments);
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Expression);

    /// <inheritdoc/>
    public override int GetHashCode() => hash;

    /// <summary>The formula; x0, x1 … are its inputs.</summary>
    public override string ToString() => Function switch
    {
        RealFunction.Input => $"x{Index.ToString(CultureInfo.InvariantCulture)}",
        RealFunction.Constant => Number.ToString("R", CultureInfo.InvariantCulture),
        RealFunction.Add => $"({Arguments[0]} + {Arguments[1]})",
        RealFunction.Subtract => $"({Arguments[0]} - {Arguments[1]})",
        RealFunction.Multiply => $"({Arguments[0]} * {Arguments[1]})",
        RealFunction.Divide => $"({Arguments[0]} / {Arguments[1]})",
        RealFunction.Negate => $"-{Arguments[0]}",
        _ => $"{Function}({string.Join(", ", Arguments)})",
    };

    private bool IsAlike(Expression other) =>
        hash == other.hash && Function == other.Function && Index == other.Index && Number.Equals(other.Number) && Arguments.Length == other.Arguments.Length;

    private sealed class PairComparer : IEqualityComparer<(Expression, Expression)>
    {
        public static PairComparer Instance { get; } = new();

        public bool Equals((Expression, Expression) x, (Expression, Expression) y) =>
            ReferenceEquals(x.Item1, y.Item1) && ReferenceEquals(x.Item2, y.Item2);

        public int GetHashCode((Expression, Expression) pair) => HashCode.Combine(pair.Item1.hash, pair.Item2.hash);
    }
}
