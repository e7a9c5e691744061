using System.Text.RegularExpressions;
using Hiwae.Data.Formats;
using Hiwae.Data.Formats.Tables;

namespace Hiwae.Data.Assembly;

/// <summary>Tables whose columns are the pixels of an image, with at most one label, as MNIST goes around as CSV. Names of something else than pixels are fields, whatever their number.</summary>
internal static partial class PixelTable
{
    /// <summary>An array of pixels and, where there is one, an array of labels, for each table; null where they are no such tables.</summary>
    /// <param name="parts">The tables and their splits.</param>
    /// <param name="options">How files are read.</param>
    public static ImmutableArray<FileArray>? Arrays(IReadOnlyList<(SplitName? Split, DataTable Table)> parts, DataOptions options)
    {
        var arrays = ImmutableArray.CreateBuilder<FileArray>();
        foreach (var (split, table) in parts)
        {
            TableColumn[] labels = [.. table.Columns.Where(column => ArrayName.Of(column.Name).IsLabel)];
            TableColumn[] pixels = [.. table.Columns.Where(column => !labels.Contains(column))];
            if (labels.Length > 1 || Array.Exists(pixels, column => column.Kind != ColumnKind.Number || column.Missing is not null) || labels.Any(label => label.Missing is not null || label.Kind is not (ColumnKind.Number or ColumnKind.Category)))
                return null;
            if (!IsImage(pixels.Length, options.Width) && !(labels.Length == 0 && IsImage(pixels.Length - 1, options.Width)))
                return null;
            if (options.Width is null && !HaveNames([.. pixels.Select(column => column.Name)], hasLabel: labels.Length > 0))
                return null;
            var range = pixels.Select(column => PixelRange.Of(column.Values)).Aggregate((all, next) => all.With(next));
            var last = labels.Length == 0 ? pixels.Length - 1 : pixels.Length;
            if (!(range.AreBytes || pixels.Take(last).Skip(labels.Length == 0 ? 1 : 0).All(column => PixelRange.Of(column.Values).AreIntensities)))
                return null;
            var name = split is { } known ? known.ToString() : "";
            arrays.Add(new($"{name}_image", [table.Rows, pixels.Length], Rows(pixels, table.Rows)) { Path = table.Path });
            if (labels is [var label])
                arrays.Add(new($"{name}_label", [table.Rows], label.Values is int[] codes ? Array.ConvertAll(codes, code => label.Levels[code]) : label.Values) { Path = table.Path });
        }

        return arrays.ToImmutable();
    }

    private static bool IsImage(int columns, int? width) => width is { } told ? columns % told == 0 && columns > told : Orientation.Square(columns) is not null;

    /// <summary>Whether columns are called as pixels are: pixel12, px_3, 1x1, x0, or by numbers, all in one way; without a column of labels, one at an end may have another name.</summary>
    private static bool HaveNames(string[] names, bool hasLabel) =>
        AreAlike(names) || (!hasLabel && Orientation.Square(names.Length) is null && (AreAlike(names[1..]) || AreAlike(names[..^1])));

    private static bool AreAlike(string[] names) =>
        PixelName().Match(names[0]) is { Success: true } first
        && Array.TrueForAll(names, name => PixelName().Match(name) is { Success: true } match && match.Groups["word"].ValueSpan.SequenceEqual(first.Groups["word"].ValueSpan));

    // Columns without names are called column1, and V1 by R.
    [GeneratedRegex("^(?<word>column|pixels?|pix|px|p|x|image|v)?[ _.-]?[0-9]+([ _.,x-][0-9]+)*$", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture)]
    private static partial Regex PixelName();

    private static float[] Rows(TableColumn[] columns, int rows)
    {
        var values = new float[rows * columns.Length];
        for (var column = 0; column < columns.Length; column++)
        {
            var from = (double[])columns[column].Values;
            for (var row = 0; row < rows; row++)
                values[(row * columns.Length) + column] = (float)from[row];
        }

        return values;
    }
}
