using Hiwae.Networks;

namespace Hiwae.Explanation;

/// <summary>A part of a model that has parameters, layer by layer.</summary>
/// <param name="Submodule">Its name, such as <c>p_x</c>.</param>
/// <param name="Computes">The quantity that it computes, such as <c>p(x | z), Bernoulli</c>.</param>
/// <param name="Heads">The number of output layers: one for each head of the proposals, or 1.</param>
/// <param name="Layers">
/// What goes in, and each layer with the shape that it gives, without the output layer; empty where there is no network but learned parameters.
/// </param>
public sealed record NetworkOutline(string Submodule, string Computes, int Heads, ImmutableArray<LayerOutline> Layers)
{
    /// <summary>All of them, factors first.</summary>
    public static IEnumerable<NetworkOutline> Of(ModelDescription model)
    {
        foreach (var factor in model.Factors)
        {
            if (factor.Submodule is { } submodule)
                yield return new(
                    submodule,
                    Computed(model, factor),
                    factor.Distinct ? model.Heads ?? model.Samples : 1,
                    LayersOf(model, factor.Variable, submodule, factor.Parents, factor.Previous, factor.Layers, factor.Context));
            if (factor.Flow is { } flow)
                yield return new(
                    flow.Submodule,
                    Formula.Flow(model, factor)!,
                    1,
                    [.. flow.Layers.Select(LayerOutline.Text).Prepend("u").Select(layer => new LayerOutline(layer, Shape([model.Variables.First(v => v.Name == factor.Variable).Size])))]);
        }

        foreach (var variable in model.Variables)
        {
            if (variable.Feature is { } feature)
                yield return new(
                    feature.Submodule, Formula.Of(model, variable, feature), 1, LayersOf(model, variable.Name, feature.Submodule, feature.Parents, feature.Previous, feature.Layers, feature.Context));
        }
    }

    private static string Computed(ModelDescription model, FactorDescription factor)
    {
        var title = Formula.Of(model, factor) + ", ";
        return factor switch
        {
            { PseudoInputs: > 0 } => title + FormattableString.Invariant($"{factor.PseudoInputs} pseudo-inputs of q"),
            { Components: > 1 } => title + FormattableString.Invariant($"mixture of {factor.Components} × {factor.Density}"),
            _ => title + factor.Density + Scaled(factor.Scale),
        };
    }

    private static string Scaled(Scale scale) => scale switch
    {
        Scale.PerValue => ", its scale learned for each value",
        Scale.Shared => ", its scale one learned number",
        Scale.Standard => ", its scale the standard one",
        _ => "",
    };

    private static ImmutableArray<LayerOutline> LayersOf(
        ModelDescription model, string of, string submodule, ImmutableArray<string> parents, ImmutableArray<string> previous, ImmutableArray<Layer> layers, string? context)
    {
        if (parents.IsEmpty && previous.IsEmpty)
            return [];
        var by = model.Variables.First(v => v.Name == of);
        Input[] inputs = [.. parents.Concat(previous).Select(name => new Input(model.Variables.First(v => v.Name == name).SeenBy(by)))];
        var shapes = LayerShapes.Infer(submodule, inputs, layers);
        return
        [
            new(string.Join(", ", parents.Select(name => Read(model, name, Step(model, by, name))).Concat(previous.Select(name => Read(model, name, "_t−1")))), Shape(shapes[0])),
            .. layers.Zip(shapes.Skip(1), (layer, shape) => new LayerOutline(LayerOutline.Text(layer, context is null ? null : Read(model, context, Step(model, by, context))), Shape(shape))),
        ];
    }

    // As the generator has it: of positive numbers and of counts networks read logarithms.
    private static string Read(ModelDescription model, string name, string step)
    {
        var isLogarithmic = model.Variables.First(variable => variable.Name == name).Factors.Any(factor => factor.Support is Support.Positive or Support.Count);
        return isLogarithmic ? $"log(1 + {Formula.Symbol(name)}{step})" : Formula.Symbol(name) + step;
    }

    private static string Step(ModelDescription model, VariableDescription by, string name) => by.Steps > 0 && model.Variables.First(v => v.Name == name).Steps > 0 ? "_t" : "";

    private static string Shape(ImmutableArray<int> shape) => string.Join('×', shape);
}

/// <summary>A step of a network.</summary>
/// <param name="Layer">The layer, or the names of what goes in.</param>
/// <param name="Output">The shape that it gives, such as <c>32×7×7</c>.</param>
public readonly record struct LayerOutline(string Layer, string Output)
{
    /// <summary>A layer with its options, such as <c>Dense(100), elu, weight norm</c>.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="context">The variable that scales and shifts conditioned layers.</param>
    internal static string Text(Layer layer, string? context) => string.Join(", ", Parts(layer, context));

    /// <summary>A layer of a flow, such as <c>Coupling [64], tanh</c>.</summary>
    internal static string Text(FlowLayer layer) => layer switch
    {
        FlowLayer.Coupling { Hidden.IsEmpty: true } => "Coupling, linear",
        FlowLayer.Coupling coupling => $"Coupling [{string.Join(", ", coupling.Hidden)}], {coupling.Activation.ToString().ToLowerInvariant()}",
        _ => layer.GetType().Name,
    };

    private static IEnumerable<string> Parts(Layer layer, string? context)
    {
        yield return LayerText.Of(layer);
        var (weightNorm, residual, conditioned) = layer switch
        {
            Layer.Dense dense => (dense.WeightNorm, dense.Residual, dense.Conditioned),
            Layer.Conv conv => (conv.WeightNorm, conv.Residual, conv.Conditioned),
            _ => (false, false, false),
        };
        if (weightNorm)
            yield return "weight norm";
        if (residual)
            yield return "residual";
        if (conditioned)
            yield return $"scaled and shifted by {context ?? "its context"}";
        foreach (var (name, value) in layer.Choices)
        {
            if (name != nameof(Networks.Layer.Dense.Inner) && value is not Activation.Identity)
                yield return value.ToString().ToLowerInvariant();
        }
    }
}
