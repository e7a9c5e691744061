namespace Hiwae.Data;

// Sets from what a program has in memory.
public sealed partial record DataSet
{
    /// <summary>
    /// A set of arrays that have a row for each datum, such as <c>("age", ages), ("image", images)</c>: <c>float[]</c> and <c>double[]</c> are numbers, of which NaN is missing;
    /// <c>float[,]</c> and <c>double[,]</c> several numbers of each datum; <c>string[]</c> names of classes, null where missing; <c>int[]</c> and <c>long[]</c> numbers of classes; <c>byte[,,]</c> images,
    /// [data, height, width] with 255 as white, and <c>byte[,,,]</c> such with channels before the height.
    /// </summary>
    /// <param name="name">What the set is called.</param>
    /// <param name="division">How the data are divided.</param>
    /// <param name="arrays">A name for each, which <see cref="ColumnAttribute"/> refers to, and the values.</param>
    /// <exception cref="ArgumentException">An array is of another type or of another number of rows, or there is none, or too few rows to divide.</exception>
    public static DataSet FromArrays(string name, Division division, params IEnumerable<(string Name, Array Values)> arrays) =>
        division.Of(name, new([.. arrays.Select(array => ArrayValues.Of(array.Name, array.Values))]));

    /// <summary>A set of objects of a program.</summary>
    /// <typeparam name="T">The type of a datum.</typeparam>
    /// <param name="name">What the set is called.</param>
    /// <param name="division">How the data are divided.</param>
    /// <param name="rows">The data, which are gone through once.</param>
    /// <param name="columns">The fields of a datum, such as <c>DataColumn.Number("age", (Person person) => person.Age)</c>.</param>
    /// <exception cref="ArgumentException">A column has rows of different sizes, or there is none, or too few rows to divide.</exception>
    public static DataSet FromEnumerable<T>(string name, Division division, IEnumerable<T> rows, params IEnumerable<DataColumn<T>> columns)
    {
        IReadOnlyList<T> all = [.. rows];
        return division.Of(name, new([.. columns.Select(column => column.Of(all))]));
    }

    /// <summary>
    /// A set of tensors that have a row for each datum: 32-bit floats [data, size] are numbers, bytes [data, …shape] images of 255 as white, and 64-bit integers [data] numbers of classes. NaN is missing. They are
    /// copied, and stay the caller's.
    /// </summary>
    /// <param name="name">What the set is called.</param>
    /// <param name="division">How the data are divided.</param>
    /// <param name="tensors">At least one.</param>
    /// <param name="names">Names of the fields; <c>0</c>, <c>1</c>, … where null.</param>
    /// <exception cref="ArgumentException">A tensor is of another type or of another number of rows, or there is none, or too few rows to divide.</exception>
    public static DataSet FromTensors(string name, Division division, IReadOnlyList<Tensor> tensors, IReadOnlyList<string>? names = null)
    {
        if (names is not null && names.Count != tensors.Count)
            throw new ArgumentException($"There are {names.Count} names for {tensors.Count} tensors; pass one for each, or none.", nameof(names));
        return division.Of(name, new([.. tensors.Select((values, place) => ArrayValues.Of(names?[place] ?? place.ToString(System.Globalization.CultureInfo.InvariantCulture), values))]));
    }
}
