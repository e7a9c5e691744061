using System.Collections.Frozen;

namespace Hiwae.Data.Formats.Tables;

/// <summary>What stands in a cell of a text file that has no value.</summary>
internal static class MissingCells
{
    private const int Longest = 9;

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Words = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase, "", "NA", "N/A", "#N/A", "<NA>", "NaN", "-NaN", "?", "null", "(null)", "none", "nil", "missing", ".", "-", "--").GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Whether a cell has no value.</summary>
    /// <param name="cell">The cell, without spaces around it.</param>
    public static bool Is(ReadOnlySpan<char> cell) => cell.Length <= Longest && Words.Contains(cell);
}
