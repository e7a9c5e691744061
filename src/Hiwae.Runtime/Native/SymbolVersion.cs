namespace Hiwae.Native;

/// <summary>A version of symbols that one library has and another one needs, such as <c>GLIBCXX_3.4.32</c> of <c>libstdc++.so.6</c>.</summary>
/// <param name="Library">Whose.</param>
/// <param name="Name">Which.</param>
internal readonly record struct SymbolVersion(string Library, string Name)
{
    /// <summary>The newest of those whose names are a prefix and a number, such as <c>GLIBCXX_</c> and 3.4.32; null where there is none.</summary>
    public static string? Newest(IEnumerable<string> names, string prefix) => names
        .Where(n => n.StartsWith(prefix, StringComparison.Ordinal) && Version.TryParse(n[prefix.Length..], out _))
        .MaxBy(n => Version.Parse(n[prefix.Length..]));
}
