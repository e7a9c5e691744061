namespace Hiwae.Randomness;

/// <summary>The blocks of row 0 of a draw as a sequence of 64-bit integers, two of each block.</summary>
/// <param name="key">The generator's.</param>
/// <param name="draw">The number of the draw.</param>
internal struct WordStream(ulong key, long draw)
{
    private UInt128 counter = (UInt128)(ulong)draw << 64;
    private UInt128 block;
    private bool hasSecond;

    /// <summary>64 random bits.</summary>
    public ulong Next()
    {
        hasSecond = !hasSecond;
        if (!hasSecond)
            return (ulong)(block >> 64);
        block = Philox.Block(counter++, key);
        return (ulong)block;
    }

    /// <summary>One of 0 to count − 1, each exactly as likely: the multiplication of Lemire (2019), with rejection.</summary>
    /// <param name="count">At least 1.</param>
    public ulong Below(ulong count)
    {
        var high = Math.BigMul(Next(), count, out var low);
        if (low >= count)
            return high;
        for (var least = (0 - count) % count; low < least;)
            high = Math.BigMul(Next(), count, out low);
        return high;
    }
}
