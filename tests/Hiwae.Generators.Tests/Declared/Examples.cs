using System.Text.RegularExpressions;

namespace Hiwae.Generators.Tests.Declared;

/// <summary>The models of src/Hiwae.Models, as they are written there.</summary>
internal static class Examples
{
    private const string Usings = "using Hiwae;\nusing static TorchSharp.torch;\n\n";

    public static readonly IReadOnlyDictionary<string, string> All = typeof(Examples).Assembly
        .GetManifestResourceNames()
        .Where(name => name.StartsWith("Model.", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .ToDictionary(name => name["Model.".Length..], name => Usings + Read(name));

    public static string Vae => All["Vae"];

    /// <summary>A model, and those that declare the networks that it names.</summary>
    public static IReadOnlyList<string> With(string name) =>
    [
        All[name],
        .. All.Where(other => other.Key != name && Networks(other.Value).Any(network => All[name].Contains($"<{network}>", StringComparison.Ordinal)))
            .Select(other => other.Value),
    ];

    public static TheoryData<string> Names => [.. All.Keys];

    private static IEnumerable<string> Networks(string source) => Regex.Matches(source, @"partial record (\w+);").Select(match => match.Groups[1].Value);

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(Examples).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
