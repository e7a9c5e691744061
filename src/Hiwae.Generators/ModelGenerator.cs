using System.Linq;
using System.Threading;
using Hiwae.Generators.Analyzers;
using Hiwae.Generators.Emission;
using Hiwae.Generators.Model;
using Hiwae.Generators.Parsing;
using Hiwae.Generators.Planning;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators;

/// <summary>
/// Implements every record that carries the model attribute, the network or the flow attribute. Of a wrong model it emits an outline, of a wrong network or flow nothing, and
/// <see cref="ModelAnalyzer"/>, <see cref="NetworkAnalyzer"/> or <see cref="FlowAnalyzer"/> says why; it says so itself where the compiler would end before these (<see cref="Speakers"/>).
/// </summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        var parsed = context.SyntaxProvider
            .ForAttributeWithMetadataName(KnownNames.ModelAttribute, (node, _) => node is TypeDeclarationSyntax, Parse)
            .Where(declaration => declaration is not null);

        var rejected = parsed
            .SelectMany((declaration, _) => declaration!.Rejected)
            .WithTrackingName(TrackingNames.Rejected);
        context.RegisterSourceOutput(rejected, static (output, report) => output.ReportDiagnostic(report.ToDiagnostic()));

        var networks = NetworkPipeline.Parsed(context);
        var flows = FlowPipeline.Parsed(context);
        var language = LanguagePipeline.Register(
            context,
            parsed.Select((declaration, _) => declaration!.Declaration.Record.Name),
            networks.Select((network, _) => network.Declaration.Record.Name),
            flows.Select((flow, _) => flow.Record.Name));
        var checks = parsed
            .Select((declaration, _) => declaration!.Declaration)
            .WithTrackingName(TrackingNames.Declarations)
            .Combine(language)
            .Where(pair => pair.Right)
            .Select((pair, _) => Planner.Of(pair.Left))
            .WithTrackingName(TrackingNames.Checks);

        var plans = checks
            .Where(check => check.Plan is not null)
            .Select((check, _) => check.Plan!)
            .WithTrackingName(TrackingNames.Plans);

        var ambiguous = checks
            .Where(check => check.Emitted is not null)
            .Select((check, _) => check.Emitted!.FullName)
            .Collect()
            .Select((names, _) => FileNames.Ambiguous(names))
            .WithTrackingName(TrackingNames.FileNames);

        var models = plans
            .Combine(ambiguous)
            .Select((pair, _) => ModelEmitter.Emit(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Models);
        context.RegisterSourceOutput(models, static (output, file) => output.AddSource(file.Name, file.Text));

        var outlines = checks
            .Where(check => check.Outline is not null)
            .Select((check, _) => check.Outline!)
            .Combine(ambiguous)
            .Select((pair, _) => OutlineEmitter.Emit(pair.Left, pair.Right))
            .WithTrackingName(TrackingNames.Outlines);
        context.RegisterSourceOutput(outlines, static (output, file) => output.AddSource(file.Name, file.Text));

        // Declarations without an entry count: where all are wrong the list is empty, but a program that uses it still compiles.
        var catalogue = checks
            .Select((check, _) => check.Plan is { IsListed: true } plan ? new CatalogueEntry(plan.Name, plan.Record.GlobalName) : null)
            .WithTrackingName(TrackingNames.Entries)
            .Collect()
            .Select((entries, _) => entries.IsEmpty ? (EquatableArray<CatalogueEntry>?)null : CatalogueEmitter.Sort(entries.OfType<CatalogueEntry>()))
            .WithTrackingName(TrackingNames.Catalogue);
        context.RegisterSourceOutput(catalogue, static (output, entries) =>
        {
            if (entries is null)
                return;
            var file = CatalogueEmitter.Emit(entries.Value);
            output.AddSource(file.Name, file.Text);
        });

        NetworkPipeline.Register(context, networks, language);
        FlowPipeline.Register(context, flows, language);
    }

    private static ParsedDeclaration? Parse(GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        var (type, part) = ((INamedTypeSymbol)context.TargetSymbol, (TypeDeclarationSyntax)context.TargetNode);
        return DeclarationParser.Parse(type, part, cancellation) is { } declaration
            ? new(declaration, Rejections.Of(declaration, type, part, cancellation))
            : null;
    }
}
