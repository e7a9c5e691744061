using System.Text.RegularExpressions;

namespace Hiwae.Consumer.Tests;

/// <summary>The page for users with a project of their own: what it shows is what is tested.</summary>
internal static class Documentation
{
    private static readonly string Page = File.ReadAllText(Path.Combine(Built.Root, "docs", "your-project.md"));

    /// <summary>The project file, its path led to this clone.</summary>
    public static string Project => Code("Mine.csproj`; only").Replace("/path/to/hiwae/", Built.Root);

    public static string Program => Code("Program.cs`:");

    public static string Usings => Code("Usings.cs`,");

    public static string Model => Code("Tiny.cs`,");

    /// <summary>A program that works with the network.</summary>
    public static string Network => Code("do the rest");

    public static string Loop => Code("`Loop.cs`:");

    public static string Mistake => Code("an auxiliary variable that nothing weighs");

    /// <summary>What the compiler is said to say of the mistake.</summary>
    public static string Message => Regex.Match(Page, @"^    (?<message>Biased\.cs.*)$", RegexOptions.Multiline).Groups["message"].Value;

    /// <summary>The first block of code after some words.</summary>
    private static string Code(string words)
    {
        var at = Page.IndexOf(words, StringComparison.Ordinal);
        Assert.True(at >= 0, $"The page does not say '{words}'.");
        return Regex.Match(Page[at..], "```(xml|csharp)\n(?<code>.*?\n)```", RegexOptions.Singleline).Groups["code"].Value;
    }
}
