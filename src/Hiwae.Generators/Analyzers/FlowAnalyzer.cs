using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using Hiwae.Generators.Checking;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;
using Hiwae.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hiwae.Generators.Analyzers;

/// <summary>Reports what is wrong with a declared flow by itself, at the layer that is to blame.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class FlowAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } =
        [RecordRules.UndefinedOption, RecordRules.MemberTaken, DeclaredNetworkRules.NumberOutOfRange, FlowRules.NotPartial, FlowRules.NotAPlainRecord, FlowRules.Layers];

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
        var locator = new FlowLocator(type, context.CancellationToken);
        foreach (var finding in Findings(type, context.CancellationToken))
            context.ReportDiagnostic(Speakers.Analyzers(finding, locator.Locate(finding.Path), isRejected: false));
    }

    private static EquatableArray<Finding> Findings(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (FlowParser.FlowAttributeOf(type) is null)
            return DeclaredFlowLayers.All(type).Any() ? [FlowChecks.NoFlow(type.Name)] : [];
        return FlowParser.Parse(type, cancellation) is { } flow ? FlowChecks.Check(flow) : [];
    }
}

/// <summary>Follows the path of a finding about a declared flow to the syntax; where the last step fails, to what is around it.</summary>
internal sealed class FlowLocator(INamedTypeSymbol type, CancellationToken cancellation)
{
    private readonly TypeDeclarationSyntax? part = FlowParser.PartOf(type, cancellation);

    public Location Locate(DeclarationPath path) =>
        Find(path) ?? part?.Identifier.GetLocation() ?? type.Locations.FirstOrDefault() ?? Location.None;

    private Location? Find(DeclarationPath path) => path.Part switch
    {
        Part.Member => type.GetMembers(path.Name).FirstOrDefault(RecordParser.IsUsersOwn)?.Locations.FirstOrDefault(),
        Part.LayerArgument => (Argument(Layer(path), path.Name) ?? (SyntaxNode?)Layer(path))?.GetLocation(),
        Part.StrayLayer => Syntax(DeclaredFlowLayers.All(type).FirstOrDefault(IsStray))?.GetLocation(),
        _ => null,
    };

    private static ExpressionSyntax? Argument(AttributeSyntax? attribute, string name) =>
        attribute?.ArgumentList?.Arguments.FirstOrDefault(argument => argument.NameEquals?.Name.Identifier.ValueText == name)?.Expression;

    private AttributeSyntax? Layer(DeclarationPath path) => Syntax(DeclaredFlowLayers.Of(type, part, cancellation).ElementAtOrDefault(path.Index));

    private bool IsStray(AttributeData layer) => part is null || DeclarationParser.PartOf(layer, cancellation) != part;

    private AttributeSyntax? Syntax(AttributeData? attribute) => attribute?.ApplicationSyntaxReference?.GetSyntax(cancellation) as AttributeSyntax;
}
