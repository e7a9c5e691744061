using Hiwae.Data.Formats;

namespace Hiwae.Data.Assembly;

/// <summary>Finds whether a matrix has a datum in each row or, as is usual in MATLAB, in each column.</summary>
internal static class Orientation
{
    /// <summary>The smallest image that a row of numbers is taken for without being told.</summary>
    public const int LeastSide = 8;

    /// <summary>The arrays with a row for each datum.</summary>
    public static ImmutableArray<NamedArray> RowsFirst(ImmutableArray<NamedArray> arrays)
    {
        var columns = AreColumns([.. arrays.Where(named => named.Array.IsColumnMajor)]);
        return
        [
            .. arrays.Select(named => named with
            {
                Array = named.IsVector && named.Array.Shape.Length > 1 ? Vector(named.Array) : columns && named.Array.IsColumnMajor ? LastFirst(named.Array) : named.Array.RowMajor(),
            }),
        ];
    }

    /// <summary>The side of the square that so many pixels are; null where they are none, or fewer than are taken for an image.</summary>
    public static int? Square(int size) => (int)Math.Round(Math.Sqrt(size)) is >= LeastSide and var side && side * side == size ? side : null;

    // Labels, and the same data of another split, tell which dimension counts data.
    private static bool AreColumns(ImmutableArray<NamedArray> arrays)
    {
        NamedArray[] matrices = [.. arrays.Where(named => !named.IsVector && !named.IsLabel)];
        var (rows, columns) = (0, 0);
        foreach (var matrix in matrices)
        {
            var shape = matrix.Array.Shape;
            foreach (var other in arrays.Where(other => other.Split == matrix.Split && other != matrix && other.Array.Shape.Any(size => size > 1)))
            {
                var (first, last) = other.IsVector ? (other.Array.Shape.Max(), other.Array.Shape.Max()) : (other.Array.Shape[0], other.Array.Shape[^1]);
                (rows, columns) = (rows + (shape[0] == first ? 1 : 0), columns + (shape[^1] == last ? 1 : 0));
            }

            foreach (var other in matrices.Where(other => other.Split != matrix.Split && other.Field == matrix.Field))
            {
                var (isTail, isHead) = (shape.AsSpan()[1..].SequenceEqual(other.Array.Shape.AsSpan()[1..]), shape.AsSpan()[..^1].SequenceEqual(other.Array.Shape.AsSpan()[..^1]));
                (rows, columns) = (rows + (isTail ? 1 : 0), columns + (isHead ? 1 : 0));
            }
        }

        return columns > rows || (columns == rows && matrices is [{ Array.Shape: [var first0, var last0] }] && Square(first0) is not null && Square(last0) is null);
    }

    private static FileArray Vector(FileArray array) => array with { Shape = [array.Shape.Aggregate(1, (product, size) => product * size)], IsColumnMajor = false };

    private static FileArray LastFirst(FileArray array)
    {
        if (array.Shape.Length == 2)
            return array.Transposed().RowMajor();
        var rows = array.RowMajor();
        ImmutableArray<int> order = [rows.Shape.Length - 1, .. Enumerable.Range(0, rows.Shape.Length - 1)];
        return rows with { Shape = [.. order.Select(place => rows.Shape[place])], Values = Permutation.Of(rows.Values, rows.Shape, order) };
    }
}
