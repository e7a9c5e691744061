using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;
using Hiwae.Shapes;

namespace Hiwae.Generators.Checking;

/// <summary>Whether the declared network of each factor fits its parents, and what it gives the variable.</summary>
internal static class NetworkFitChecks
{
    public static IEnumerable<Finding> All(Declaration declaration) => Conditioned.Of(declaration)
        .Where(of => of is { Kind: not null, Net: not null })
        .SelectMany(of => Check(declaration, of));

    private static IEnumerable<Finding> Check(Declaration declaration, Conditioned of)
    {
        var factor = of.Variable.Factors[of.Factor];
        var (output, fault) = of.Infer(declaration);
        if (fault is not null)
            return [NetworkRules.DoesNotFitParents.At(of.NetPath, of.Net!.Name, of.Title, fault)];
        if (output.Count == 1)
            return [];
        if (factor.IsDistinct)
            return [NetworkRules.NoHeadOnImage.At(of.Argument("Distinct"), of.Title, of.Net!.Name, "Distinct")];
        if (factor.Components > 1)
            return [NetworkRules.NoHeadOnImage.At(of.Argument("Components"), of.Title, of.Net!.Name, "Components")];
        return Misfit(of.Variable, factor, output) is { } misfit
            ? [NetworkRules.DoesNotFitVariable.At(of.NetPath, of.Net!.Name, of.Title, ShapeText.Of(output), misfit)]
            : [];
    }

    /// <summary>Why an image is not the parameters of the variable, and what to write; null where it is.</summary>
    private static string? Misfit(VariableDeclaration variable, FactorDeclaration factor, EquatableArray<int> output)
    {
        if (factor.Density.HasPairs && variable.Size > 1)
            return $"{factor.Density.Name} takes raw numbers for pairs of values too, which are no channels of an image; end the network with Flatten";
        if (variable.Shape.Count != 3)
        {
            return $"{variable.Name} has shape {ShapeText.Of(variable.Shape)}, no image; give it [Shape(channels, height, width)], "
                + "or end the network with Flatten";
        }

        var (channels, height, width) = (variable.Shape[0], variable.Shape[1], variable.Shape[2]);
        var count = factor.Density.ParametersPerValue - (factor.HasOwnScale ? 1 : 0);
        var wanted = (double)count * channels;
        if (output[0] == wanted && output[1] == height && output[2] == width)
            return null;
        var arithmetic = count == 1 ? "" : $"{count.Invariant()} × {channels.Invariant()} = ";
        var text = wanted.ToString("F0", System.Globalization.CultureInfo.InvariantCulture);
        return $"{factor.Density.Name} of {ShapeText.Of(variable.Shape)} values with {Counted(count, "parameter")} each {(factor.HasOwnScale ? "from the network " : "")}takes "
            + $"{arithmetic}{text} {(wanted == 1 ? "channel" : "channels")} of {height.Invariant()}×{width.Invariant()}; "
            + $"{Remedy(output, height, width)}, or end the network with Flatten";
    }

    /// <summary>The remedy for the first size that is wrong.</summary>
    private static string Remedy(EquatableArray<int> output, int height, int width) =>
        output[1] < height || output[2] < width ? "write more Padding, or another Upsample"
        : output[1] > height || output[2] > width ? $"write Crop({height.Invariant()}, {width.Invariant()}) at the end"
        : "change the channels of the last layer";

    private static string Counted(int count, string noun) => $"{count.Invariant()} {noun}{(count == 1 ? "" : "s")}";
}
