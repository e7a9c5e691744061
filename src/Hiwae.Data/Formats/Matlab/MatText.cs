using System.Text;

namespace Hiwae.Data.Formats.Matlab;

/// <summary>Texts of .mat files: a matrix of characters, a text a row.</summary>
internal static class MatText
{
    /// <summary>The most characters that are read.</summary>
    public const int Most = 1 << 20;

    /// <summary>The rows, without the spaces that fill them up.</summary>
    /// <param name="codes">The codes of characters, column by column.</param>
    /// <param name="rows">The number of rows.</param>
    /// <param name="type">How they are stored.</param>
    public static string[] Rows(Array codes, int rows, MatType type)
    {
        int[] characters = codes switch
        {
            byte[] bytes when type == MatType.Utf8 => [.. Encoding.UTF8.GetString(bytes).EnumerateRunes().Select(rune => rune.Value)],
            byte[] bytes => Array.ConvertAll(bytes, code => (int)code),
            int[] ints => ints,
            long[] longs => Array.ConvertAll(longs, code => (int)Math.Min(code, int.MaxValue)),
            _ => [],
        };
        var columns = rows == 0 ? 0 : characters.Length / rows;
        return [.. Enumerable.Range(0, Math.Min(rows, characters.Length)).Select(row => Row(characters, row, rows, columns))];
    }

    private static string Row(int[] characters, int row, int rows, int columns)
    {
        var text = new StringBuilder(columns);
        for (var column = 0; column < columns; column++)
        {
            var code = characters[(column * rows) + row];
            text.Append(Rune.IsValid(code) ? new Rune(code).ToString() : code is >= char.MinValue and <= char.MaxValue ? ((char)code).ToString() : "\uFFFD");
        }

        return text.ToString().TrimEnd();
    }
}
