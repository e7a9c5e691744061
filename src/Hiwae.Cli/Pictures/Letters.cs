namespace Hiwae.Cli.Pictures;

/// <summary>Small letters for labels in pictures of pixels, five wide and nine high with what hangs below the line; capitals are drawn as small ones.</summary>
public static class Letters
{
    /// <summary>Pixels from one line to the next.</summary>
    public const int LineHeight = 11;

    private const int Width = 5;
    private const int Height = 9;
    private const int Advance = Width + 1;
    private const char Ink = '#';

    // Each row of letters is headed by them.
    private const string Drawn = """
        a     b     c     d     e     f     g     h     i
        ..... #.... ..... ....# ..... ..##. ..... #.... ..#..
        ..... #.... ..... ....# ..... .#... ..... #.... .....
        .###. ####. .#### .#### .###. ####. .#### ####. .##..
        ....# #...# #.... #...# #...# .#... #...# #...# ..#..
        .#### #...# #.... #...# ##### .#... #...# #...# ..#..
        #...# #...# #.... #...# #.... .#... #...# #...# ..#..
        .#### ####. .#### .#### .###. .#... .#### #...# .###.
        ..... ..... ..... ..... ..... ..... ....# ..... .....
        ..... ..... ..... ..... ..... ..... .###. ..... .....
        j     k     l     m     n     o     p     q     r
        ...#. #.... .##.. ..... ..... ..... ..... ..... .....
        ..... #.... ..#.. ..... ..... ..... ..... ..... .....
        ..##. #..#. ..#.. ##.#. ####. .###. ####. .#### #.##.
        ...#. #.#.. ..#.. #.#.# #...# #...# #...# #...# ##...
        ...#. ##... ..#.. #.#.# #...# #...# #...# #...# #....
        ...#. #.#.. ..#.. #.#.# #...# #...# #...# #...# #....
        ...#. #..#. .###. #.#.# #...# .###. ####. .#### #....
        #..#. ..... ..... ..... ..... ..... #.... ....# .....
        .##.. ..... ..... ..... ..... ..... #.... ....# .....
        s     t     u     v     w     x     y     z     0
        ..... .#... ..... ..... ..... ..... ..... ..... .###.
        ..... .#... ..... ..... ..... ..... ..... ..... #...#
        .#### ####. #...# #...# #...# #...# #...# ##### #..##
        #.... .#... #...# #...# #.#.# .#.#. #...# ...#. #.#.#
        .###. .#... #...# #...# #.#.# ..#.. #...# ..#.. ##..#
        ....# .#... #...# .#.#. #.#.# .#.#. #...# .#... #...#
        ####. ..##. .#### ..#.. .#.#. #...# .#### ##### .###.
        ..... ..... ..... ..... ..... ..... ....# ..... .....
        ..... ..... ..... ..... ..... ..... .###. ..... .....
        1     2     3     4     5     6     7     8     9
        ..#.. .###. .###. ...#. ##### .###. ##### .###. .###.
        .##.. #...# #...# ..##. #.... #.... ....# #...# #...#
        ..#.. ....# ....# .#.#. ####. #.... ...#. #...# #...#
        ..#.. ..##. ..##. #..#. ....# ####. ..#.. .###. .####
        ..#.. .#... ....# ##### ....# #...# ..#.. #...# ....#
        ..#.. #.... #...# ...#. #...# #...# ..#.. #...# ....#
        .###. ##### .###. ...#. .###. .###. ..#.. .###. .###.
        ..... ..... ..... ..... ..... ..... ..... ..... .....
        ..... ..... ..... ..... ..... ..... ..... ..... .....
        -     _     .     :     ,
        ..... ..... ..... ..... .....
        ..... ..... ..... ..... .....
        ..... ..... ..... .##.. .....
        ..... ..... ..... .##.. .....
        .###. ..... ..... ..... .....
        ..... ..... .##.. .##.. .##..
        ..... ..... .##.. .##.. .##..
        ..... ..... ..... ..... ..#..
        ..... ##### ..... ..... .#...
        """;

    private static readonly IReadOnlyDictionary<char, string[]> Shapes = Read(Drawn);

    /// <summary>The pixels that a line of text is wide.</summary>
    public static int WidthOf(string line) => line.Length == 0 ? 0 : (line.Length * Advance) - 1;

    /// <summary>Draws a line of text; a character that has no letter here is a filled box.</summary>
    /// <param name="sheet">The picture.</param>
    /// <param name="line">The text.</param>
    /// <param name="left">Pixels from the left.</param>
    /// <param name="top">Pixels from the top.</param>
    /// <param name="scale">The side of the square that each pixel of a letter becomes.</param>
    /// <param name="shade">Of the letters.</param>
    public static void Draw(GreyImage sheet, string line, int left, int top, int scale, byte shade)
    {
        foreach (var (place, letter) in line.Index())
        {
            for (var y = 0; y < Height * scale; y++)
            {
                for (var x = 0; x < Width * scale; x++)
                {
                    var (column, row) = (left + (place * Advance * scale) + x, top + y);
                    if (column < sheet.Width && row < sheet.Height && IsInk(letter, x / scale, y / scale))
                        sheet.Pixels[(row * sheet.Width) + column] = shade;
                }
            }
        }
    }

    private static bool IsInk(char letter, int x, int y) => letter != ' '
        && (Shapes.TryGetValue(char.ToLowerInvariant(letter), out var rows) ? rows[y][x] == Ink : y is > 1 and < 7);

    private static Dictionary<char, string[]> Read(string drawn)
    {
        var shapes = new Dictionary<char, string[]>();
        foreach (var block in drawn.Split('\n').Select(line => line.TrimEnd('\r')).Chunk(1 + Height))
        {
            for (var left = 0; left < block[0].Length; left += Advance)
                shapes[block[0][left]] = [.. block[1..].Select(row => row.Substring(left, Width))];
        }

        return shapes;
    }
}
