namespace Hiwae.Randomness;

/// <summary>
/// What random numbers are made with, on vectors of one width. Every operation is exact, or rounds once as IEEE 754 says, so that all widths and all
/// processors give the same bits. The end of a name says what lanes are taken for: integers of 32 or 64 bits, or floating-point numbers.
/// </summary>
/// <typeparam name="V">The vector, of whatever lanes.</typeparam>
internal interface IWords<V> where V : unmanaged
{
    /// <summary>Lanes of 64 bits.</summary>
    static abstract int Count { get; }

    /// <summary>A number in every 64 bits.</summary>
    static abstract V Of64(ulong value);

    /// <summary>A number in every 32 bits.</summary>
    static abstract V Of32(uint value);

    /// <summary>A number in every 32 bits.</summary>
    static abstract V OfSingle(float value);

    /// <summary>A number in every 64 bits.</summary>
    static abstract V OfDouble(double value);

    static abstract V And(V a, V b);
    static abstract V Or(V a, V b);
    static abstract V Xor(V a, V b);

    /// <summary>The bits of the first where the mask has ones, else those of the second.</summary>
    static abstract V Select(V mask, V a, V b);

    /// <summary>The whole products of the lower halves of 64-bit lanes.</summary>
    static abstract V Product32(V a, V b);

    static abstract V Add64(V a, V b);
    static abstract V Subtract64(V a, V b);
    static abstract V ShiftLeft64(V a, int count);
    static abstract V ShiftRight64(V a, int count);
    static abstract V Add32(V a, V b);
    static abstract V Subtract32(V a, V b);
    static abstract V ShiftLeft32(V a, int count);
    static abstract V ShiftRight32(V a, int count);

    /// <summary>Filled up with the sign.</summary>
    static abstract V ShiftRightSigned32(V a, int count);

    /// <summary>Ones where the first is greater, as signed integers.</summary>
    static abstract V Exceeds32(V a, V b);

    /// <summary>Signed integers as floats.</summary>
    static abstract V SingleOf32(V a);

    static abstract V AddSingle(V a, V b);
    static abstract V MultiplySingle(V a, V b);

    /// <summary>a b + c, rounded once.</summary>
    static abstract V FusedSingle(V a, V b, V c);

    static abstract V MaxSingle(V a, V b);
    static abstract V RootSingle(V a);
    static abstract V MultiplyDouble(V a, V b);
    static abstract V AddDouble(V a, V b);
    static abstract V DivideDouble(V a, V b);

    /// <summary>a b + c, rounded once.</summary>
    static abstract V FusedDouble(V a, V b, V c);

    static abstract V MaxDouble(V a, V b);
    static abstract V RootDouble(V a);

    /// <summary>In each 128 bits the lower two 32-bit lanes of both, in turns.</summary>
    static abstract V Low32(V a, V b);

    /// <summary>In each 128 bits the upper two 32-bit lanes of both, in turns.</summary>
    static abstract V High32(V a, V b);

    /// <summary>In each 128 bits the lower 64 of both.</summary>
    static abstract V Low64(V a, V b);

    /// <summary>In each 128 bits the upper 64 of both.</summary>
    static abstract V High64(V a, V b);
}
