using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hiwae.Generators.Tests;

public class DocumentationTests
{
    public static TheoryData<string> Ids => [.. Rules.All.Select(rule => rule.Id)];

    [Fact]
    public void Ids_are_unique_and_in_order() =>
        Assert.Equal(Rules.All.Select(rule => rule.Id).Distinct().Order(StringComparer.Ordinal), Rules.All.Select(rule => rule.Id));

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_is_listed_in_the_releases(string id)
    {
        var rule = Rules.All.Single(rule => rule.Id == id);
        var entry = $"{id} | {rule.Category} | {rule.DefaultSeverity} | ";
        var releases = new[] { "Shipped", "Unshipped" }.Select(name => File.ReadAllText(Root($"src/Hiwae.Generators/AnalyzerReleases.{name}.md")));

        Assert.Single(releases.SelectMany(text => text.Split('\n')), line => line.StartsWith(entry, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Ids))]
    public void A_rule_links_to_its_page(string id)
    {
        var rule = Rules.All.Single(rule => rule.Id == id);

        Assert.Equal($"https://hiwae.github.io/hiwae/docs/diagnostics/{id}.html", rule.HelpLinkUri);
        Assert.StartsWith($"# {id}: {Title(rule)}\n", Page(id), StringComparison.Ordinal);
    }

    [Fact]
    public void A_page_has_a_rule() => Assert.Equal(
        Rules.All.Select(rule => rule.Id),
        Directory.GetFiles(Root("docs/diagnostics"), "HIW*.md").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal));

    [Fact]
    public void The_list_of_pages_is_whole()
    {
        var rows = Rules.All.Select(rule => $"| [{rule.Id}]({rule.Id}.md) | {Title(rule)} |");
        var links = Rules.All.Select(rule => $"- href: {rule.Id}.md");

        Assert.Equal(rows, File.ReadAllLines(Root("docs/diagnostics/index.md")).Where(line => line.StartsWith("| [HIW", StringComparison.Ordinal)));
        Assert.Equal(links, File.ReadAllLines(Root("docs/diagnostics/toc.yml")).Where(line => line.StartsWith("- href", StringComparison.Ordinal)));
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_wrong_code_gives_this_diagnostic_and_no_other(string id)
    {
        var reported = Analysis.Of(Run(Code(id, "Wrong")));

        Assert.Equal([id], reported.Select(diagnostic => diagnostic.Id).Distinct());
    }

    [Theory, MemberData(nameof(Ids))]
    public void The_right_code_gives_none_and_compiles(string id)
    {
        var generation = Run(Code(id, "Right"));

        Assert.Empty(Analysis.Of(generation));
        Assert.Empty(generation.Diagnostics);
        Assert.NotEmpty(generation.Result.GeneratedSources);
    }

    [Fact]
    public void The_models_that_the_documentation_declares_compile()
    {
        string[] models =
        [
            .. Regex.Matches(string.Concat(new[] { "docs/declaring.md", "docs/estimators.md", "docs/densities.md", "docs/flows.md", "docs/discrete.md", "docs/sequences.md", "docs/heterogeneous.md", "README.md" }.Select(page => File.ReadAllText(Root(page)))), "```csharp\n(?<code>.*?)\n```", RegexOptions.Singleline)
                .Select(match => match.Groups["code"].Value)
                .Where(code => code.Contains("[Model(", StringComparison.Ordinal)),
        ];

        Assert.Equal(15, models.Length);
        Assert.All(models, model =>
        {
            var generation = Generation.Run(Analysis.Preamble + model);
            Assert.Empty(Analysis.Of(generation));
            Assert.Empty(generation.Diagnostics);
            Assert.Contains(generation.Result.GeneratedSources, source => source.HintName.StartsWith("Declared.", StringComparison.Ordinal));
        });
    }

    /// <summary>Of a part of a project file it is the version of C# that counts.</summary>
    private static Generation Run(string code)
    {
        if (Regex.Match(code, "<LangVersion>(?<version>.*)</LangVersion>") is not { Success: true } match)
            return Generation.Run(Analysis.Preamble + code);
        Assert.True(LanguageVersionFacts.TryParse(match.Groups["version"].Value, out var version));
        return Generation.Of(version, Declared.Examples.Vae);
    }

    private static string Code(string id, string heading) =>
        Regex.Match(Page(id), $"## {heading}\n\n```(csharp|xml)\n(?<code>.*?)\n```", RegexOptions.Singleline) is { Success: true } match
            ? match.Groups["code"].Value
            : throw new InvalidOperationException($"The page of {id} has no code under {heading}.");

    /// <summary>As text of a page, where an attribute in brackets would be a link.</summary>
    private static string Title(DiagnosticDescriptor rule) => Regex.Replace(rule.Title.ToString(), @"\[\w+\]", "`$0`");

    private static string Page(string id) => File.ReadAllText(Root($"docs/diagnostics/{id}.md"));

    private static string Root(string path, [CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", path));
}
