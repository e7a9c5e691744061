using System.Diagnostics;
using Hiwae.Onnx.Graphs;
using Hiwae.Programs;

namespace Hiwae.Onnx.Emission;

// Layers on vectors and images alike, and the heads of proposals.
internal sealed partial class ProgramEmitter
{
    private const double LayerNormEpsilon = 1e-5;

    private const double LeakySlope = 0.01;

    private Emitted Linear(Operation.Linear operation)
    {
        var outputs = operation.Weight.Rows;
        var product = Product(Read(operation.X), operation.Weight, operation.Column, operation.Bias, outputs);
        return Ended(product, operation.Addend, operation.Activation);
    }

    /// <summary>x Wᵀ + b by some columns of W, as one operator.</summary>
    private Emitted Product(Emitted x, Value weight, int column, Value? bias, int outputs)
    {
        var columns = Numbers.Columns(weight, column, x.Columns, weight.Columns, outputs, x.Columns);
        ImmutableArray<string> inputs = bias is { } offset ? [x.Name, columns, Numbers.Of(offset, outputs)] : [x.Name, columns];
        return new(graph.Node("Gemm", inputs.AsSpan(), Attributes.Of("transB", 1L)), x.Rows, outputs);
    }

    /// <summary>
    /// Where a datum has one row for all proposals, it goes through all heads at once; else the rows of each proposal through its own, as a product of stacks of matrices.
    /// </summary>
    private Emitted HeadLinear(Operation.HeadLinear operation)
    {
        var x = Read(operation.X);
        var outputs = operation.Output.Columns;
        var product = x.Rows == Rows.Proposals
            ? OwnHeads(operation, x, outputs)
            : SelectHead(Product(x, operation.Weight, operation.Column, operation.Bias, proposals * outputs), proposals);
        return Ended(product, operation.Addend, operation.Activation);
    }

    private Emitted OwnHeads(Operation.HeadLinear operation, Emitted x, int outputs)
    {
        var stacks = Numbers.Stacks(operation.Weight, operation.Column, x.Columns, proposals);
        var turned = Attributes.Of("perm", 1, 0, 2);
        var stacked = graph.Node("Transpose", [graph.Node("Reshape", [x.Name, graph.Whole(-1, proposals, x.Columns)])], turned);
        var product = graph.Node("Transpose", [graph.Node("MatMul", [stacked, stacks])], turned);
        if (operation.Bias is { } bias)
            product = graph.Node("Add", [product, Numbers.Of(bias, proposals, outputs)]);
        return Rowed(product, new(product, Rows.Proposals, outputs), Rows.Proposals);
    }

    /// <summary>Each proposal's own block of all heads' outputs: of row j of a datum, block j.</summary>
    /// <param name="all">[rows, heads · outputs].</param>
    /// <param name="heads">K; with one there is nothing to select.</param>
    public Emitted SelectHead(Emitted all, int heads)
    {
        var outputs = all.Columns / heads;
        if (heads == 1)
            return all;
        if (all.Rows != Rows.Proposals)
            return Rowed(all.Name, all with { Columns = outputs }, all.Rows == Rows.Once ? Rows.Heads : Rows.Proposals);
        var blocks = graph.Node("Reshape", [all.Name, graph.Whole(-1, heads * heads, outputs)]);
        long[] diagonal = [.. Enumerable.Range(0, heads).Select(j => (long)j * (heads + 1))];
        var own = graph.Node("Gather", [blocks, graph.Whole(diagonal)], Attributes.Of("axis", 1L));
        return Rowed(own, all with { Columns = outputs }, Rows.Proposals);
    }

    private Emitted Condition(Operation.Condition operation)
    {
        var all = Alike(Read(operation.Product), Read(operation.Scale), Read(operation.Shift));
        string Positioned(Emitted value) => all[0].Image is null ? value.Name : graph.Node("Unsqueeze", [value.Name, graph.Whole(2, 3)]);
        var scale = graph.Node("Add", [Positioned(all[1]), graph.Number(1)]);
        var scaled = graph.Node("Add", [graph.Node("Mul", [all[0].Name, scale]), Positioned(all[2])]);
        return Activated(all[0] with { Name = scaled }, operation.Activation);
    }

    private Emitted LayerNorm(Operation.LayerNorm operation)
    {
        var x = Read(operation.X);
        ImmutableArray<long> shape = x.Image is { } image ? [image.Channels, image.Height, image.Width] : [x.Columns];
        var normal = graph.Node(
            "LayerNormalization",
            [x.Name, Numbers.Of(operation.Weight, shape.AsSpan()), Numbers.Of(operation.Bias, shape.AsSpan())],
            Attributes.Of("axis", 1L), Attributes.Of("epsilon", LayerNormEpsilon));
        return Activated(x with { Name = normal }, operation.Activation);
    }

    private Emitted BatchNorm(Operation.BatchNorm operation)
    {
        var x = Read(operation.X);
        string Each(Value value) => Numbers.Of(value, x.Image?.Channels ?? x.Columns);
        var normal = graph.Node(
            "BatchNormalization",
            [x.Name, Each(operation.Weight), Each(operation.Bias), Each(operation.Mean), Each(operation.Variance)],
            Attributes.Of("epsilon", operation.Epsilon));
        return Activated(x with { Name = normal }, operation.Activation);
    }

    private Emitted Concat(Operation.Concat operation)
    {
        var parts = Alike([.. operation.Parts.Select(Read)]);
        return parts.Length == 1
            ? parts[0]
            : new(
                graph.Node("Concat", [.. parts.Select(part => part.Name)], Attributes.Of("axis", 1L)),
                parts[0].Rows, operation.Output.Columns, operation.Output.Image);
    }

    private Emitted Fill(Operation.Fill operation)
    {
        var (x, mask) = (Read(operation.X), Read(operation.Mask));
        var isThere = graph.Node("Greater", [mask.Name, graph.Number(0)]);
        return x with { Name = graph.Node("Where", [isThere, x.Name, graph.Number(operation.Neutral)]) };
    }

    /// <summary>Plus what else there is, through the nonlinearity.</summary>
    private Emitted Ended(Emitted product, Value? addend, Activation activation) =>
        Activated(addend is { } other ? Sum(product, Read(other)) : product, activation);

    private Emitted Activated(Emitted x, Activation activation) => x with
    {
        Name = activation switch
        {
            Activation.Identity => x.Name,
            Activation.Tanh or Activation.Relu or Activation.Elu or Activation.Softplus or Activation.Sigmoid => graph.Node(activation.ToString(), [x.Name]),
            Activation.LeakyRelu => graph.Node("LeakyRelu", [x.Name], Attributes.Of("alpha", LeakySlope)),
            Activation.Silu => graph.Node("Mul", [x.Name, graph.Node("Sigmoid", [x.Name])]),
            Activation.Gelu => Gelu(x.Name),
            Activation.Symlog => Symlog(x.Name),
            _ => throw new UnreachableException($"Activation {activation}."),
        },
    };

    /// <summary>sign(x) log(1 + |x|).</summary>
    private string Symlog(string x)
    {
        var value = new OnnxReal(graph, x);
        return graph.Node("Mul", [graph.Node("Sign", [x]), OnnxReal.Log1P(OnnxReal.Abs(value)).NameIn(value)]);
    }

    /// <summary>½ x (1 + erf(x/√2)).</summary>
    private string Gelu(string x)
    {
        var share = graph.Node("Add", [graph.Node("Erf", [graph.Node("Mul", [x, graph.Number(Math.Sqrt(0.5))])]), graph.Number(1)]);
        return graph.Node("Mul", [graph.Node("Mul", [x, graph.Number(0.5)]), share]);
    }
}
