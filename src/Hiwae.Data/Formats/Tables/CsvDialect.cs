using System.Globalization;

namespace Hiwae.Data.Formats.Tables;

/// <summary>What stands between the cells of a text file.</summary>
internal static class CsvDialect
{
    // A comma last but one: where numbers have decimal commas, the others are as regular.
    private static readonly char[] Candidates = ['\t', ';', '|', ',', ' '];

    // So many numbers of columns are no row of a table by chance.
    private const int LeastCounted = 3;

    /// <summary>The character that stands as often in each of the first lines, outside of quotes; a comma where none does.</summary>
    /// <param name="start">The beginning of the text.</param>
    /// <param name="isWhole">Whether it is all of it; otherwise its last line may be cut off.</param>
    public static char Separator(ReadOnlySpan<char> start, bool isWhole)
    {
        var lines = Counts(start, isWhole);
        return Candidates
            .Select((candidate, place) => (candidate, Regular: lines.Count == 0 ? 0 : lines.GroupBy(line => line[place]).Where(same => same.Key > 0).Select(same => same.Count()).DefaultIfEmpty().Max()))
            .Where(found => found.candidate != ' ' || found.Regular == lines.Count)
            .OrderByDescending(found => found.Regular == lines.Count)
            .ThenByDescending(found => found.Regular == lines.Count ? 0 : found.Regular)
            .Select(found => found.Regular > 0 ? found.candidate : ',')
            .First();
    }

    /// <summary>Whether some character stands as often in each of several lines, as in a table of more than one column.</summary>
    /// <inheritdoc cref="Separator"/>
    public static bool IsRegular(ReadOnlySpan<char> start, bool isWhole)
    {
        var lines = Counts(start, isWhole);
        return lines.Count > 1 && Enumerable.Range(0, Candidates.Length).Any(place => lines[0][place] > 0 && lines.TrueForAll(line => line[place] == lines[0][place]));
    }

    /// <summary>
    /// Whether the first line has names and not data: none of its cells is a number, and not all of them are missing; or its numbers are 0, 1, 2, …, as pandas names columns that have no names,
    /// behind the empty cell over its index or not. Of one or two numbers that is believed only with such a cell, or where the second line has a fraction below one of them, or a number below a text.
    /// </summary>
    /// <param name="first">The cells of the first line, without spaces around them.</param>
    /// <param name="second">The cells of the second; empty where there is none.</param>
    public static bool IsHeader(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        string[] counted = [.. first.Where(IsNumber)];
        if (counted.Length == 0)
            return first.Any(cell => !MissingCells.Is(cell));
        var hasIndex = first[0].Length == 0;
        return !counted.Where((cell, place) => cell != place.ToString(CultureInfo.InvariantCulture)).Any()
            && !first.Skip(hasIndex ? 1 : 0).Any(cell => MissingCells.Is(cell))
            && (hasIndex || counted.Length >= LeastCounted || first.Zip(second).Any(pair => IsNumber(pair.Second) && !(IsNumber(pair.First) && IsWhole(pair.Second))));
    }

    private static bool IsWhole(string cell) => long.TryParse(cell, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);

    private static bool IsNumber(string cell) => double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number);

    private static List<int[]> Counts(ReadOnlySpan<char> start, bool isWhole)
    {
        var (lines, line, isQuoted, length) = (new List<int[]>(), new int[Candidates.Length], false, 0);
        foreach (var character in start)
        {
            if (character == '"')
                isQuoted = !isQuoted;
            if (isQuoted)
                continue;
            if (character == '\n')
            {
                if (length > 0)
                    lines.Add(line);
                (line, length) = (new int[Candidates.Length], 0);
            }
            else if (character != '\r')
            {
                length++;
                if (Array.IndexOf(Candidates, character) is var place and >= 0)
                    line[place]++;
            }
        }

        if (length > 0 && (isWhole || lines.Count == 0))
            lines.Add(line);
        return lines;
    }
}
