namespace Hiwae.Data.Formats.Tables;

/// <summary>What a column of a table holds.</summary>
internal enum ColumnKind
{
    /// <summary>Numbers: <c>double[]</c>, NaN where one is missing.</summary>
    Number,

    /// <summary>One of a few texts: their numbers in <see cref="TableColumn.Levels"/>, <c>int[]</c>, −1 where it is missing.</summary>
    Category,

    /// <summary>Lists of one length: <c>float[]</c>, row by row, NaN where one is missing.</summary>
    Vector,

    /// <summary>Texts that are no categories, such as names; they are not kept.</summary>
    Text,
}

/// <summary>A column of a table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Kind">What it holds.</param>
/// <param name="Values">The values.</param>
internal sealed record TableColumn(string Name, ColumnKind Kind, Array Values)
{
    /// <summary>Whether a cell is missing; null where none is.</summary>
    public bool[]? Missing { get; init; }

    /// <summary>The texts of a category, in the order of their characters.</summary>
    public ImmutableArray<string> Levels { get; init; } = [];

    /// <summary>The numbers of a vector.</summary>
    public int Width { get; init; } = 1;

    /// <summary>Why texts are no categories; empty of everything else.</summary>
    public string Reason { get; init; } = "";

    /// <summary>A column of categories, its levels in order.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="levels">The texts in the order in which they were found.</param>
    /// <param name="codes">Their numbers, −1 where a cell is missing; they are changed.</param>
    /// <param name="missing">Whether a cell is missing; null where none is.</param>
    public static TableColumn OfCategories(string name, IReadOnlyList<string> levels, int[] codes, bool[]? missing)
    {
        int[] order = [.. Enumerable.Range(0, levels.Count).OrderBy(i => levels[i], StringComparer.Ordinal)];
        var places = new int[levels.Count];
        for (var i = 0; i < order.Length; i++)
            places[order[i]] = i;
        for (var row = 0; row < codes.Length; row++)
            codes[row] = codes[row] < 0 ? -1 : places[codes[row]];
        return new(name, ColumnKind.Category, codes) { Missing = missing, Levels = [.. order.Select(i => levels[i])] };
    }

    /// <summary>As in <c>colour (3 categories)</c>.</summary>
    public override string ToString() => $"{Files.Quotation.Of(Name)} ({Kind switch
    {
        ColumnKind.Number => "numbers",
        ColumnKind.Category => $"{Levels.Length} categories",
        ColumnKind.Vector => $"vectors of {Width}",
        _ => $"texts, {Reason}",
    }}{(Missing is null ? "" : $", {Missing.Count(missing => missing)} missing")})";
}

/// <summary>A table.</summary>
/// <param name="Path">The file that it is from.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Columns">The columns, which have different names.</param>
internal sealed record DataTable(string Path, int Rows, ImmutableArray<TableColumn> Columns)
{
    /// <summary>What is there, but is not read: <c>blob (bytes)</c>.</summary>
    public ImmutableArray<string> Others { get; init; } = [];
}
