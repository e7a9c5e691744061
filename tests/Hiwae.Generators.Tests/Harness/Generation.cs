using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hiwae.Generators.Tests.Harness;

/// <summary>A run of the generator over a compilation.</summary>
internal sealed record Generation(GeneratorDriver Driver, Microsoft.CodeAnalysis.Compilation Output)
{
    private static readonly GeneratorDriverOptions Options = new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true);

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>
    /// What the compiler says of the user's and the emitted code together, but for hidden remarks, and for the examples
    /// having no documentation of their own.
    /// </summary>
    public ImmutableArray<Diagnostic> Diagnostics => [.. Output.GetDiagnostics().Where(Counts)];

    public static Generation Run(params IEnumerable<string> sources) => Run(Compilations.Of(sources));

    public static Generation Run(CSharpCompilation compilation, CSharpParseOptions? options = null) => Continue(
        CSharpGeneratorDriver.Create(
            [new ModelGenerator().AsSourceGenerator()], parseOptions: options ?? Compilations.ParseOptions, driverOptions: Options),
        compilation);

    /// <summary>A run in a project whose C# is of a version.</summary>
    public static Generation Of(LanguageVersion version, params IEnumerable<string> sources)
    {
        var options = Compilations.ParseOptions.WithLanguageVersion(version);
        return Run(Compilations.Of().AddSyntaxTrees([.. sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, options, $"Declared{i}.cs"))]), options);
    }

    /// <summary>The same driver, with its caches, over an edited compilation.</summary>
    public Generation Rerun(Microsoft.CodeAnalysis.Compilation edited) => Continue(Driver, edited);

    /// <summary>The text of an emitted file.</summary>
    public string File(string name) => Result.GeneratedSources.Single(source => source.HintName == name + ".hiwae.g.cs").SourceText.ToString();

    private bool Counts(Diagnostic diagnostic) => diagnostic.Severity > DiagnosticSeverity.Info
        && (diagnostic.Id != "CS1591" || Driver.GetRunResult().GeneratedTrees.Any(tree => tree == diagnostic.Location.SourceTree));

    private static Generation Continue(GeneratorDriver driver, Microsoft.CodeAnalysis.Compilation compilation)
    {
        var run = driver.RunGeneratorsAndUpdateCompilation(compilation, out var output, out _);
        var generation = new Generation(run, output);
        if (generation.Result.Exception is { } exception)
            throw new InvalidOperationException("The generator threw.", exception);
        return generation;
    }
}
