using System.Threading;
using Hiwae.Generators.Analyzers;
using Hiwae.Generators.Checking;
using Hiwae.Generators.Emission;
using Hiwae.Generators.Model;
using Hiwae.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators;

/// <summary>The generator's steps for declared networks, which need no model.</summary>
internal static class NetworkPipeline
{
    /// <summary>The networks as values.</summary>
    public static IncrementalValuesProvider<ParsedNetwork> Parsed(IncrementalGeneratorInitializationContext context) => context.SyntaxProvider
        .ForAttributeWithMetadataName(KnownNames.NetworkAttribute, (node, _) => node is TypeDeclarationSyntax, Parse)
        .Where(network => network is not null)
        .Select((network, _) => network!);

    public static void Register(
        IncrementalGeneratorInitializationContext context, IncrementalValuesProvider<ParsedNetwork> parsed, IncrementalValueProvider<bool> language)
    {
        context.RegisterSourceOutput(
            parsed.SelectMany((network, _) => network.Rejected), static (output, report) => output.ReportDiagnostic(report.ToDiagnostic()));

        var networks = parsed
            .Select((network, _) => network.Declaration)
            .WithTrackingName(TrackingNames.NetworkDeclarations)
            .Combine(language)
            .Where(pair => pair.Right && NetworkChecks.IsValid(pair.Left))
            .Select((pair, _) => pair.Left)
            .WithTrackingName(TrackingNames.ValidNetworks);

        var ambiguous = networks
            .Select((network, _) => network.Record.FullName)
            .Collect()
            .Select((names, _) => FileNames.Ambiguous(names))
            .WithTrackingName(TrackingNames.NetworkFileNames);

        var files = networks
            .Combine(ambiguous)
            .Select((pair, _) => DeclaredNetworkEmitter.Emit(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Networks);
        context.RegisterSourceOutput(files, static (output, file) => output.AddSource(file.Name, file.Text));
    }

    /// <summary>Null for all parts of a record but the one whose attribute counts.</summary>
    private static ParsedNetwork? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        return NetworkParser.PartOf(type, cancellation) == context.TargetNode && NetworkParser.Parse(type, cancellation) is { } network
            ? new(network, Rejections.Of(network, type, cancellation))
            : null;
    }
}
