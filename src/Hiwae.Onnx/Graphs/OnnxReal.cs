using Hiwae.Formulas;

namespace Hiwae.Onnx.Graphs;

/// <summary>
/// A number to run formulas with that writes them into a graph: a tensor of it, all of its values at a time, or a constant. So whatever is written as a formula, a density of
/// one's own too, has a form as an ONNX file.
/// </summary>
internal readonly partial struct OnnxReal : IReal<OnnxReal>
{
    // From here on atanh loses what log1p is for.
    private const double SmallForLog1P = 0.5;

    private readonly GraphBuilder? graph;

    private readonly string? name;

    private readonly double number;

    /// <summary>A tensor of a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="name">The tensor's name.</param>
    public OnnxReal(GraphBuilder graph, string name) => (this.graph, this.name) = (graph, name);

    private OnnxReal(double number) => this.number = number;

    /// <inheritdoc/>
    public static OnnxReal Constant(double value) => new(value);

    /// <summary>The name of the tensor; a constant becomes one in the form of another tensor.</summary>
    /// <param name="like">The other tensor.</param>
    public string NameIn(OnnxReal like) =>
        name ?? like.graph!.Node("Expand", [like.graph.Number(number), like.graph.Node("Shape", [like.name!])]);

    /// <inheritdoc/>
    public static OnnxReal operator +(OnnxReal left, OnnxReal right) => Of(RealFunction.Add, "Add", left, right);

    /// <inheritdoc/>
    public static OnnxReal operator -(OnnxReal left, OnnxReal right) => Of(RealFunction.Subtract, "Sub", left, right);

    /// <inheritdoc/>
    public static OnnxReal operator *(OnnxReal left, OnnxReal right) => Of(RealFunction.Multiply, "Mul", left, right);

    /// <inheritdoc/>
    public static OnnxReal operator /(OnnxReal left, OnnxReal right) => Of(RealFunction.Divide, "Div", left, right);

    /// <inheritdoc/>
    public static OnnxReal operator -(OnnxReal value) => Of(RealFunction.Negate, "Neg", value);

    /// <inheritdoc/>
    public static OnnxReal Exp(OnnxReal x) => Of(RealFunction.Exp, "Exp", x);

    /// <inheritdoc/>
    /// <remarks>The format has no such function: tanh(x/2) (e^x + 1), in which nothing cancels. Where e^x is infinite, so is it.</remarks>
    public static OnnxReal ExpM1(OnnxReal x) => Tanh(x * Constant(0.5)) * (Exp(x) + Constant(1));

    /// <inheritdoc/>
    public static OnnxReal Log(OnnxReal x) => Of(RealFunction.Log, "Log", x);

    /// <inheritdoc/>
    /// <remarks>The format has no such function: 2 atanh(x/(2 + x)) for small x, elsewhere the logarithm of the sum.</remarks>
    public static OnnxReal Log1P(OnnxReal x)
    {
        if (x.graph is null)
            return new(Real64.Log1P(x.number));
        var small = Clamp(x, -SmallForLog1P, SmallForLog1P);
        return IfLess(Abs(x), Constant(SmallForLog1P), Written("Atanh", small / (small + Constant(2))) * Constant(2), Log(x + Constant(1)));
    }

    /// <inheritdoc/>
    public static OnnxReal Sqrt(OnnxReal x) => Of(RealFunction.Sqrt, "Sqrt", x);

    /// <inheritdoc/>
    public static OnnxReal Square(OnnxReal x) => x * x;

    /// <inheritdoc/>
    public static OnnxReal Abs(OnnxReal x) => Of(RealFunction.Abs, "Abs", x);

    /// <inheritdoc/>
    public static OnnxReal Sign(OnnxReal x) => Of(RealFunction.Sign, "Sign", x);

    /// <inheritdoc/>
    public static OnnxReal Floor(OnnxReal x) => Of(RealFunction.Floor, "Floor", x);

    /// <inheritdoc/>
    public static OnnxReal Round(OnnxReal x) => Of(RealFunction.Round, "Round", x);

    /// <inheritdoc/>
    public static OnnxReal Sin(OnnxReal x) => Of(RealFunction.Sin, "Sin", x);

    /// <inheritdoc/>
    public static OnnxReal Cos(OnnxReal x) => Of(RealFunction.Cos, "Cos", x);

    /// <inheritdoc/>
    public static OnnxReal Tanh(OnnxReal x) => Of(RealFunction.Tanh, "Tanh", x);

    /// <inheritdoc/>
    public static OnnxReal Sigmoid(OnnxReal x) => Of(RealFunction.Sigmoid, "Sigmoid", x);

    /// <inheritdoc/>
    public static OnnxReal Softplus(OnnxReal x) => Of(RealFunction.Softplus, "Softplus", x);

    /// <inheritdoc/>
    /// <remarks>The larger and the softplus of minus the distance; of two that are equal, infinite ones too, log 2 more than either.</remarks>
    public static OnnxReal LogAddExp(OnnxReal left, OnnxReal right)
    {
        var more = Softplus(-Abs(left - right));
        var same = left + Constant(Math.Log(2));
        return IfLess(left, right, right + more, IfLess(right, left, left + more, same));
    }

    /// <inheritdoc/>
    public static OnnxReal Max(OnnxReal left, OnnxReal right) => Of(RealFunction.Max, "Max", left, right);

    /// <inheritdoc/>
    public static OnnxReal Min(OnnxReal left, OnnxReal right) => Of(RealFunction.Min, "Min", left, right);

    /// <inheritdoc/>
    public static OnnxReal InsideUnitInterval(OnnxReal x) => Clamp(x, 1e-30, 1 - (1.0 / (1 << 24)));

    /// <inheritdoc/>
    public static OnnxReal IfLess(OnnxReal left, OnnxReal right, OnnxReal where, OnnxReal elsewhere)
    {
        if ((left.graph ?? right.graph) is null)
            return left.number < right.number ? where : elsewhere;
        return Written("Where", Written("Less", left, right), where, elsewhere);
    }

    private static OnnxReal Clamp(OnnxReal x, double least, double most) => Min(Max(x, Constant(least)), Constant(most));

    /// <summary>A node for an operator, or the number where there are constants alone.</summary>
    private static OnnxReal Of(RealFunction function, string kind, params ReadOnlySpan<OnnxReal> arguments)
    {
        OnnxReal[] all = [.. arguments];
        return Array.Exists(all, argument => argument.graph is not null)
            ? Written(kind, arguments)
            : new(RealFunctions.Of<Real64>(function, [.. all.Select(argument => (Real64)argument.number)]));
    }

    private static OnnxReal Written(string kind, params ReadOnlySpan<OnnxReal> arguments)
    {
        OnnxReal[] all = [.. arguments];
        var graph = all.Select(argument => argument.graph).OfType<GraphBuilder>().First();
        return new(graph, graph.Node(kind, [.. all.Select(argument => argument.name ?? graph.Number(argument.number))]));
    }
}
