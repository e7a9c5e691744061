using System.Linq;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Emission;

/// <summary>The file of a declared flow: its layers as data.</summary>
internal static class DeclaredFlowEmitter
{
    /// <summary>The file of a flow.</summary>
    /// <param name="flow">A flow in which nothing is wrong.</param>
    /// <param name="ambiguous">Names of records that differ from another only in case.</param>
    public static SourceFile Emit(FlowDeclaration flow, EquatableArray<string> ambiguous)
    {
        var writer = new CodeWriter().Line(ModelEmitter.Header).Line();
        if (flow.Record.Namespace.Length > 0)
            writer.Line($"namespace {flow.Record.Namespace};").Line();
        foreach (var container in flow.Record.Containers)
            writer.Line($"partial {container.Keyword} {container.Name}").Open();
        writer.Line($"partial record {flow.Record.Name} : {Names.Networks}.IFlow").Open().Line($$"""
            /// <inheritdoc/>
            public static {{Names.ImmutableArray}}<{{Names.Networks}}.FlowLayer> Layers { get; } =
            [
            """);
        foreach (var layer in flow.Layers)
            writer.Indented($"new {Names.Networks}.FlowLayer.{layer.Kind}({Arguments(layer)}),");
        writer.Line("];").Close();
        foreach (var _ in flow.Record.Containers)
            writer.Close();
        return new(FileNames.OfFlow(flow.Record.FullName, ambiguous), writer.ToString());
    }

    private static string Arguments(FlowLayerDeclaration layer) => layer.Kind == FlowLayerKind.Coupling
        ? $"{CodeWriter.List(layer.Hidden)}, {Names.Runtime}.Activation.{layer.Activation.Name}"
        : "";
}
