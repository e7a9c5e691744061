using Hiwae.Data.Assembly;
using Microsoft.ML;
using Microsoft.ML.Data;

namespace Hiwae.Data;

/// <summary>Data sets from data views of ML.NET.</summary>
public static class DataViews
{
    private const string Remedy = "leave the column out, or convert it to Single, to a vector of Single, or to text";

    /// <summary>
    /// A set of the columns of a view: numbers and vectors of them, of which NaN is missing; texts as categories, missing where they are empty; truth values as the categories false and true; keys as
    /// categories, too, by their texts where they have some. Hidden columns are left out.
    /// </summary>
    /// <param name="view">The view, which is gone through once.</param>
    /// <param name="name">What the set is called.</param>
    /// <param name="division">How the data are divided; a tenth for validation and a tenth for the test where null.</param>
    /// <param name="columns">The columns that are taken; all that can be where none is named.</param>
    /// <exception cref="ArgumentException">A column that is named is not there, or is of a type that has no place in a data set; or there are too few rows to divide.</exception>
    public static DataSet ToDataSet(this IDataView view, string name = "view", Division? division = null, params IReadOnlyCollection<string> columns)
    {
        DataViewSchema.Column[] chosen = columns.Count == 0
            ? [.. view.Schema.Where(column => !column.IsHidden && ViewColumn.Of(column) is not null)]
            : [.. columns.Select(wanted => view.Schema.GetColumnOrNull(wanted) ?? throw new ArgumentException(
                $"The view has no column '{wanted}'; it has {string.Join(", ", view.Schema.Select(column => column.Name))}.", nameof(columns)))];
        ViewColumn[] readers = [.. chosen.Select(column => ViewColumn.Of(column) ?? throw new ArgumentException($"The column {column.Name} is of type {column.Type}; {Remedy}.", nameof(columns)))];
        if (readers.Length == 0)
            throw new ArgumentException($"The view has no column of numbers, texts or truth values; it has {string.Join(", ", view.Schema.Select(column => $"{column.Name} of {column.Type}"))}.", nameof(view));
        using (var cursor = view.GetRowCursor(chosen))
        {
            Action[] takes = [.. readers.Select(reader => reader.Open(cursor))];
            while (cursor.MoveNext())
            {
                foreach (var take in takes)
                    take();
            }
        }

        return (division ?? new()).Of(name, new([.. readers.Select(reader => reader.End().ToFieldValues())]));
    }
}
