using System.Collections.Immutable;
using System.Linq;
using Hiwae.Generators.Checking;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;
using Hiwae.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hiwae.Generators.Analyzers;

/// <summary>Reports what is wrong with a declared network by itself, at the layer's argument that is to blame.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class NetworkAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
    [
        RecordRules.UndefinedOption,
        RecordRules.MemberTaken,
        DeclaredNetworkRules.NotPartial,
        DeclaredNetworkRules.NotAPlainRecord,
        DeclaredNetworkRules.Layers,
        DeclaredNetworkRules.NumberOutOfRange,
        DeclaredNetworkRules.Misfit,
    ];

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterSymbolAction(Analyze, SymbolKind.NamedType);
    }

    private static void Analyze(SymbolAnalysisContext context)
    {
        var type = (INamedTypeSymbol)context.Symbol;

        // An attribute that does not exist may be a layer misspelt: the compiler reports it, and the rest has to wait.
        if (type.GetAttributes().Any(attribute => attribute.AttributeClass is null or { TypeKind: TypeKind.Error }))
            return;
        var locator = new NetworkLocator(type, context.CancellationToken);
        var network = NetworkParser.Parse(type, context.CancellationToken);
        var isRejected = network is not null && Rejections.IsRejected(network);
        foreach (var finding in Findings(type, network))
            context.ReportDiagnostic(Speakers.Analyzers(finding, locator.Locate(finding.Path), isRejected));
    }

    private static EquatableArray<Finding> Findings(INamedTypeSymbol type, NetworkDeclaration? network)
    {
        if (NetworkParser.NetworkAttributeOf(type) is null)
            return DeclaredLayers.All(type).Any() ? [NetworkForm.NoNetwork(type.Name)] : [];
        return network is null ? [] : NetworkChecks.Check(network);
    }
}
