using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Shapes;

namespace Hiwae.Generators.Emission;

/// <summary>The file of a declared network: its layers as data, and in its documentation the shapes that they give.</summary>
internal static class DeclaredNetworkEmitter
{
    private const string Array = "global::System.Collections.Immutable.ImmutableArray";

    /// <summary>The file of a network.</summary>
    /// <param name="network">A network in which nothing is wrong.</param>
    /// <param name="ambiguous">Names of records that differ from another only in case.</param>
    public static SourceFile Emit(NetworkDeclaration network, EquatableArray<string> ambiguous)
    {
        var writer = new CodeWriter().Line(ModelEmitter.Header).Line();
        if (network.Record.Namespace.Length > 0)
            writer.Line($"namespace {network.Record.Namespace};").Line();
        foreach (var container in network.Record.Containers)
            writer.Line($"partial {container.Keyword} {container.Name}").Open();
        EmitDocumentation(writer, network);
        writer.Line($"partial record {network.Record.Name} : {Names.Networks}.INetwork").Open();
        EmitLayers(writer, network);
        writer.Close();
        foreach (var _ in network.Record.Containers)
            writer.Close();
        return new(FileNames.OfNetwork(network.Record.FullName, ambiguous), writer.ToString());
    }

    /// <summary>The layers and what they give, as far as that does not depend on the parents.</summary>
    private static void EmitDocumentation(CodeWriter writer, NetworkDeclaration network)
    {
        var texts = network.Layers.Select(LayerText.Full).ToArray();
        var shapes = network.Shapes().Shapes;
        var width = texts.Max(text => text.Length);
        writer.Line("/// <remarks>").Line("/// <code>")
            .Line($"/// {"layer".PadRight(width)}  gives{(shapes.All(shape => shape.IsKnown) ? "" : "; ? depends on the parents")}");
        for (var i = 0; i < texts.Length; i++)
            writer.Line($"/// {texts[i].PadRight(width)}  {ShapeText.Of(shapes[i])}");
        writer.Line("/// </code>").Line("/// </remarks>");
    }

    private static void EmitLayers(CodeWriter writer, NetworkDeclaration network)
    {
        writer.Line($$"""
            /// <inheritdoc/>
            public static {{Array}}<{{Names.Networks}}.Layer> Layers { get; } =
            [
            """);
        foreach (var layer in network.Layers)
            writer.Indented($"new {Names.Networks}.Layer.{layer.Kind}({string.Join(", ", LayerArguments.Of(layer))}),");
        writer.Line("];");
    }
}

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
        _ => [.. layer.Numbers.Select(number => number.Invariant()), .. layer.Activation.IsWritten || LayerForm.IsActivated(layer.Kind) ? [Activation(layer)] : (string[])[]],
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

/// <summary>Layers as a user reads them.</summary>
internal static class LayerText
{
    /// <summary>The layer with everything that it does.</summary>
    public static string Full(LayerDeclaration layer) => ShapeText.Of(layer.Kind, ShapeText.Arguments(layer.Form()).Concat(Options(layer)));

    private static IEnumerable<string> Options(LayerDeclaration layer)
    {
        if (layer.Kind == LayerKind.Upsample)
            yield return $"Mode = {layer.Mode.Name}";
        if (layer.Activation.Name != "Identity")
            yield return $"Activation = {layer.Activation.Name}";
        if (layer.WeightNorm)
            yield return nameof(layer.WeightNorm);
        if (layer.Residual)
            yield return layer.Inner is null ? nameof(layer.Residual) : $"{nameof(layer.Residual)} (inside: {layer.Inner.Name})";
        if (layer.Conditioned)
            yield return nameof(layer.Conditioned);
    }
}
