using Hiwae.Formulas;
using Hiwae.Onnx.Graphs;
using Hiwae.Programs;

namespace Hiwae.Onnx.Emission;

/// <summary>Writes what is read off the raw parameters of densities: their formulas, run with nodes for numbers.</summary>
/// <param name="graph">The graph.</param>
internal sealed class DensityEmitter(GraphBuilder graph)
{
    /// <summary>The mean, [rows, size].</summary>
    /// <param name="density">The family, or that of a mixture's components.</param>
    /// <param name="raw">The raw parameters, [rows, n · size]; of a mixture the logits of the weights, then those of each component.</param>
    /// <param name="size">The number of values.</param>
    /// <param name="components">The number of components; 1 for the density itself.</param>
    /// <exception cref="ExportException">The family has no formula.</exception>
    public Emitted Mean(DensityForm density, Emitted raw, int size, int components = 1)
    {
        var mean = components == 1 ? Mean(density, raw.Name, size) : MixtureMean(density, raw, size, components);
        return new(mean, raw.Rows, size);
    }

    /// <summary>
    /// The standard deviation, [rows, size], where a draw is an affine function of a standard normal variable: what that is multiplied by. Null of any other family.
    /// </summary>
    /// <inheritdoc cref="Mean(DensityForm, Emitted, int, int)"/>
    public Emitted? Scale(DensityForm density, Emitted raw, int size) => Slope(density) is { } slope
        ? new(Formula(slope.With([Expression.Constant(0), .. Expression.Inputs(0, density.ParametersPerValue)]), raw.Name, density.ParametersPerValue, size), raw.Rows, size)
        : null;

    private static Expression? Slope(DensityForm density)
    {
        if (density is not FormulaForm { Draw: { } draw, Noises: [NoiseKind.Normal] })
            return null;
        var slope = Expression.Derivatives(draw, 0)[0];
        if (Expression.InOrder([slope]).Exists(part => part is { Function: RealFunction.Input, Index: 0 }))
            return null;
        return slope.Function is RealFunction.Exp or RealFunction.Softplus or RealFunction.Sigmoid ? slope : Expression.Abs(slope);
    }

    /// <summary>Of raw parameters with any dimensions before the last.</summary>
    private string Mean(DensityForm density, string raw, int size) => density switch
    {
        CategoricalForm => graph.Node("Softmax", [raw], Attributes.Of("axis", -1L)),
        CovarianceForm covariance => graph.Nodes("Split", 2, [raw, graph.Whole(size, covariance.Parameters(size) - size)], Attributes.Of("axis", -1L))[0],
        FormulaForm formula => Formula(formula.Mean, raw, formula.ParametersPerValue, size),
        _ => throw new ExportException($"The density {density.Name} has a mean that is no formula, so that there are no operators for it; write the density as an IFormula."),
    };

    /// <summary>Σ_c w_c mean_c.</summary>
    private string MixtureMean(DensityForm density, Emitted raw, int size, int components)
    {
        var each = density.Parameters(size);
        var parts = graph.Nodes("Split", 2, [raw.Name, graph.Whole(components, components * each)], Attributes.Of("axis", -1L));
        var weights = graph.Node("Unsqueeze", [graph.Node("Softmax", [parts[0]], Attributes.Of("axis", -1L)), graph.Whole(-1)]);
        var means = Mean(density, graph.Node("Reshape", [parts[1], graph.Whole(-1, components, each)]), size);
        return graph.Node("ReduceSum", [graph.Node("Mul", [weights, means]), graph.Whole(1)], Attributes.Of("keepdims", 0L));
    }

    /// <summary>A formula of the blocks of raw parameters.</summary>
    private string Formula(Expression formula, string raw, int count, int size)
    {
        ImmutableArray<string> blocks = count == 1
            ? [raw]
            : graph.Nodes("Split", count, [raw, graph.Whole([.. Enumerable.Repeat((long)size, count)])], Attributes.Of("axis", -1L));
        OnnxReal[] numbers = [.. blocks.Select(block => new OnnxReal(graph, block))];
        return formula.At<OnnxReal>(numbers).NameIn(numbers[0]);
    }
}
