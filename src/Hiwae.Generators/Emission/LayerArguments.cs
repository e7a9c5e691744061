using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Declarations;

namespace Hiwae.Generators.Emission;

/// <summary>The arguments by which the runtime's layer is made; options that are off are left out.</summary>
internal static class LayerArguments
{
    public static IEnumerable<string> Of(LayerDeclaration layer) => layer.Kind switch
    {
        LayerKind.Dense => [Number(layer, 0), Activation(layer), .. Options(layer)],
        LayerKind.Conv =>
        [
            Number(layer, 0),
            $"Kernel: {Number(layer, 1)}",
            $"Stride: {Number(layer, 2)}",
            $"Padding: {Number(layer, 3)}",
            Activation(layer),
            .. Options(layer),
        ],
        LayerKind.Upsample => [Number(layer, 0), $"{Names.Runtime}.Interpolation.{layer.Mode.Name}"],
        LayerKind.Dropout => [layer.Probability.Invariant()],
        LayerKind.LayerNorm or LayerKind.BatchNorm => layer.Activation.IsWritten ? [Activation(layer)] : [],
        _ => layer.Numbers.Select(number => number.Invariant()),
    };

    private static string Number(LayerDeclaration layer, int position) => layer.Numbers[position].Invariant();

    private static string Activation(LayerDeclaration layer) => $"{Names.Runtime}.Activation.{layer.Activation.Name}";

    private static IEnumerable<string> Options(LayerDeclaration layer)
    {
        if (layer.WeightNorm)
            yield return "WeightNorm: true";
        if (layer.Residual)
            yield return "Residual: true";
        if (layer.Conditioned)
            yield return "Conditioned: true";
        if (layer.Inner is not null)
            yield return $"Inner: {Names.Runtime}.Activation.{layer.Inner.Name}";
    }
}
