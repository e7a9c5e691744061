using System.Globalization;

namespace Hiwae.Data.Formats;

/// <summary>An array as it is in a file: a name, a shape and values of one kind. No tensor, so that the tensor engine may be loaded meanwhile.</summary>
/// <param name="Name">The name that the file gives it; that of the file where it gives none.</param>
/// <param name="Shape">Its dimensions; empty for a single number.</param>
/// <param name="Values">As many as the product of the dimensions: <c>bool[]</c>, <c>byte[]</c>, <c>int[]</c>, <c>long[]</c>, <c>float[]</c>, <c>double[]</c> or <c>string[]</c>.</param>
internal sealed record FileArray(string Name, ImmutableArray<int> Shape, Array Values)
{
    /// <summary>The file that it is from.</summary>
    public required string Path { get; init; }

    /// <summary>Whether the first dimension is the one that runs fastest, as MATLAB and Fortran have it; otherwise the last.</summary>
    public bool IsColumnMajor { get; init; }

    /// <summary>The kind of the values.</summary>
    public ArrayKind Kind => Values switch
    {
        bool[] => ArrayKind.Bool,
        byte[] => ArrayKind.Byte,
        int[] => ArrayKind.Int,
        long[] => ArrayKind.Long,
        float[] => ArrayKind.Float,
        double[] => ArrayKind.Double,
        _ => ArrayKind.Text,
    };

    /// <summary>The number of rows.</summary>
    public int Count => Shape.IsEmpty ? 1 : Shape[0];

    /// <summary>The array with its dimensions in the opposite order; the values stay where they are.</summary>
    public FileArray Transposed() => this with { Shape = [.. Shape.Reverse()], IsColumnMajor = !IsColumnMajor };

    /// <summary>The array with its last dimension as the one that runs fastest; the values are moved where another was.</summary>
    public FileArray RowMajor() => !IsColumnMajor
        ? this
        : this with
        {
            IsColumnMajor = false,
            Values = Shape.Count(size => size > 1) < 2 ? Values : Permutation.RowMajor(Values, Shape),
        };

    /// <summary>As in <c>x_train [60, 8, 8] of bytes</c>.</summary>
    public override string ToString() => $"{Files.Quotation.Of(Name)} [{string.Join(", ", Shape.Select(size => size.ToString(CultureInfo.InvariantCulture)))}] of {Noun}";

    private string Noun => Kind switch
    {
        ArrayKind.Bool => "truth values",
        ArrayKind.Byte => "bytes",
        ArrayKind.Int or ArrayKind.Long => "integers",
        ArrayKind.Float => "32-bit floats",
        ArrayKind.Double => "64-bit floats",
        _ => "texts",
    };
}
