using System;
using System.Collections.Generic;
using System.Linq;

namespace Hiwae.Generators.Checking;

/// <summary>The name that was probably meant.</summary>
internal static class Nearest
{
    /// <summary>The most similar candidate, or null where none is similar.</summary>
    public static string? To(string wanted, IEnumerable<string> candidates) => candidates
        .Select(candidate => (candidate, distance: Distance(wanted.ToLowerInvariant(), candidate.ToLowerInvariant())))
        .Where(at => at.distance <= Math.Max(wanted.Length, at.candidate.Length) / 2)
        .OrderBy(at => at.distance)
        .Select(at => at.candidate)
        .FirstOrDefault();

    /// <summary>How many letters have to be inserted, removed or replaced.</summary>
    private static int Distance(string from, string to)
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
