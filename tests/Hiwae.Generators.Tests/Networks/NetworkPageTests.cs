using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Hiwae.Generators.Tests.Harness;

namespace Hiwae.Generators.Tests.Networks;

/// <summary>The code of docs/networks.md is what it says.</summary>
public class NetworkPageTests
{
    [Fact]
    public void Every_example_compiles()
    {
        var code = Blocks();

        var generation = Generation.Run(code.Select(block => DeclaredNetworks.Usings + block));

        Assert.Equal(3, code.Count);
        Assert.Equal(4, generation.Result.GeneratedSources.Length);
        Assert.Empty(Analysis.Of(generation));
        Assert.DoesNotContain(generation.Diagnostics, diagnostic => diagnostic.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
    }

    [Fact]
    public void Its_shapes_are_right()
    {
        var block = Blocks().Last();
        var shapes = Regex.Matches(block, @"\d+×\d+×\d+").Select(match => match.Value);

        var emitted = Generation.Run(DeclaredNetworks.Usings + block).File("Decoder-network");

        Assert.Equal(
            shapes,
            Regex.Matches(emitted, @"\d+×\d+×\d+").Select(match => match.Value));
    }

    private static IReadOnlyList<string> Blocks([CallerFilePath] string here = "") =>
    [
        .. Regex.Matches(
            File.ReadAllText(Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", "..", "docs", "networks.md"))),
            "```csharp\n(?<code>.*?)\n```",
            RegexOptions.Singleline).Select(match => match.Groups["code"].Value),
    ];
}
