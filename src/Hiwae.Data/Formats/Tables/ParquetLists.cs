using System.Numerics;
using Hiwae.Files;
using Parquet.Data;
using Leaf = Parquet.Schema.DataField;

namespace Hiwae.Data.Formats.Tables;

/// <summary>Columns of Parquet files whose cells are lists of numbers, all of one length.</summary>
internal static class ParquetLists
{
    /// <summary>Takes a row group: as many numbers a row as the first list has, NaN where one or a whole list is missing.</summary>
    /// <param name="path">The file's path in messages.</param>
    /// <param name="name">The column's name.</param>
    /// <param name="raw">Its values and levels.</param>
    /// <param name="field">The column.</param>
    /// <param name="elements">The numbers so far.</param>
    /// <param name="first">The number of the first row.</param>
    /// <param name="count">The number of rows.</param>
    /// <param name="width">The length of the lists so far.</param>
    /// <param name="most">The longest that lists may be.</param>
    /// <returns>The length of the lists; null as long as all are missing.</returns>
    /// <exception cref="DataFormatException">Lists have several lengths.</exception>
    public static int? Take<T>(string path, string name, RawColumnData<T> raw, Leaf field, List<float> elements, int first, int count, int? width, long most)
        where T : struct, INumber<T>
    {
        var starts = raw.RepetitionLevels;
        var levels = raw.DefinitionLevels;
        var values = raw.Values;
        if (starts.Length != levels.Length || starts.Length == 0 || starts[0] != 0)
            throw new InvalidDataException($"{Quotation.Of(name)} has lists that do not begin");
        var (at, row) = (0, 0);
        for (int start = 0, end; start < starts.Length; start = end, row++)
        {
            for (end = start + 1; end < starts.Length && starts[end] != 0;)
                end++;

            // A list that is missing, or empty, has one entry, which is none of its elements.
            var isMissing = end == start + 1 && levels[start] < field.MaxDefinitionLevel - (field.IsNullable ? 1 : 0);
            if (!isMissing)
            {
                if (end - start > most)
                    throw new DataFormatException(path, null, $"the column {Quotation.Of(name)} has lists of {end - start}, longer than the file can be expected to hold for so many rows", DataFile.Download);
                if (width is null)
                    elements.InsertRange(0, Enumerable.Repeat(float.NaN, (first + row) * (end - start)));
                width ??= end - start;
                if (width != end - start)
                    throw new DataFormatException(
                        path, null, $"row {first + row + 1} has a list of {end - start} in the column {Quotation.Of(name)}, where those before have {width}", "make lists of one length, or leave the column out");
            }

            for (var i = 0; i < (isMissing ? width ?? 0 : end - start); i++)
                elements.Add(!isMissing && levels[start + i] == field.MaxDefinitionLevel ? float.CreateChecked(values[at++]) : float.NaN);
        }

        return row == count ? width : throw new InvalidDataException($"{Quotation.Of(name)} has {row} lists where there are {count} rows");
    }

    /// <summary>The column.</summary>
    public static TableColumn End(string path, string name, List<float> elements, int rows, int? width)
    {
        var found = width ?? throw new DataFormatException(path, null, $"all lists of the column {Quotation.Of(name)} are missing or empty", "leave the column out");
        var values = elements.ToArray();
        return values.Length == (long)rows * found
            ? new(name, ColumnKind.Vector, values) { Width = found, Missing = values.Any(float.IsNaN) ? Array.ConvertAll(values, float.IsNaN) : null }
            : throw new DataFormatException(path, null, $"the column {Quotation.Of(name)} has {values.Length} numbers for {rows} lists of {found}", DataFile.Download);
    }
}
