using Hiwae.Data.Formats;

namespace Hiwae.Data.Assembly;

/// <summary>Matrices of images with a label beside each: one column more than the pixels of a square, or of rows of the width that is told.</summary>
internal static class LastColumn
{
    private const int MostClasses = 1000;

    /// <summary>The arrays with labels of their own taken out of matrices that have them as their first or their last column.</summary>
    public static ImmutableArray<NamedArray> Split(ImmutableArray<NamedArray> arrays, int? width)
    {
        if (arrays.Any(named => named.IsLabel) || arrays.Any(named => named.Array.Shape.Length != 2 || !HasOneMore(named.Array.Shape[1], width)))
            return arrays;
        var places = arrays.Select(named => Place(ElementReader.Floats(named.Array.Values), named.Array.Shape[0], named.Array.Shape[1])).ToArray();
        return places.All(place => place == places[0]) && places is [{ } at, ..]
            ? [.. arrays.SelectMany(named => Parted(named, at))]
            : arrays;
    }

    private static bool HasOneMore(int columns, int? width) => width is { } told
        ? columns % told != 0 && (columns - 1) % told == 0
        : Orientation.Square(columns) is null && Orientation.Square(columns - 1) is not null;

    /// <summary>
    /// The column of whole numbers at an end that is a label: the one that is above 1 where pixels are not; where they are, the one of two that vary that has the smaller numbers. The last one
    /// where that does not tell.
    /// </summary>
    private static int? Place(float[] values, int rows, int columns)
    {
        (bool IsWhole, float Most, bool Varies) Of(int column)
        {
            var some = Enumerable.Range(0, rows).Select(row => values[(row * columns) + column]).ToArray();
            return (Array.TrueForAll(some, value => value >= 0 && float.IsInteger(value) && value < MostClasses), some.Max(), Array.Exists(some, value => value != some[0]));
        }

        var (first, last) = (Of(0), Of(columns - 1));
        if (!first.IsWhole || !last.IsWhole)
            return last.IsWhole ? columns - 1 : first.IsWhole ? 0 : null;
        var areBytes = values.Where((_, i) => i % columns != 0 && i % columns != columns - 1).Any(value => value > 1);
        var isFirst = areBytes ? first.Varies && (!last.Varies || first.Most < last.Most) : first.Most > 1 && last.Most <= 1;
        return isFirst ? 0 : columns - 1;
    }

    private static NamedArray[] Parted(NamedArray named, int at)
    {
        var (rows, columns, from) = (named.Array.Shape[0], named.Array.Shape[1], ElementReader.Floats(named.Array.Values));
        var (pixels, labels) = (new float[rows * (columns - 1)], new long[rows]);
        for (var row = 0; row < rows; row++)
        {
            labels[row] = (long)from[(row * columns) + at];
            from.AsSpan(row * columns, at).CopyTo(pixels.AsSpan(row * (columns - 1)));
            from.AsSpan((row * columns) + at + 1, columns - at - 1).CopyTo(pixels.AsSpan((row * (columns - 1)) + at));
        }

        return
        [
            named with { Array = named.Array with { Shape = [rows, columns - 1], Values = pixels }, Field = named.Field == "" ? DataField.ImageName : named.Field },
            named with { Array = named.Array with { Shape = [rows], Values = labels }, Field = DataField.LabelName, IsLabel = true },
        ];
    }
}
