using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae.Compilation.Elements;

/// <summary>
/// From expressions to steps: what is the same is computed once, and an operation takes in another whose result nothing else needs, where there is an instruction for both.
/// </summary>
internal static class ElementCompiler
{
    /// <summary>The code for expressions of some inputs.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An expression has an input that is not among them.</exception>
    public static ElementCode Compile(int inputs, ImmutableArray<Expression> outputs, ElementOptions options)
    {
        var (steps, results) = Steps(inputs, outputs);
        PairSlopes(steps);
        Fuse(steps, results);
        return ElementAllocator.Code(Live(steps, results, options), inputs, options);
    }

    private static (List<ElementStep> Steps, ImmutableArray<int> Results) Steps(int inputs, ImmutableArray<Expression> outputs)
    {
        var (steps, known, places) = (new List<ElementStep>(), new Dictionary<ElementStep, int>(), new Dictionary<Expression, int>(ReferenceEqualityComparer.Instance));
        foreach (var node in Expression.InOrder(outputs))
        {
            if (node.Function == RealFunction.Input && node.Index >= inputs)
                throw new ArgumentOutOfRangeException(nameof(outputs), $"There are {inputs} inputs, and none at place {node.Index}.");
            var step = Translated(node, [.. node.Arguments.Select(argument => places[argument])]);
            if (!known.TryGetValue(step, out var place))
            {
                known[step] = place = steps.Count;
                steps.Add(step);
            }

            places[node] = place;
        }

        return (steps, [.. outputs.Select(output => places[output])]);
    }

    private static ElementStep Translated(Expression node, ReadOnlySpan<int> at) => node.Function switch
    {
        RealFunction.Input => ElementStep.Input(node.Index),
        RealFunction.Constant => ElementStep.Constant((float)node.Number),
        // In the order of places: so that the same sum is found again.
        RealFunction.Add => ElementStep.Of(ElementOperation.Add, Math.Min(at[0], at[1]), Math.Max(at[0], at[1])),
        RealFunction.Multiply => ElementStep.Of(ElementOperation.Multiply, Math.Min(at[0], at[1]), Math.Max(at[0], at[1])),
        RealFunction.IfLess => ElementStep.Of(ElementOperation.IfLess, at[0], at[1], at[2], at[3]),
        var function when at.Length == 2 => ElementStep.Of(Operation(function), at[0], at[1]),
        var function => ElementStep.Of(Operation(function), at[0]),
    };

    private static ElementOperation Operation(RealFunction function) => function switch
    {
        RealFunction.Subtract => ElementOperation.Subtract,
        RealFunction.Divide => ElementOperation.Divide,
        RealFunction.Negate => ElementOperation.Negate,
        RealFunction.Exp => ElementOperation.Exp,
        RealFunction.ExpM1 => ElementOperation.ExpM1,
        RealFunction.Log => ElementOperation.Log,
        RealFunction.Log1P => ElementOperation.Log1P,
        RealFunction.Sqrt => ElementOperation.Sqrt,
        RealFunction.Square => ElementOperation.Square,
        RealFunction.Abs => ElementOperation.Abs,
        RealFunction.Sign => ElementOperation.Sign,
        RealFunction.Floor => ElementOperation.Floor,
        RealFunction.Round => ElementOperation.Round,
        RealFunction.Sin => ElementOperation.Sin,
        RealFunction.Cos => ElementOperation.Cos,
        RealFunction.Tanh => ElementOperation.Tanh,
        RealFunction.Sigmoid => ElementOperation.Sigmoid,
        RealFunction.Softplus => ElementOperation.Softplus,
        RealFunction.LogAddExp => ElementOperation.LogAddExp,
        RealFunction.Max => ElementOperation.Max,
        RealFunction.Min => ElementOperation.Min,
        RealFunction.StirlingRemainder => ElementOperation.StirlingRemainder,
        RealFunction.StirlingSlope => ElementOperation.StirlingSlope,
        _ => throw new ArgumentOutOfRangeException(nameof(function), function, "This function has no instruction."),
    };

    // Of a softplus and its slope, the sigmoid, the earlier one's instruction gives both.
    private static void PairSlopes(List<ElementStep> steps)
    {
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i] is not { Kind: StepKind.Computed, Operation: ElementOperation.Softplus or ElementOperation.Sigmoid } first)
                continue;
            var other = first.Operation == ElementOperation.Softplus ? ElementOperation.Sigmoid : ElementOperation.Softplus;
            var later = steps.FindIndex(i, step => step.Kind == StepKind.Computed && step.Operation == other && step.A == first.A);
            if (later < 0)
                continue;
            steps[i] = first with { Operation = first.Operation == ElementOperation.Softplus ? ElementOperation.SoftplusAndSlope : ElementOperation.SlopeAndSoftplus };
            steps[later] = ElementStep.Second(i);
        }
    }

    private static void Fuse(List<ElementStep> steps, ImmutableArray<int> results)
    {
        var uses = new int[steps.Count];
        foreach (var step in steps)
        {
            foreach (var operand in step.Operands)
                uses[operand]++;
        }

        foreach (var result in results)
            uses[result]++;
        for (var i = 0; i < steps.Count; i++)
        {
            if (steps[i].Kind != StepKind.Computed)
                continue;
            var (operation, a, b) = (steps[i].Operation, steps[i].A, steps[i].B);
            steps[i] = operation switch
            {
                ElementOperation.Add when Product(a) is var (x, y) => Sum(x, y, b),
                ElementOperation.Add when Product(b) is var (x, y) => Sum(x, y, a),
                ElementOperation.Subtract when Product(a) is var (x, y) => ElementStep.Of(ElementOperation.MultiplySubtract, x, y, b),
                ElementOperation.Subtract when Product(b) is var (x, y) => ElementStep.Of(ElementOperation.SubtractProduct, x, y, a),
                ElementOperation.Multiply when Difference(a) is var (x, y) => ElementStep.Of(ElementOperation.DifferenceProduct, x, y, b),
                ElementOperation.Multiply when Difference(b) is var (x, y) => ElementStep.Of(ElementOperation.DifferenceProduct, x, y, a),
                _ => steps[i],
            };
        }

        // x y + z, where x or y may be a square.
        ElementStep Sum(int x, int y, int z) => (OnceSquared(x), OnceSquared(y)) switch
        {
            ({ } root, _) => ElementStep.Of(ElementOperation.SquareMultiplyAdd, root, y, z),
            (_, { } root) => ElementStep.Of(ElementOperation.SquareMultiplyAdd, root, x, z),
            _ => ElementStep.Of(ElementOperation.MultiplyAdd, x, y, z),
        };

        int? OnceSquared(int place) => uses[place] == 1 && steps[place] is { Kind: StepKind.Computed, Operation: ElementOperation.Square, A: var root } ? root : null;

        (int A, int B)? Product(int place) => uses[place] != 1 ? null : steps[place] switch
        {
            { Kind: StepKind.Computed, Operation: ElementOperation.Multiply, A: var a, B: var b } => (a, b),
            { Kind: StepKind.Computed, Operation: ElementOperation.Square, A: var a } => (a, a),
            _ => null,
        };

        (int A, int B)? Difference(int place) =>
            uses[place] == 1 && steps[place] is { Kind: StepKind.Computed, Operation: ElementOperation.Subtract, A: var a, B: var b } ? (a, b) : null;
    }

    // What the results need, each step at its new place. A result has a step of its own: so an input that is one, and one that is a result twice, is copied.
    private static (List<ElementStep> Steps, ImmutableArray<int> Results) Live(List<ElementStep> steps, ImmutableArray<int> results, ElementOptions options)
    {
        var isLive = new bool[steps.Count];
        foreach (var result in results)
            isLive[result] = true;
        for (var i = steps.Count - 1; i >= 0; i--)
        {
            if (!isLive[i])
                continue;
            foreach (var operand in steps[i].Operands)
                isLive[operand] = true;
        }

        var (live, places, own) = (new List<ElementStep>(), new int[steps.Count], results.ToArray());
        for (var i = 0; i < steps.Count; i++)
        {
            if (!isLive[i])
                continue;
            var place = places[i] = live.Count;
            live.Add(steps[i].At(places));
            var isFree = steps[i].Kind is StepKind.Computed or StepKind.Second;
            foreach (var (output, result) in results.Index())
            {
                if (result != i)
                    continue;
                own[output] = place;
                if (options.Summed.Contains(output))
                    continue;
                if (!isFree)
                {
                    own[output] = live.Count;
                    live.Add(ElementStep.Of(ElementOperation.Copy, place));
                }

                isFree = false;
            }
        }

        return (live, [.. own]);
    }
}
