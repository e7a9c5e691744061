using System;
using System.Collections.Generic;
using System.Linq;

namespace Hiwae.Words;

/// <summary>The name that was probably meant.</summary>
internal static class Nearest
{
    /// <summary>The candidate that takes the fewest edits where at most half of its letters change, or that begins so; null where there is none.</summary>
    public static string? To(string wanted, IEnumerable<string> candidates) => candidates
        .Select(candidate => (Name: candidate, Edits: Edits(wanted.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(candidate => candidate.Edits <= Math.Max(wanted.Length, candidate.Name.Length) / 2 || IsBeginning(wanted, candidate.Name))
        .OrderBy(candidate => candidate.Edits)
        .Select(candidate => candidate.Name)
        .FirstOrDefault();

    /// <summary>" Did you mean …?", or nothing.</summary>
    public static string Question(string wanted, IEnumerable<string> candidates) =>
        To(wanted, candidates) is { } name ? $" Did you mean '{name}'?" : "";

    private static bool IsBeginning(string wanted, string name) => wanted.Length >= 2 && name.StartsWith(wanted, StringComparison.OrdinalIgnoreCase);

    /// <summary>The number of letters that have to be inserted, removed or replaced (Levenshtein 1966).</summary>
    private static int Edits(string from, string to)
    {
        var row = Enumerable.Range(0, to.Length + 1).ToArray();
        for (var i = 1; i <= from.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= to.Length; j++)
            {
                var replaced = diagonal + (from[i - 1] == to[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
