using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Xunit.Abstractions;

namespace Hiwae.Consumer.Tests;

/// <summary>Packages, the template and programs of one file, as a user has them who has the SDK alone.</summary>
public sealed partial class PackageTests(Feed feed, ITestOutputHelper output) : IClassFixture<Feed>
{
    private static readonly string[] Names = ["Hiwae", "Hiwae.Cli", "Hiwae.Data", "Hiwae.Distributed", "Hiwae.Laws", "Hiwae.Onnx", "Hiwae.Studies", "Hiwae.Templates", "Hiwae.Toys"];

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

    /// <summary>What trimming needs beside the packages, the parts of .NET itself, comes from where the user has packages from.</summary>
    [Fact]
    public void A_trimmed_program_trains_and_verifies_without_a_warning_of_ours()
    {
        var folder = Directory.CreateTempSubdirectory("hiwae-trimmed-").FullName;
        try
        {
            Succeeds(feed.Dotnet("", "new", "hiwae", "-n", "Small", "-o", folder));
            var published = Succeeds(feed.DotnetElsewhere(
                folder, "publish", "-c", "Release", "-r", RuntimeInformation.RuntimeIdentifier, "--self-contained", "-p:PublishTrimmed=true", "-o", "out", "--tl:off"));
            Assert.DoesNotMatch(@"warning .*(Hiwae|Small)\b", Warnings().Replace(published.Output, match => match.Groups[1].Value));
            Assert.Contains("warning IL2104: Assembly 'TorchSharp'", published.Output, StringComparison.Ordinal); // Else warnings would not be where they are looked for.
            var size = Directory.GetFiles(Path.Combine(folder, "out"), "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
            Assert.InRange(size, 1, 700_000_000);
            output.WriteLine($"The trimmed program has {size / 1_000_000} MB.");

            var program = Path.Combine(folder, "out", OperatingSystem.IsWindows() ? "Small.exe" : "Small");
            Succeeds(Sdk.Start(program, folder, [], TimeSpan.FromMinutes(5), "train", "--data", "glyphs", "--epochs", "1", "--test-samples", "10"));
            var verified = Succeeds(Sdk.Start(program, folder, [], TimeSpan.FromMinutes(5), "verify", "--tests", "1"));
            Assert.Matches("[0-9]+ laws tested on 1 model in .*: all hold", verified.Output);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void Native_code_is_refused_with_the_remedy()
    {
        Succeeds(feed.Dotnet("", "new", "hiwae", "-n", "Native"));
        Succeeds(feed.Dotnet("Native", "restore"));
        var built = feed.Dotnet("Native", "build", "--no-restore", "--tl:off", "-p:PublishAot=true");
        Assert.Equal(1, built.Status);
        Assert.Contains("error HIWAE1: A program with Hiwae cannot be compiled to native code", built.Output, StringComparison.Ordinal);
        Assert.Contains("\n## A program to hand on\n", File.ReadAllText(Path.Combine(Built.Root, "docs", "your-project.md")), StringComparison.Ordinal); // Where its link leads.
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

    /// <summary>What is said of a warning, without the file that it is in: every file is in a folder of this name.</summary>
    [GeneratedRegex(@"[^\n]*(warning [A-Z]+[0-9]+: [^\n\[]*)\[[^\n]*")]
    private static partial Regex Warnings();

    [GeneratedRegex(@"error HIW0009: .*\(https://hiwae\.github\.io/hiwae/(docs/diagnostics/HIW0009)\.html\)")]
    private static partial Regex Link();
}
