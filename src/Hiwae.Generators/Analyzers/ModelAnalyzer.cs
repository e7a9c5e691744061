using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Linq;
using Hiwae.Generators.Checking;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;
using Hiwae.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hiwae.Generators.Analyzers;

/// <summary>Reports what the check finds wrong with a declaration, at the part of it that is to blame.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ModelAnalyzer : DiagnosticAnalyzer
{
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => Rules.All;

    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static compilation =>
        {
            var models = new ConcurrentBag<NamedModel>();
            compilation.RegisterSymbolAction(symbol => Analyze(symbol, models), SymbolKind.NamedType);
            compilation.RegisterCompilationEndAction(end => ReportClashes(end, models));
        });
    }

    private static void Analyze(SymbolAnalysisContext context, ConcurrentBag<NamedModel> models)
    {
        var type = (INamedTypeSymbol)context.Symbol;
        if (DeclarationParser.ModelAttributeOf(type) is not { } attribute
            || DeclarationParser.PartOf(attribute, context.CancellationToken) is not { } part
            || DeclarationParser.Parse(type, part, context.CancellationToken) is not { } declaration)
        {
            return;
        }

        var locator = new ModelLocator(type, part, attribute, context.CancellationToken);
        var check = Checker.Check(declaration);
        var isRejected = check.IsRejected(declaration);
        foreach (var finding in check.Findings)
            context.ReportDiagnostic(Speakers.Analyzers(finding, locator.Locate(finding.Path), isRejected, RemedyHints.Of(declaration, finding)));

        models.Add(new(
            ModelName.Of(declaration),
            declaration.Record.FullName,
            locator.Locate(new(declaration.Options.Name is null ? Part.Record : Part.ModelArgument, Name: "Name"))));
    }

    /// <summary>A name must lead to one model; that can only be seen when all are known.</summary>
    private static void ReportClashes(CompilationAnalysisContext context, ConcurrentBag<NamedModel> models)
    {
        foreach (var named in models.GroupBy(model => model.Name).Where(group => group.Count() > 1))
        {
            foreach (var model in named)
            {
                var others = named.Where(other => other != model).Select(other => other.Record).OrderBy(name => name, System.StringComparer.Ordinal);
                context.ReportDiagnostic(Diagnostic.Create(
                    RecordRules.ModelNameTaken, model.Location, named.Key, string.Join(" and ", others) + " too"));
            }
        }
    }

    private sealed record NamedModel(string Name, string Record, Location Location);
}
