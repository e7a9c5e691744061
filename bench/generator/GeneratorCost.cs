using System.Diagnostics;
using Hiwae.Generators;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace Hiwae.Bench.Generator;

/// <summary>The time that the generator takes in a compilation of many models.</summary>
/// <param name="Emitted">The files for all models.</param>
/// <param name="Cold">From the text of the sources to those files, for the first time in the process.</param>
/// <param name="Edited">The file for the model that was edited.</param>
/// <param name="Inside">After edits inside a model.</param>
/// <param name="Outside">After edits of code that is no model.</param>
internal sealed record GeneratorCost(IReadOnlyList<string> Emitted, TimeSpan Cold, string Edited, EditCost Inside, EditCost Outside)
{
    private const int Edits = 20;

    /// <summary>Measures.</summary>
    /// <param name="models">The number of models.</param>
    /// <param name="references">Paths of the assemblies that they refer to.</param>
    public static GeneratorCost Measure(int models, IEnumerable<string> references)
    {
        var clock = Stopwatch.StartNew();
        var sources = ManyModels.Sources(models);
        var compilation = CSharpCompilation.Create(
            "Many",
            sources.Select(Tree),
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var driver = CSharpGeneratorDriver.Create(new ModelGenerator()).RunGenerators(compilation);
        var emitted = Files(driver);
        var cold = clock.Elapsed;

        var edited = models / 2;
        return new(
            emitted.Keys.ToList(),
            cold,
            $"Many.Model{edited}.hiwae.g.cs",
            Edit(driver, compilation, edited, version => Widened(sources[edited], version)),
            Edit(driver, compilation, models, ManyModels.Elsewhere));
    }

    /// <summary>Edits one source many times, each time from where the last one left, as somebody who types does.</summary>
    private static EditCost Edit(GeneratorDriver driver, CSharpCompilation compilation, int position, Func<int, string> source)
    {
        var reemitted = new SortedSet<string>(StringComparer.Ordinal);
        var times = new List<TimeSpan>();
        for (var version = 1; version <= Edits; version++)
        {
            var clock = Stopwatch.StartNew();
            compilation = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[position], Tree(source(version)));
            var after = driver.RunGenerators(compilation);
            times.Add(clock.Elapsed);

            var before = Files(driver);
            reemitted.UnionWith(Files(after).Where(file => !ReferenceEquals(before.GetValueOrDefault(file.Key), file.Value)).Select(file => file.Key));
            driver = after;
        }

        return new([.. reemitted], times[0], times.Order().ElementAt(Edits / 2));
    }

    /// <summary>A file that is taken from the cache keeps its very text.</summary>
    private static Dictionary<string, SourceText> Files(GeneratorDriver driver) =>
        driver.GetRunResult().Results.Single().GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText);

    private static string Widened(string source, int version)
    {
        var at = source.IndexOf("[Shape(", StringComparison.Ordinal);
        var end = source.IndexOf(')', at);
        return source[..at] + $"[Shape({100 + version}" + source[end..];
    }

    private static SyntaxTree Tree(string source) => CSharpSyntaxTree.ParseText(source);
}

/// <summary>The time that edits of one kind take.</summary>
/// <param name="Reemitted">The files that were written anew after any of them.</param>
/// <param name="First">After the first.</param>
/// <param name="Median">After one of many.</param>
internal sealed record EditCost(IReadOnlyList<string> Reemitted, TimeSpan First, TimeSpan Median);
