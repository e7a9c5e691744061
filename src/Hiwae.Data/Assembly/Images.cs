using Hiwae.Data.Formats;

namespace Hiwae.Data.Assembly;

/// <summary>Finds whether arrays are images, and brings their pixels into the order [channels, height, width].</summary>
internal static class Images
{
    /// <summary>The shape of an image of each row; null where rows have none.</summary>
    /// <param name="row">The dimensions behind that of the data.</param>
    /// <param name="width">The pixels of a row of the image, where the user says it.</param>
    /// <returns>The shape, and whether it is a guess.</returns>
    public static (ImmutableArray<int> Shape, bool IsGuess)? ShapeOf(ReadOnlySpan<int> row, int? width) => row switch
    {
        [var size] when width is { } told && size % told == 0 => ([size / told, told], false),
        [var size] when Orientation.Square(size) is { } side => ([side, side], true),
        [> 1, > 1] => ([row[0], row[1]], false),
        [1, var height, var across] => ([height, across], false),
        [var height, var across, 1] => ([height, across], false),
        [var height, var across, 3 or 4] when height is not (3 or 4) => ([row[2], height, across], false),
        [_, _, _] => ([.. row], false),
        _ => null,
    };

    /// <summary>The values with channels first, and rows of pixels as columns where that is asked for.</summary>
    /// <param name="array">The array, row-major.</param>
    /// <param name="shape">The shape of an image, as <see cref="ShapeOf"/> says it.</param>
    /// <param name="transpose">Whether height and width are exchanged.</param>
    public static (Array Values, ImmutableArray<int> Shape) Ordered(FileArray array, ImmutableArray<int> shape, bool transpose)
    {
        var (values, count) = (array.Values, array.Shape[0]);
        if (shape is [var channels, var height, var width] && array.Shape is [_, _, _, var last] && last == channels && array.Shape[1] == height)
            values = Permutation.Of(values, [count, height, width, channels], [0, 3, 1, 2]);
        if (!transpose)
            return (values, shape);
        ImmutableArray<int> all = [count, .. shape];
        ImmutableArray<int> order = [.. Enumerable.Range(0, all.Length - 2), all.Length - 1, all.Length - 2];
        return (Permutation.Of(values, all, order), [.. order.Skip(1).Select(place => all[place])]);
    }
}
