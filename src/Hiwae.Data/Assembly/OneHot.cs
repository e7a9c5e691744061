using Hiwae.Data.Formats;

namespace Hiwae.Data.Assembly;

/// <summary>Labels that are written as a single one among zeros.</summary>
internal static class OneHot
{
    /// <summary>The place of the one in each row; null where a row has none, or anything else than zeros beside it.</summary>
    public static long[]? Classes(FileArray array)
    {
        var (count, width) = (array.Shape[0], array.Shape[^1]);
        if (array.Shape.Length != 2)
            return null;
        var values = ElementReader.Floats(array.Values);
        var classes = new long[count];
        for (var row = 0; row < count; row++)
        {
            var one = Array.IndexOf(values, 1f, row * width, width);
            if (one < 0 || values.AsSpan(row * width, width).ContainsAnyExcept(0f, 1f) || Array.IndexOf(values, 1f, one + 1, ((row + 1) * width) - one - 1) >= 0)
                return null;
            classes[row] = one - (row * width);
        }

        return classes;
    }
}
