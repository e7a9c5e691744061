using System.Threading;
using Hiwae.Generators.Checking;
using Hiwae.Generators.Emission;
using Hiwae.Generators.Model;
using Hiwae.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators;

/// <summary>The generator's steps for declared flows, which need no model.</summary>
internal static class FlowPipeline
{
    /// <summary>The flows as values.</summary>
    public static IncrementalValuesProvider<FlowDeclaration> Parsed(IncrementalGeneratorInitializationContext context) => context.SyntaxProvider
        .ForAttributeWithMetadataName(KnownNames.FlowAttribute, (node, _) => node is TypeDeclarationSyntax, Parse)
        .Where(flow => flow is not null)
        .Select((flow, _) => flow!)
        .WithTrackingName(TrackingNames.FlowDeclarations);

    public static void Register(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<FlowDeclaration> parsed, IncrementalValueProvider<bool> language)
    {
        var flows = parsed
            .Combine(language)
            .Where(pair => pair.Right && FlowChecks.IsValid(pair.Left))
            .Select((pair, _) => pair.Left)
            .WithTrackingName(TrackingNames.ValidFlows);

        var ambiguous = flows
            .Select((flow, _) => flow.Record.FullName)
            .Collect()
            .Select((names, _) => FileNames.Ambiguous(names))
            .WithTrackingName(TrackingNames.FlowFileNames);

        var files = flows
            .Combine(ambiguous)
            .Select((pair, _) => DeclaredFlowEmitter.Emit(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Flows);
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.Name, file.Text));
    }

    /// <summary>Null for all parts of a record but the one whose attribute counts.</summary>
    private static FlowDeclaration? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        return FlowParser.PartOf(type, cancellation) == context.TargetNode ? FlowParser.Parse(type, cancellation) : null;
    }
}
