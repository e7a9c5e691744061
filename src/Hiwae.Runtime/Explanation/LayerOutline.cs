using Hiwae.Networks;

namespace Hiwae.Explanation;

/// <summary>A step of a network.</summary>
/// <param name="Layer">The layer, or the names of what goes in.</param>
/// <param name="Output">The shape that it gives, such as <c>32×7×7</c>.</param>
public readonly record struct LayerOutline(string Layer, string Output)
{
    /// <summary>A layer with its options, such as <c>Dense(100), elu, weight norm</c>.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="context">The variable that scales and shifts conditioned layers.</param>
    internal static string Text(Layer layer, string? context) => string.Join(", ", Parts(layer, context));

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
            yield return $"scaled and shifted by {Formula.Symbol(context ?? "its context")}";
        if (Activation(layer) is { } activation && activation != Hiwae.Activation.Identity)
            yield return activation.ToString().ToLowerInvariant();
        if (layer is Layer.Upsample upsample)
            yield return upsample.Mode.ToString().ToLowerInvariant();
    }

    private static Activation? Activation(Layer layer) => layer.Match<Activation?>(
        dense: l => l.Activation,
        conv: l => l.Activation,
        upsample: _ => null,
        flatten: _ => null,
        unflatten: _ => null,
        crop: _ => null,
        dropout: _ => null,
        layerNorm: l => l.Activation,
        batchNorm: l => l.Activation);
}
