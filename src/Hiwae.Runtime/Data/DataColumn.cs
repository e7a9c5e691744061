namespace Hiwae.Data;

/// <summary>A field of a data set as a function of whatever a datum is in a program, for <see cref="DataSet.FromEnumerable{T}"/>.</summary>
/// <typeparam name="T">The type of a datum.</typeparam>
public abstract class DataColumn<T>
{
    private protected DataColumn(string name) => Name = string.IsNullOrWhiteSpace(name)
        ? throw new ArgumentException("A column has an empty name; give each a name that [Column(\"…\")] can refer to.", nameof(name))
        : name;

    /// <summary>The name of the field.</summary>
    public string Name { get; }

    /// <summary>The field of all data.</summary>
    internal abstract FieldValues Of(IReadOnlyList<T> rows);
}

/// <summary>Columns of data that are objects of a program.</summary>
public static class DataColumn
{
    /// <summary>A number; null, or NaN, where it is missing.</summary>
    /// <typeparam name="T">The type of a datum.</typeparam>
    /// <param name="name">The name of the field.</param>
    /// <param name="value">The number of a datum.</param>
    public static DataColumn<T> Number<T>(string name, Func<T, double?> value) => new NumberColumn<T>(name, value);

    /// <summary>Several numbers, as many of each datum; NaN where one is missing.</summary>
    /// <inheritdoc cref="Number{T}"/>
    public static DataColumn<T> Numbers<T>(string name, Func<T, float[]> value) => new NumbersColumn<T>(name, value);

    /// <summary>One of some names; null where it is missing.</summary>
    /// <typeparam name="T">The type of a datum.</typeparam>
    /// <param name="name">The name of the field.</param>
    /// <param name="value">The name of a datum's class.</param>
    /// <param name="levels">All names, in the order in which they are counted; those that occur, in alphabetical order, where null.</param>
    public static DataColumn<T> Category<T>(string name, Func<T, string?> value, IEnumerable<string>? levels = null) => new CategoryColumn<T>(name, value, levels);

    /// <summary>An image: bytes, row by row, of which 255 is white.</summary>
    /// <typeparam name="T">The type of a datum.</typeparam>
    /// <param name="name">The name of the field.</param>
    /// <param name="value">The pixels of a datum, as many as the shape says.</param>
    /// <param name="shape">[height, width] or [channels, height, width].</param>
    public static DataColumn<T> Image<T>(string name, Func<T, byte[]> value, params ReadOnlySpan<int> shape) => new ImageColumn<T>(name, value, [.. shape]);

    /// <summary>The value of every datum, which must have as many numbers as the first.</summary>
    private static TValue[] Rectangle<T, TValue>(IReadOnlyList<T> rows, string name, Func<T, TValue[]> value, int? size)
    {
        TValue[][] values = [.. rows.Select(value)];
        var width = size ?? values.FirstOrDefault()?.Length ?? 0;
        var odd = Array.FindIndex(values, row => row.Length != width);
        if (odd >= 0)
            throw new ArgumentException(
                $"The column {name} has {values[odd].Length} values in row {odd} (counted from 0), but {width} {(size is null ? "in the first" : "by its shape")}; let all rows have as many.");
        return [.. values.SelectMany(row => row)];
    }

    private sealed class NumberColumn<T>(string name, Func<T, double?> value) : DataColumn<T>(name)
    {
        internal override FieldValues Of(IReadOnlyList<T> rows) => FieldValues.OfNumbers(Name, [.. rows.Select(row => (float)(value(row) ?? double.NaN))], 1);
    }

    private sealed class NumbersColumn<T>(string name, Func<T, float[]> value) : DataColumn<T>(name)
    {
        internal override FieldValues Of(IReadOnlyList<T> rows)
        {
            var values = Rectangle(rows, Name, value, null);
            return FieldValues.OfNumbers(Name, values, rows.Count == 0 ? 1 : values.Length / rows.Count);
        }
    }

    private sealed class CategoryColumn<T>(string name, Func<T, string?> value, IEnumerable<string>? levels) : DataColumn<T>(name)
    {
        internal override FieldValues Of(IReadOnlyList<T> rows) => FieldValues.OfCategories(Name, [.. rows.Select(value)], levels?.ToImmutableArray());
    }

    private sealed class ImageColumn<T>(string name, Func<T, byte[]> value, ImmutableArray<int> shape) : DataColumn<T>(name)
    {
        internal override FieldValues Of(IReadOnlyList<T> rows)
        {
            var field = new DataField(Name, shape, new FieldKind.Pixels(Binarisation.Stochastic));
            return FieldValues.OfPixels(field, Rectangle(rows, Name, value, field.Size));
        }
    }
}
