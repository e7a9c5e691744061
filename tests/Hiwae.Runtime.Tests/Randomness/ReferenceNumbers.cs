using Hiwae.Randomness;

namespace Hiwae.Runtime.Tests.Randomness;

/// <summary>The numbers of a draw as their definition says, one after the other, by the mathematics library.</summary>
/// <param name="seed">The noise's.</param>
internal sealed class ReferenceNumbers(long seed)
{
    /// <summary>A 32-bit number.</summary>
    public float Single(NoiseKind kind, long draw, long row, long column)
    {
        var words = Block(draw, row, column / 4);
        uint Word(long i) => (uint)(words >> (int)(32 * i));
        var uniform = (Word(column % 4) >> 8) / (float)(1 << 24);
        if (kind != NoiseKind.Normal)
            return kind == NoiseKind.Uniform || uniform > 0 ? uniform : 1f / (1 << 25);
        var first = column % 4 / 2 * 2;
        var radius = Radius((Word(first) >> 1) + 0.5, 1u << 31);
        var angle = Word(first + 1);
        return (float)(radius * Direction(angle >> 30, (((angle & 0x3FFFFFFF) + 0.5) / (1 << 30)) - 0.5, column));
    }

    /// <summary>A 64-bit number.</summary>
    public double Double(NoiseKind kind, long draw, long row, long column)
    {
        var words = Block(draw, row, column / 2);
        ulong Word(long i) => (ulong)(words >> (int)(64 * i));
        var uniform = (Word(column % 2) >> 11) / (double)(1L << 53);
        if (kind != NoiseKind.Normal)
            return kind == NoiseKind.Uniform || uniform > 0 ? uniform : 1.0 / (1L << 54);
        var angle = Word(1);
        var part = (double)((long)(angle & ((1UL << 62) - 1)) - (1L << 61)) / (1L << 62);
        return Radius(Word(0), Math.Pow(2, 64)) * Direction((uint)(angle >> 62), part, column);
    }

    private UInt128 Block(long draw, long row, long block) => Philox.Block(new((ulong)draw, ((ulong)row << 32) | (uint)block), (ulong)seed);

    private static double Radius(double numerator, double denominator) => Math.Sqrt(-2 * (numerator > 0.75 * denominator
        ? double.LogP1((numerator - denominator) / denominator)
        : Math.Log(numerator / denominator)));

    /// <summary>Of ½ π (quarter + part) the cosine in even columns, the sine in odd ones.</summary>
    private static double Direction(uint quarter, double part, long column)
    {
        var (sine, cosine) = Math.SinCos(Math.PI / 2 * part);
        return (quarter, column % 2) switch
        {
            (0, 0) or (1, 1) => cosine,
            (2, 0) or (3, 1) => -cosine,
            (3, 0) or (0, 1) => sine,
            _ => -sine,
        };
    }
}
