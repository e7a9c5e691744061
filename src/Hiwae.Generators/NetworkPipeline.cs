using System.Threading;
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
    public static void Register(IncrementalGeneratorInitializationContext context)
    {
        var networks = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.NetworkAttribute, (node, _) => node is TypeDeclarationSyntax, Parse)
            .Where(network => network is not null)
            .WithTrackingName(TrackingNames.NetworkDeclarations)
            .Where(network => NetworkChecks.IsValid(network!))
            .Select((network, _) => network!)
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
    private static NetworkDeclaration? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var type = (INamedTypeSymbol)context.TargetSymbol;
        return NetworkParser.PartOf(type, cancellation) == context.TargetNode ? NetworkParser.Parse(type, cancellation) : null;
    }
}
