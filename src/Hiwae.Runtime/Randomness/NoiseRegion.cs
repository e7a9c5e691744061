namespace Hiwae.Randomness;

/// <summary>Some columns of some rows of a draw, and how they are to lie in memory.</summary>
/// <param name="Row">The first row.</param>
/// <param name="Rows">How many.</param>
/// <param name="Column">The first column.</param>
/// <param name="Columns">How many.</param>
/// <param name="Stride">So many numbers after the first of a row is the first of the next.</param>
internal readonly record struct NoiseRegion(long Row, long Rows, long Column, long Columns, long Stride)
{
    /// <summary>Rows that a draw may have: their numbers fill one word of the counter.</summary>
    public const long MostRows = 1L << 32;

    /// <summary>Columns that a draw may have.</summary>
    public const long MostColumns = 1L << 31;

    /// <summary>The region itself where its numbers are in their ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not; the message names it and its limit.</exception>
    public NoiseRegion Check()
    {
        Within(Row, Rows, MostRows, "rows");
        Within(Column, Columns, MostColumns, "columns");
        return Rows < 2 || Stride >= Columns
            ? this
            : throw new ArgumentOutOfRangeException(
                nameof(Stride), $"The stride of a draw of {Columns} columns is {Stride}; rows would overlap. It must be at least {Columns}.");
    }

    private static void Within(long first, long count, long most, string what)
    {
        if (first < 0 || count < 0 || first > most - count)
            throw new ArgumentOutOfRangeException(what, $"A draw of {count} {what} from {first} on is asked for; they must lie from 0 to {most}.");
    }
}
