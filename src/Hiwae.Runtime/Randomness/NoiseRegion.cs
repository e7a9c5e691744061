namespace Hiwae.Randomness;

/// <summary>Some columns of some rows of a draw, and how they are to lie in memory.</summary>
/// <param name="Row">The first row.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="Column">The first column.</param>
/// <param name="Columns">The number of columns.</param>
/// <param name="Stride">The distance between the first numbers of neighbouring rows.</param>
internal readonly record struct NoiseRegion(long Row, long Rows, long Column, long Columns, long Stride)
{
    /// <summary>The largest number of rows of a draw: row numbers fill one word of the counter.</summary>
    public const long MostRows = 1L << 32;

    /// <summary>The largest number of columns of a draw.</summary>
    public const long MostColumns = 1L << 31;

    /// <summary>The region itself where its numbers are in their ranges.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is not; the message names it and its limit.</exception>
    public NoiseRegion Check()
    {
        CheckRange(Row, Rows, MostRows, "rows");
        CheckRange(Column, Columns, MostColumns, "columns");
        return Rows < 2 || Stride >= Columns
            ? this
            : throw new ArgumentOutOfRangeException(
                nameof(Stride), $"The stride of a draw of {Columns} columns is {Stride}; rows would overlap. It must be at least {Columns}.");
    }

    private static void CheckRange(long first, long count, long most, string what)
    {
        if (first < 0 || count < 0 || first > most - count)
            throw new ArgumentOutOfRangeException(what, $"A draw of {count} {what} from {first} on is asked for; they must lie from 0 to {most}.");
    }
}

/// <summary>Takes numbers as they are made, whole blocks of every row, and puts those that belong to a region where they belong.</summary>
/// <typeparam name="T">The type of the numbers.</typeparam>
internal unsafe struct Spread<T> where T : unmanaged
{
    private readonly long columns;
    private readonly long skipped;
    private readonly long length;
    private readonly long stride;
    private long rowsLeft;
    private long position;
    private T* to;

    /// <summary>A region of which nothing is filled yet.</summary>
    /// <param name="region">The region.</param>
    /// <param name="skipped">The count of numbers made of each row before the region's columns.</param>
    /// <param name="length">The count of numbers made of each row in all.</param>
    /// <param name="to">The address of the region's first number.</param>
    public Spread(NoiseRegion region, long skipped, long length, T* to)
    {
        (columns, stride, rowsLeft) = (region.Columns, region.Stride, region.Rows);
        (this.skipped, this.length) = (skipped, length);
        this.to = to;
    }

    /// <summary>Takes the next numbers; what comes after the last row is left out.</summary>
    public void Take(T* numbers, long count)
    {
        while (count > 0 && rowsLeft > 0)
        {
            var some = Math.Min(count, length - position);
            var (begin, end) = (Math.Max(position, skipped), Math.Min(position + some, skipped + columns));
            if (begin < end)
                Copy(numbers + (begin - position), to + (begin - skipped), end - begin);
            numbers += some;
            count -= some;
            position += some;
            if (position < length)
                continue;
            position = 0;
            to += stride;
            rowsLeft--;
        }
    }

    private static void Copy(T* from, T* to, long count)
    {
        if (count > 8)
        {
            new ReadOnlySpan<T>(from, (int)count).CopyTo(new(to, (int)count));
            return;
        }

        for (var i = 0; i < count; i++)
            to[i] = from[i];
    }
}
