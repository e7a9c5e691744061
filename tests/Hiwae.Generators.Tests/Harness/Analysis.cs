using System.Collections.Immutable;
using Hiwae.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hiwae.Generators.Tests.Harness;

/// <summary>The analyzers over user's and emitted code together, and what the generator reports, as an editor shows it.</summary>
internal static class Analysis
{
    public static ImmutableArray<Diagnostic> Of(Generation generation) =>
        [.. Analyzers(generation.Output).Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden), .. generation.Result.Diagnostics];

    /// <summary>What the analyzers alone say, hidden carriers of remedies among it.</summary>
    public static ImmutableArray<Diagnostic> Analyzers(Microsoft.CodeAnalysis.Compilation compilation) => compilation
        .WithAnalyzers([new ModelAnalyzer(), new NetworkAnalyzer(), new FlowAnalyzer()])
        .GetAnalyzerDiagnosticsAsync()
        .GetAwaiter()
        .GetResult();

    /// <summary>The errors among what is reported. Models that are cut to the bone to show an error leave parts unused, of which they are warned.</summary>
    public static ImmutableArray<Diagnostic> Errors(Generation generation) =>
        [.. Of(generation).Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)];

    /// <summary>Exactly the marked errors are reported, and neither the compiler nor the generator has anything to add.</summary>
    public static ImmutableArray<Diagnostic> Verify(string marked, string? preamble = null) => Verify(marked, preamble, Errors);

    /// <summary>The same with the warnings.</summary>
    public static ImmutableArray<Diagnostic> VerifyAll(string marked) => Verify(marked, preamble: null, Of);

    private static ImmutableArray<Diagnostic> Verify(string marked, string? preamble, Func<Generation, ImmutableArray<Diagnostic>> select)
    {
        var markup = Markup.Parse((preamble ?? Preamble) + marked);
        var generation = Generation.Run(markup.Code);
        var reported = select(generation);

        Assert.Equal(
            markup.Marks.OrderBy(mark => mark.Start).ThenBy(mark => mark.Id),
            reported.Select(diagnostic => MarkOf(diagnostic, markup.Code)).OrderBy(mark => mark.Start).ThenBy(mark => mark.Id));
        Assert.Empty(generation.Diagnostics);
        return reported;
    }

    public const string Preamble = """
        using Hiwae;
        using static TorchSharp.torch;

        namespace Declared;


        """;

    private static Mark MarkOf(Diagnostic diagnostic, string code)
    {
        var span = diagnostic.Location.SourceSpan;
        return new(diagnostic.Id, span.Start, code.Substring(span.Start, span.Length));
    }
}
