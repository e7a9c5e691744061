using System.Collections.Immutable;
using Hiwae.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Hiwae.Generators.Tests.Harness;

/// <summary>Code fixes as an editor applies them, on a document of a workspace.</summary>
internal static class Fixing
{
    /// <summary>The titles of what is offered for the first diagnostic of a source.</summary>
    public static IReadOnlyList<string> Offered(string source, CodeFixProvider provider) =>
        [.. Offers(Document(source), provider).Select(action => action.Title)];

    /// <summary>
    /// Applying one of the fixes gives exactly the expected text, in which no error is left and nothing that the provider mends, for which code is emitted, and
    /// which compiles.
    /// </summary>
    public static void Verify(string source, string expected, CodeFixProvider provider, int choice = 0, string? preamble = null)
    {
        var document = Document((preamble ?? Analysis.Preamble) + source);
        var offers = Offers(document, provider);
        Assert.True(choice < offers.Count, $"Only {offers.Count} fixes are offered.");

        IsMended((preamble ?? Analysis.Preamble) + expected, Changed(document, offers[choice]), provider);
    }

    /// <summary>The same for all diagnostics of a document at once.</summary>
    public static void VerifyAll(string source, string expected, CodeFixProvider provider, int choice = 0)
    {
        var document = Document(Analysis.Preamble + source);
        var key = Offers(document, provider)[choice].EquivalenceKey;
        var context = new FixAllContext(
            document, provider, FixAllScope.Document, key, provider.FixableDiagnosticIds, new Reported(), CancellationToken.None);
        var action = provider.GetFixAllProvider()!.GetFixAsync(context).GetAwaiter().GetResult();

        IsMended(Analysis.Preamble + expected, Changed(document, action!), provider);
    }

    private static void IsMended(string expected, string text, CodeFixProvider provider)
    {
        Assert.Equal(expected, text);
        var generation = Generation.Run(text);
        Assert.DoesNotContain(
            Analysis.Of(generation),
            diagnostic => diagnostic.Severity == DiagnosticSeverity.Error || provider.FixableDiagnosticIds.Contains(diagnostic.Id));
        Assert.Empty(generation.Diagnostics);
        Assert.NotEmpty(generation.Result.GeneratedSources);
    }

    private static string Changed(Document document, CodeAction action)
    {
        var operation = action.GetOperationsAsync(CancellationToken.None).GetAwaiter().GetResult().OfType<ApplyChangesOperation>().Single();
        return operation.ChangedSolution.GetDocument(document.Id)!.GetTextAsync().GetAwaiter().GetResult().ToString();
    }

    private static Document Document(string source)
    {
        var empty = Compilations.Of();
        var project = new AdhocWorkspace().AddProject("Declared", LanguageNames.CSharp)
            .WithMetadataReferences(empty.References)
            .WithParseOptions(Compilations.ParseOptions)
            .WithCompilationOptions(empty.Options);
        return project.AddDocument("Declared.cs", SourceText.From(source));
    }

    private static List<CodeAction> Offers(Document document, CodeFixProvider provider)
    {
        var diagnostic = Diagnostics(document.Project).FirstOrDefault(diagnostic => provider.FixableDiagnosticIds.Contains(diagnostic.Id));
        Assert.True(diagnostic is not null, "Nothing is reported that this could mend.");
        var offers = new List<CodeAction>();
        provider.RegisterCodeFixesAsync(new(document, diagnostic, (action, _) => offers.Add(action), CancellationToken.None))
            .GetAwaiter().GetResult();
        return offers;
    }

    private static IEnumerable<Diagnostic> Diagnostics(Project project) => project.GetCompilationAsync().GetAwaiter().GetResult()!
        .WithAnalyzers([new ModelAnalyzer(), new NetworkAnalyzer(), new FlowAnalyzer()])
        .GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
        .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start);

    /// <summary>What the analyzer says, for those that ask for all of it.</summary>
    private sealed class Reported : FixAllContext.DiagnosticProvider
    {
        public override Task<IEnumerable<Diagnostic>> GetAllDiagnosticsAsync(Project project, CancellationToken cancellation) =>
            Task.FromResult(Diagnostics(project));

        public override Task<IEnumerable<Diagnostic>> GetDocumentDiagnosticsAsync(Document document, CancellationToken cancellation) =>
            Task.FromResult(Diagnostics(document.Project));

        public override Task<IEnumerable<Diagnostic>> GetProjectDiagnosticsAsync(Project project, CancellationToken cancellation) =>
            Task.FromResult(Enumerable.Empty<Diagnostic>());
    }
}
