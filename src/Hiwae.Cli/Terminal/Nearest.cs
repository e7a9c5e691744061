namespace Hiwae.Cli.Terminal;

/// <summary>Finds the name that was probably meant.</summary>
internal static class Nearest
{
    /// <summary>The candidate that takes the fewest edits, if they are few enough to be a slip.</summary>
    public static string? To(string text, IEnumerable<string> candidates) => candidates
        .Select(c => (Name: c, Edits: Edits(text, c)))
        .Where(c => c.Edits <= Math.Max(2, c.Name.Length / 3) || IsBeginning(text, c.Name))
        .OrderBy(c => c.Edits)
        .ThenBy(c => c.Name, StringComparer.Ordinal)
        .Select(c => c.Name)
        .FirstOrDefault();

    /// <summary>" Did you mean …?", or nothing.</summary>
    public static string Question(string text, IEnumerable<string> candidates) =>
        To(text, candidates) is { } name ? $" Did you mean '{name}'?" : "";

    private static bool IsBeginning(string text, string name) =>
        text.Length >= 2 && name.StartsWith(text, StringComparison.OrdinalIgnoreCase);

    /// <summary>Levenshtein's distance, without regard to case.</summary>
    private static int Edits(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var same = char.ToLowerInvariant(a[i - 1]) == char.ToLowerInvariant(b[j - 1]);
                var best = Math.Min(diagonal + (same ? 0 : 1), Math.Min(row[j], row[j - 1]) + 1);
                (diagonal, row[j]) = (row[j], best);
            }
        }

        return row[^1];
    }
}
