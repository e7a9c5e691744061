using System.Text.RegularExpressions;

namespace Hiwae.Generators.Tests.Declared;

/// <summary>The models of src/Hiwae.Models, as they are written there.</summary>
internal static class Examples
{
    private const string Usings = "using Hiwae;\nusing static TorchSharp.torch;\n\n";

    public static readonly IReadOnlyDictionary<string, string> All = typeof(Examples).Assembly
        .GetManifestResourceNames()
        .Where(name => name.StartsWith("Model.", StringComparison.Ordinal))
        .SelectMany(name => Models(Read(name)))
        .OrderBy(model => model.Name, StringComparer.Ordinal)
        .ToDictionary(model => model.Name, model => model.Source);

    public static string Vae => All["Vae"];

    /// <summary>A model, and what declares the types that it names, as a network or in its remarks.</summary>
    public static IReadOnlyList<string> With(string name)
    {
        List<string> needed = [name];
        for (var i = 0; i < needed.Count; i++)
        {
            var source = All[needed[i]];
            needed.AddRange(All.Keys.Except(needed).Where(other => Records(All[other]).Any(record => Regex.IsMatch(source, $@"[<""]{record}["">]"))).ToArray());
        }

        return [.. needed.Select(model => All[model])];
    }

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>The models of a file one by one, each with the networks that follow it.</summary>
    private static IEnumerable<(string Name, string Source)> Models(string file)
    {
        var parts = Regex.Split(file, @"^(?=/// <summary>.*\n\[Model\b)", RegexOptions.Multiline);
        return parts.Skip(1).Select(part => (Records(part).First(), $"{Usings}{parts[0]}{part.TrimEnd()}\n"));
    }

    private static IEnumerable<string> Records(string source) => Regex.Matches(source, @"partial record (\w+)").Select(match => match.Groups[1].Value);

    private static string Read(string resource)
    {
        using var reader = new StreamReader(typeof(Examples).Assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
