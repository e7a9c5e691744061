namespace Hiwae.Data;

/// <summary>Fields of arrays and tensors that have a row for each datum; the type says what they are.</summary>
internal static class ArrayValues
{
    private const string Types = "float[] or double[] for numbers, float[,] or double[,] for several of each datum, string[] for names of classes, int[] or long[] for numbers of classes, "
        + "byte[,,] for images [data, height, width] and byte[,,,] for images with channels";

    /// <summary>The field of an array.</summary>
    /// <exception cref="ArgumentException">It is of no such type.</exception>
    public static FieldValues Of(string name, Array array) => array switch
    {
        float[] numbers => FieldValues.OfNumbers(name, numbers, 1),
        double[] numbers => FieldValues.OfNumbers(name, [.. numbers.Select(number => (float)number)], 1),
        float[,] numbers => FieldValues.OfNumbers(name, Flat<float>(numbers), numbers.GetLength(1)),
        double[,] numbers => FieldValues.OfNumbers(name, Array.ConvertAll(Flat<double>(numbers), number => (float)number), numbers.GetLength(1)),
        string?[] names => FieldValues.OfCategories(name, names),
        int[] labels => Labels(name, tensor([.. labels.Select(label => (long)label)])),
        long[] labels => Labels(name, tensor(labels)),
        byte[,,] or byte[,,,] => Image(name, array),
        _ => throw new ArgumentException($"{name} is of type {array.GetType().Name}; pass {Types}."),
    };

    /// <summary>The field of a tensor.</summary>
    /// <exception cref="ArgumentException">It is of another type or shape.</exception>
    public static FieldValues Of(string name, Tensor values) => (values.dtype, values.dim()) switch
    {
        (ScalarType.Float32, 1) => Numbers(new(name, [], new FieldKind.Numbers()), values.unsqueeze(1)),
        (ScalarType.Float32, 2) => Numbers(new(name, values.shape[1] == 1 ? [] : Shape(values), new FieldKind.Numbers()), values.alias()),
        (ScalarType.Byte or ScalarType.Float32, >= 3) => new(new(name, Shape(values), new FieldKind.Pixels(Binarisation.Stochastic)), values.flatten(1)),
        (ScalarType.Byte, 2) => new(new(name, Shape(values), new FieldKind.Pixels(Binarisation.Stochastic)), values.alias()),
        (ScalarType.Int64, 1) => Labels(name, values.alias()),
        _ => throw new ArgumentException(
            $"{name} is of type {values.dtype} and shape [{string.Join(", ", values.shape)}]; pass 32-bit floats [data, size] for numbers, bytes or floats in [0, 1] [data, …, height, width] for images, or 64-bit integers [data] for numbers of classes."),
    };

    private static T[] Flat<T>(Array numbers) where T : unmanaged
    {
        var flat = new T[numbers.Length];
        Buffer.BlockCopy(numbers, 0, flat, 0, Buffer.ByteLength(numbers));
        return flat;
    }

    /// <summary>Numbers, of which NaN is missing.</summary>
    private static FieldValues Numbers(DataField field, Tensor values)
    {
        using var scope = NewDisposeScope();
        var isMissing = values.isnan();
        return isMissing.any().ToBoolean()
            ? new(field, values.nan_to_num(0).MoveToOuterDisposeScope()) { Mask = isMissing.logical_not().to_type(ScalarType.Byte).MoveToOuterDisposeScope() }
            : new(field, values);
    }

    private static FieldValues Labels(string name, Tensor labels) => new(new(name, [], new FieldKind.Label()), labels);

    private static FieldValues Image(string name, Array pixels)
    {
        var bytes = new byte[pixels.LongLength];
        Buffer.BlockCopy(pixels, 0, bytes, 0, bytes.Length);
        var field = new DataField(name, [.. Enumerable.Range(1, pixels.Rank - 1).Select(pixels.GetLength)], new FieldKind.Pixels(Binarisation.Stochastic));
        return FieldValues.OfPixels(field, bytes);
    }

    private static ImmutableArray<int> Shape(Tensor values) => [.. values.shape[1..].Select(size => checked((int)size))];
}
