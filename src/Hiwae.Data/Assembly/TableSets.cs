using Hiwae.Data.Formats;
using Hiwae.Data.Formats.Tables;
using Hiwae.Files;

namespace Hiwae.Data.Assembly;

/// <summary>Makes a data set of tables: a field for each column, or an image where columns are its pixels.</summary>
internal static class TableSets
{
    /// <summary>The set.</summary>
    /// <param name="source">The path that was named.</param>
    /// <param name="tables">The tables in it.</param>
    /// <param name="options">How files are read.</param>
    /// <exception cref="DataFormatException">They are no set, or do not fit each other.</exception>
    public static PlannedSet Plan(string source, ImmutableArray<DataTable> tables, DataOptions options)
    {
        var parts = tables.Select(table => (Split: tables.Length == 1 ? null : ArrayName.OfFile(table.Path).Split, Table: Trimmed(table))).ToArray();
        if (tables.Length > 1 && (parts.Any(part => part.Split is null) || parts.DistinctBy(part => part.Split).Count() < parts.Length || parts.All(part => part.Split != SplitName.Train)))
            throw new DataFormatException(
                source, null, $"there are several tables in it, {string.Join(", ", tables.Select(table => Path.GetFileName(table.Path)))}", "name one of them, or call them train and test, and valid where there is such a one");
        if (PixelTable.Arrays(parts, options) is { } arrays)
            return ArraySets.Plan(source, [(source, arrays, true)], [], options) with { IsTable = true };
        var columns = parts.SelectMany(part => part.Table.Columns.Select(column => (part.Split, part.Table.Path, Column: column))).ToArray();
        var texts = columns.Where(pair => pair.Column.Kind == ColumnKind.Text).DistinctBy(pair => pair.Column.Name).ToDictionary(pair => pair.Column.Name, pair => pair.Column.ToString());
        ImmutableArray<string> left = [.. texts.Values, .. tables.SelectMany(table => table.Others).Distinct()];

        // Texts that are categories in one table, and too many for it in another, are left out of both.
        var fields = columns.Where(pair => !texts.ContainsKey(pair.Column.Name))
            .GroupBy(pair => pair.Column.Name)
            .SelectMany(column => Values([.. column]))
            .ToArray();
        if (fields.Length == 0)
            throw new DataFormatException(
                source,
                null,
                $"none of its columns is of numbers or categories; found are {string.Join(", ", left)}",
                $"name a table that has some; texts are categories where at most {Categories.Few} are different, or at most {Categories.MostLevels}, each in two cells or more");
        return new(source, fields.Where(pair => pair.Split is not null).GroupBy(pair => pair.Split!.Value).ToImmutableDictionary(group => group.Key, group => group.Select(pair => pair.Values).ToImmutableArray()))
        {
            IsTable = true,
            LeftOut = left,
            Undivided = [.. fields.Where(pair => pair.Split is null).Select(pair => pair.Values)],
        };
    }

    /// <summary>The table without a first column that only counts its rows, as pandas writes one without a name.</summary>
    private static DataTable Trimmed(DataTable table) =>
        table.Columns is [{ Name: "column1" or "Unnamed: 0", Kind: ColumnKind.Number, Missing: null } first, _, ..] && Counts((double[])first.Values)
            ? table with { Columns = table.Columns.RemoveAt(0) }
            : table;

    private static bool Counts(double[] values) => values[0] is 0 or 1 && !values.Where((value, row) => value != values[0] + row).Any();

    private static IEnumerable<(SplitName? Split, PlannedValues Values)> Values((SplitName? Split, string Path, TableColumn Column)[] parts)
    {
        var kinds = parts.Where(part => !IsEmpty(part.Column)).DistinctBy(part => (part.Column.Kind, part.Column.Width)).ToArray();
        if (kinds is [var first, var other, ..])
            throw new DataFormatException(
                other.Path, null, $"the column {other.Column} is {first.Column} in {first.Path}", "write the same kind of values in all tables of a set");

        // Of a column in which nothing is there, its type says nothing.
        var (name, width) = (parts[0].Column.Name, kinds is [var only] ? only.Column.Width : 1);
        if (kinds is [{ Column.Kind: ColumnKind.Category }])
            return Classes(name, parts);
        var field = new DataField(name, width == 1 ? [] : [width], new FieldKind.Numbers());
        return parts.Select(part => (part.Split, FieldPlan.Missing(field, IsEmpty(part.Column) ? Gaps(Rows(part.Column) * width) : ElementReader.Floats(part.Column.Values))));
    }

    private static float[] Gaps(int count)
    {
        var gaps = new float[count];
        Array.Fill(gaps, float.NaN);
        return gaps;
    }

    // Of a vector each number may be missing.
    private static int Rows(TableColumn empty) => empty.Missing!.Length / empty.Width;

    private static bool IsEmpty(TableColumn column) => column.Missing is { } missing && Array.TrueForAll(missing, isMissing => isMissing);

    private static IEnumerable<(SplitName? Split, PlannedValues Values)> Classes(string name, (SplitName? Split, string Path, TableColumn Column)[] parts)
    {
        ImmutableArray<string> levels = [.. parts.SelectMany(part => part.Column.Levels).Distinct().Order(StringComparer.Ordinal)];
        var field = new DataField(name, [], new FieldKind.Category(levels));
        foreach (var (split, _, column) in parts)
        {
            long[] places = [.. column.Levels.Select(level => (long)levels.BinarySearch(level, StringComparer.Ordinal))];
            yield return (split, new(field, column.Values is int[] codes ? Array.ConvertAll(codes, code => code < 0 ? -1 : places[code]) : [.. Enumerable.Repeat(-1L, Rows(column))])
            {
                Mask = column.Missing is null ? null : IsEmpty(column) ? new byte[Rows(column)] : Array.ConvertAll(column.Missing, isMissing => isMissing ? (byte)0 : (byte)1),
            });
        }
    }
}
