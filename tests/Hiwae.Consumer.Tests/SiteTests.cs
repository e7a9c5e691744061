using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Hiwae.Consumer.Tests;

/// <summary>The site: it is made without a warning, every page is there, and no link within it leads nowhere.</summary>
public sealed partial class SiteTests : IDisposable
{
    private const string Repository = "https://github.com/hiwae/hiwae/";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    private readonly string folder = Directory.CreateTempSubdirectory("hiwae-site-").FullName;

    private string Site => Path.Combine(folder, "site");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void It_is_made_without_a_warning_and_its_links_lead_somewhere()
    {
        Succeeds("tool", "restore");
        Succeeds("docfx", "metadata", Metadata(), "--warningsAsErrors");
        Succeeds("docfx", "build", "docfx.json", "--output", Site, "--warningsAsErrors", "--disableGitFeatures");

        var pages = Directory.GetFiles(Site, "*.html", SearchOption.AllDirectories).ToDictionary(path => path, File.ReadAllText);
        foreach (var source in Directory.GetFiles(Path.Combine(Built.Root, "docs"), "*.md", SearchOption.AllDirectories).Where(path => !path.Contains($"{Path.DirectorySeparatorChar}site{Path.DirectorySeparatorChar}", StringComparison.Ordinal)))
            Assert.Contains(Path.Combine(Site, Path.ChangeExtension(Path.GetRelativePath(Built.Root, source), ".html")), pages.Keys);
        Assert.Contains(Path.Combine(Site, "api", "Hiwae.ModelAttribute.html"), pages.Keys);
        Assert.Contains("\"api/Hiwae.Normal.html\"", File.ReadAllText(Path.Combine(Site, "index.json")), StringComparison.Ordinal);

        var places = pages.ToDictionary(page => page.Key, page => Place().Matches(page.Value).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal));
        Assert.Equal([], pages.SelectMany(page => Link().Matches(page.Value).Select(match => WebUtility.HtmlDecode(match.Groups[1].Value)).Where(link => !IsThere(page.Key, link, places)).Select(link => $"{Path.GetRelativePath(Site, page.Key)}: {link}")).Distinct());
    }

    [Theory]
    [InlineData("index.md")]
    [InlineData("toc.yml")]
    public void Every_page_is_in_the_lists(string list)
    {
        var text = File.ReadAllText(Path.Combine(Built.Root, "docs", list));
        var pages = Directory.GetFiles(Path.Combine(Built.Root, "docs"), "*.md").Select(path => Path.GetFileName(path)).Where(page => page != "index.md");
        Assert.Equal([], pages.Where(page => !text.Contains($"({page})", StringComparison.Ordinal) && !text.Contains($"href: {page}\n", StringComparison.Ordinal)));
    }

    /// <summary>What leads to the project's files leads to those that are there.</summary>
    [Fact]
    public void Links_to_the_repository_name_what_is_in_it()
    {
        var sources = Directory.GetFiles(Path.Combine(Built.Root, "docs"), "*.md", SearchOption.AllDirectories)
            .Concat([Path.Combine(Built.Root, "README.md"), Path.Combine(Built.Root, "CONTRIBUTING.md"), Path.Combine(Built.Root, "package", "README.md")]);
        var links = sources.SelectMany(path => Source().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value)).Distinct().ToArray();
        Assert.InRange(links.Length, 5, 1000);
        Assert.Equal([], links.Where(link => !Path.Exists(Path.Combine(Built.Root, link))));
    }

    /// <summary>The API of what was built just now: the file says where a release is.</summary>
    private string Metadata()
    {
        var settings = JsonNode.Parse(File.ReadAllText(Path.Combine(Built.Root, "docfx.json")))!["metadata"]!.DeepClone();
        var source = settings[0]!["src"]![0]!;
        source["src"] = Path.Combine(Built.Root, ((string)source["src"]!).Replace("/Release/", $"/{Built.Configuration}/", StringComparison.Ordinal));
        var api = Path.Combine(Built.Root, (string)settings[0]!["dest"]!);
        if (Directory.Exists(api))
            Directory.Delete(api, recursive: true); // What there is no more would stay in the site.
        settings[0]!["dest"] = api;
        var path = Path.Combine(folder, "metadata.json");
        File.WriteAllText(path, new JsonObject { ["metadata"] = settings }.ToJsonString());
        return path;
    }

    private bool IsThere(string page, string link, IReadOnlyDictionary<string, HashSet<string>> places)
    {
        if (link.Contains("://", StringComparison.Ordinal) || link.StartsWith("mailto:", StringComparison.Ordinal) || link is "#" or "")
            return true;
        var parts = link.Split('#', 2);
        var path = parts[0].Split('?')[0];
        var target = path.Length == 0 ? page : Path.GetFullPath(Path.Combine(Path.GetDirectoryName(page)!, Uri.UnescapeDataString(path)));
        if (!target.StartsWith(Site, StringComparison.Ordinal) || !Path.Exists(target))
            return false;
        return parts.Length == 1 || parts[1].Length == 0 || !places.TryGetValue(target, out var ids) || ids.Contains(Uri.UnescapeDataString(parts[1]));
    }

    private static void Succeeds(params string[] arguments)
    {
        var outcome = Sdk.Run(Built.Root, [], Patience, arguments);
        Assert.True(outcome.Status == 0, outcome.ToString());
    }

    [GeneratedRegex(@"\s(?:href|src)=""([^""]*)""")]
    private static partial Regex Link();

    [GeneratedRegex(@"\s(?:id|name)=""([^""]*)""")]
    private static partial Regex Place();

    [GeneratedRegex(Repository + @"(?:blob|tree)/main/([^)\s#>]+)")]
    private static partial Regex Source();
}
