namespace Hiwae.Compilation.Lanes;

/// <summary>
/// A vector of 32-bit floats of one width. Kernels are written once over it; the compiler makes a version for each width. Comparisons give masks, all bits of a
/// lane set or none, for <see cref="Select"/>; what the names say of bits is of the lanes as 32-bit integers.
/// </summary>
/// <typeparam name="TSelf">The width.</typeparam>
internal unsafe interface ILanes<TSelf> where TSelf : struct, ILanes<TSelf>
{
    /// <summary>The number of floats.</summary>
    static abstract int Count { get; }

    /// <summary>The number of vector registers of the processor.</summary>
    static abstract int Registers { get; }

    static abstract TSelf Zero { get; }

    static abstract TSelf Load(float* from);

    /// <summary>The first floats, 0 … Count of them, and zeros; nothing behind them is touched.</summary>
    static abstract TSelf Load(float* from, int count);

    static abstract void Store(float* to, TSelf value);

    /// <summary>Writes the first floats of a count, and nothing behind them.</summary>
    static abstract void Store(float* to, TSelf value, int count);

    static abstract TSelf All(float value);

    static abstract TSelf AllBits(uint bits);

    static abstract TSelf operator +(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf left, TSelf right);

    static abstract TSelf operator *(TSelf left, TSelf right);

    static abstract TSelf operator /(TSelf left, TSelf right);

    static abstract TSelf operator -(TSelf value);

    /// <summary>left · right + addend, rounded once where the processor can.</summary>
    static abstract TSelf MultiplyAdd(TSelf left, TSelf right, TSelf addend);

    static abstract TSelf Abs(TSelf value);

    static abstract TSelf Sqrt(TSelf value);

    static abstract TSelf Floor(TSelf value);

    /// <summary>The larger; which one where one is not a number is not said.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    static abstract TSelf Min(TSelf left, TSelf right);

    static abstract TSelf Less(TSelf left, TSelf right);

    static abstract TSelf LessOrEqual(TSelf left, TSelf right);

    static abstract TSelf Equal(TSelf left, TSelf right);

    static abstract TSelf And(TSelf left, TSelf right);

    static abstract TSelf Or(TSelf left, TSelf right);

    static abstract TSelf Xor(TSelf left, TSelf right);

    /// <summary>The one where the mask is set, elsewhere the other.</summary>
    static abstract TSelf Select(TSelf mask, TSelf where, TSelf elsewhere);

    static abstract TSelf AddBits(TSelf left, TSelf right);

    static abstract TSelf SubtractBits(TSelf left, TSelf right);

    static abstract TSelf ShiftLeft(TSelf value, int places);

    /// <summary>With copies of the sign.</summary>
    static abstract TSelf ShiftRight(TSelf value, int places);

    /// <summary>The lanes' integers as floats.</summary>
    static abstract TSelf FromInteger(TSelf bits);

    /// <summary>The sum over lanes.</summary>
    static abstract float Sum(TSelf value);

    /// <summary>The largest lane.</summary>
    static abstract float Largest(TSelf value);
}
