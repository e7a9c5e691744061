using System.Collections.Immutable;
using Hiwae.Generators.Analyzers;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hiwae.Generators.Tests.Harness;

/// <summary>The analyzers over user's and emitted code together, as a build runs it.</summary>
internal static class Analysis
{
    public static ImmutableArray<Diagnostic> Of(Microsoft.CodeAnalysis.Compilation compilation) => compilation
        .WithAnalyzers([new ModelAnalyzer(), new NetworkAnalyzer()])
        .GetAnalyzerDiagnosticsAsync()
        .GetAwaiter()
        .GetResult();

    /// <summary>Exactly the marked diagnostics are reported, and neither the compiler nor the generator has anything to add.</summary>
    public static ImmutableArray<Diagnostic> Verify(string marked, string? preamble = null)
    {
        var markup = Markup.Parse((preamble ?? Preamble) + marked);
        var generation = Generation.Run(markup.Code);
        var reported = Of(generation.Output);

        Assert.Equal(
            markup.Marks.OrderBy(mark => mark.Start).ThenBy(mark => mark.Id),
            reported.Select(MarkOf).OrderBy(mark => mark.Start).ThenBy(mark => mark.Id));
        Assert.Empty(generation.Diagnostics);
        return reported;
    }

    public const string Preamble = """
        using Hiwae;
        using static TorchSharp.torch;

        namespace Declared;


        """;

    private static Mark MarkOf(Diagnostic diagnostic)
    {
        var span = diagnostic.Location.SourceSpan;
        return new(diagnostic.Id, span.Start, diagnostic.Location.SourceTree?.ToString().Substring(span.Start, span.Length) ?? "");
    }
}
