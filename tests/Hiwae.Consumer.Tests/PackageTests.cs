using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Hiwae.Consumer.Tests;

/// <summary>Packages, the template and programs of one file, as a user has them who has the SDK alone.</summary>
public sealed partial class PackageTests(Feed feed) : IClassFixture<Feed>
{
    private static readonly string[] Names = ["Hiwae", "Hiwae.Cli", "Hiwae.Data", "Hiwae.Laws", "Hiwae.Onnx", "Hiwae.Studies", "Hiwae.Templates", "Hiwae.Toys"];

    private static string Examples => Path.Combine(Built.Root, "examples");

    public static TheoryData<string> Programs => new(Directory.GetFiles(Examples, "*.cs").Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));

    [Fact]
    public void Packages_say_what_they_are()
    {
        Assert.Equal(Names.Select(name => $"{name}.{Feed.Version}.nupkg"), feed.Packages.Select(file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        foreach (var file in feed.Packages)
        {
            using var package = ZipFile.OpenRead(file);
            var text = new StreamReader(package.Entries.Single(entry => entry.Name.EndsWith(".nuspec", StringComparison.Ordinal)).Open()).ReadToEnd();
            var metadata = XDocument.Parse(text).Root!.Elements().Single();
            string Of(string name) => metadata.Elements().Single(element => element.Name.LocalName == name).Value;
            Assert.InRange(Of("description").Length, 50, 400);
            Assert.DoesNotContain("Package Description", Of("description"), StringComparison.Ordinal);
            Assert.Equal("MIT", Of("license"));
            Assert.Contains("iwae", Of("tags"), StringComparison.Ordinal);
            Assert.NotNull(package.GetEntry(Of("icon")));
            Assert.NotNull(package.GetEntry(Of("readme")));
            Assert.Equal("git", (string?)metadata.Elements().Single(element => element.Name.LocalName == "repository").Attribute("type"));
            var depends = metadata.Descendants().Where(element => element.Name.LocalName == "dependency").Select(element => (string)element.Attribute("id")!).ToArray();
            Assert.DoesNotContain(depends, id => id.StartsWith("TorchSharp-", StringComparison.Ordinal) || id.StartsWith("Microsoft.CodeAnalysis", StringComparison.Ordinal));
            Assert.Equal(!file.Contains("Templates", StringComparison.Ordinal), File.Exists(Path.ChangeExtension(file, ".snupkg")));
        }

        using var main = ZipFile.OpenRead(feed.Packages.Single(file => Path.GetFileName(file) == $"Hiwae.{Feed.Version}.nupkg"));
        foreach (var part in (string[])["analyzers/dotnet/cs/Hiwae.Generators.dll", "analyzers/dotnet/cs/Hiwae.CodeFixes.dll", "buildTransitive/Hiwae.props", "lib/net10.0/Hiwae.Runtime.xml"])
            Assert.True(main.GetEntry(part) is not null, part);
    }

    [Theory]
    [InlineData("Digits", "train --data glyphs --epochs 1 --test-samples 10")]
    [InlineData("My.Pictures", "train my-pictures --data glyphs --epochs 1 --test-samples 10", "--conv")]
    [InlineData("Customers", "train --data people.csv --standardise --epochs 5 --test-samples 10", "--table")]
    public void A_model_from_the_template_trains_and_keeps_the_laws(string name, string line, params string[] options)
    {
        Succeeds(feed.Dotnet("", ["new", "hiwae", "-n", name, .. options]));
        Assert.DoesNotContain(Directory.GetFiles(feed.Folder(name), "*", SearchOption.AllDirectories), file => File.ReadAllText(file).Contains("//#", StringComparison.Ordinal));
        Assert.Equal(options.Contains("--table"), File.Exists(Path.Combine(feed.Folder(name), "people.csv")));
        var trained = Succeeds(feed.Dotnet(name, ["run", "-c", "Release", "--", .. line.Split(' ')]));
        Assert.Contains("Done", trained.Output + trained.Error, StringComparison.Ordinal);
        Assert.InRange(Directory.GetFiles(Path.Combine(feed.Folder(name), "bin", "Release"), "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length), 1, 700_000_000);
        if (options.Contains("--conv"))
            return; // The laws of convolutions take minutes.
        var tested = Succeeds(feed.Dotnet(name, "test", "--tl:off"));
        Assert.Matches(@"Passed! +- Failed: +0, Passed: +1,", tested.Output);
    }

    [Fact]
    public void What_is_wrong_does_not_build_in_a_project_with_packages()
    {
        Directory.CreateDirectory(feed.Folder("Wrong"));
        File.WriteAllText(Path.Combine(feed.Folder("Wrong"), "Wrong.csproj"), $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><ImplicitUsings>enable</ImplicitUsings><Nullable>enable</Nullable></PropertyGroup>
              <ItemGroup><PackageReference Include="Hiwae.Laws" Version="{Feed.Version}" /></ItemGroup>
            </Project>
            """);
        File.WriteAllText(Path.Combine(feed.Folder("Wrong"), "Biased.cs"), Documentation.Mistake);
        var built = feed.Dotnet("Wrong", "build", "--tl:off");
        Assert.Equal(1, built.Status);
        var link = Link().Match(built.Output);
        Assert.True(link.Success, built.ToString());
        Assert.True(File.Exists(Path.Combine(Built.Root, link.Groups[1].Value + ".md")), link.Value);
    }

    [Theory, MemberData(nameof(Programs))]
    public void An_example_is_short_and_runs(string program)
    {
        Assert.InRange(File.ReadAllLines(Path.Combine(Examples, program)).Length, 10, 40);
        var folder = Directory.CreateDirectory(feed.Folder("examples")).FullName;
        foreach (var file in (string[])[program, "Directory.Build.props", "Directory.Packages.props"])
            File.WriteAllText(Path.Combine(folder, file), File.ReadAllText(Path.Combine(Examples, file)).Replace($"#:package Hiwae.Cli@{Built.Version}\n", $"#:package Hiwae.Cli@{Feed.Version}\n", StringComparison.Ordinal));
        Succeeds(feed.Dotnet("examples", "run", program));
    }

    private static Outcome Succeeds(Outcome outcome)
    {
        Assert.True(outcome.Status == 0, outcome.ToString());
        return outcome;
    }

    [GeneratedRegex(@"error HIW0009: .*\(https://hiwae\.github\.io/hiwae/(docs/diagnostics/HIW0009)\.html\)")]
    private static partial Regex Link();
}
