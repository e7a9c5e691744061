namespace Hiwae.Data.Formats;

/// <summary>Moves the values of arrays into another order of their dimensions.</summary>
internal static class Permutation
{
    // A block that both orders find in the nearest cache.
    private const int Block = 32;

    /// <summary>Values whose first dimension runs fastest, as the last one would have it.</summary>
    public static Array RowMajor(Array values, ImmutableArray<int> shape) =>
        Of(values, [.. shape.Reverse()], [.. Enumerable.Range(0, shape.Length).Reverse()]);

    /// <summary>Values with their dimensions in another order, both row-major.</summary>
    /// <param name="values">The values.</param>
    /// <param name="shape">Their dimensions.</param>
    /// <param name="order">For each dimension of the result: which one of the source it is.</param>
    public static Array Of(Array values, ImmutableArray<int> shape, ImmutableArray<int> order) => values switch
    {
        bool[] some => Moved(some, shape, order),
        byte[] some => Moved(some, shape, order),
        int[] some => Moved(some, shape, order),
        long[] some => Moved(some, shape, order),
        float[] some => Moved(some, shape, order),
        double[] some => Moved(some, shape, order),
        string[] some => Moved(some, shape, order),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static T[] Moved<T>(T[] from, ImmutableArray<int> shape, ImmutableArray<int> order)
    {
        var to = new T[from.Length];
        if (shape.Length == 2 && order[0] == 1)
        {
            Transpose(from, to, shape[0], shape[1]);
            return to;
        }

        var steps = new int[shape.Length];
        for (int i = shape.Length - 1, step = 1; i >= 0; step *= shape[i--])
            steps[i] = step;
        Span<int> place = stackalloc int[shape.Length];
        var at = 0;
        for (var i = 0; i < to.Length; i++)
        {
            to[i] = from[at];
            for (var d = order.Length - 1; d >= 0; d--)
            {
                at += steps[order[d]];
                if (++place[d] < shape[order[d]])
                    break;
                at -= steps[order[d]] * place[d];
                place[d] = 0;
            }
        }

        return to;
    }

    private static void Transpose<T>(T[] from, T[] to, int rows, int columns)
    {
        for (var top = 0; top < rows; top += Block)
        {
            for (var left = 0; left < columns; left += Block)
            {
                var (bottom, right) = (Math.Min(rows, top + Block), Math.Min(columns, left + Block));
                for (var row = top; row < bottom; row++)
                {
                    for (var column = left; column < right; column++)
                        to[(column * rows) + row] = from[(row * columns) + column];
                }
            }
        }
    }
}
