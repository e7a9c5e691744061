namespace Hiwae.Data.Formats.Tables;

/// <summary>Collects the texts of a column, and finds whether they are categories.</summary>
internal sealed class Categories
{
    /// <summary>The most levels of a category.</summary>
    public const int MostLevels = 1000;

    /// <summary>So many levels are a category in however few rows; beyond them there must be two rows a level.</summary>
    public const int Few = 20;

    private readonly Dictionary<string, int> numbers = [];
    private readonly List<string> levels = [];
    private int present;

    /// <summary>Whether there are more levels than any category has.</summary>
    public bool AreTooMany => levels.Count > MostLevels;

    /// <summary>Whether they are no categories, but names, sentences or the like.</summary>
    public bool AreTexts => AreTooMany || (levels.Count > Few && 2 * levels.Count > present);

    /// <summary>Why they are no categories, as in <c>120 different in 130 cells</c>.</summary>
    public string Reason => AreTooMany ? $"more than {MostLevels} different" : $"{levels.Count} different in {present} cells";

    /// <summary>The levels in the order in which they came.</summary>
    public IReadOnlyList<string> Levels => levels;

    /// <summary>The number of a text's level, with a new one where it has none.</summary>
    public int Add(ReadOnlySpan<char> text)
    {
        present++;
        if (numbers.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var number))
            return number;
        if (AreTooMany)
            return levels.Count;
        var level = text.ToString();
        numbers.Add(level, levels.Count);
        levels.Add(level);
        return levels.Count - 1;
    }
}
