using Hiwae.Data.Formats;

namespace Hiwae.Data.Assembly;

/// <summary>What the values of arrays may be as pixels.</summary>
/// <param name="Least">The smallest.</param>
/// <param name="Most">The largest.</param>
/// <param name="IsWhole">Whether all are whole numbers.</param>
internal readonly record struct PixelRange(double Least, double Most, bool IsWhole)
{
    /// <summary>Whether they are bytes, or whole numbers like them.</summary>
    public bool AreBytes => IsWhole && Least >= 0 && Most <= byte.MaxValue;

    /// <summary>Whether they are intensities.</summary>
    public bool AreIntensities => Least >= 0 && Most <= 1;

    /// <summary>The range of several arrays together.</summary>
    public PixelRange With(PixelRange other) => new(Math.Min(Least, other.Least), Math.Max(Most, other.Most), IsWhole && other.IsWhole);

    /// <summary>The range of numbers; empty, and so no pixels, where one is no number.</summary>
    public static PixelRange Of(Array values) => values switch
    {
        bool[] => new(0, 1, true),
        byte[] bytes => Of(bytes),
        int[] ints => ints.Length == 0 ? default : new(ints.Min(), ints.Max(), true),
        long[] longs => longs.Length == 0 ? default : new(longs.Min(), longs.Max(), true),
        float[] floats => Of(floats),
        double[] doubles => Of(doubles),
        _ => new(double.NaN, double.NaN, false),
    };

    /// <summary>Whole numbers from 0 to 255 as bytes.</summary>
    public static byte[] ToBytes(Array values) => values switch
    {
        byte[] same => same,
        bool[] some => Array.ConvertAll(some, value => value ? (byte)1 : (byte)0),
        int[] some => Array.ConvertAll(some, value => (byte)value),
        long[] some => Array.ConvertAll(some, value => (byte)value),
        float[] some => Array.ConvertAll(some, value => (byte)value),
        double[] some => Array.ConvertAll(some, value => (byte)value),
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private static PixelRange Of(byte[] bytes)
    {
        // Enough to tell pixels: the largest byte, or any that is not dark.
        ReadOnlySpan<byte> values = bytes;
        var bright = values.IndexOfAnyInRange((byte)16, byte.MaxValue);
        return new(0, bright >= 0 ? values[bright] : values.Length == 0 ? 0 : bytes.Max(), true);
    }

    private static PixelRange Of<T>(T[] numbers) where T : System.Numerics.IBinaryFloatingPointIeee754<T>
    {
        var (least, most, isWhole) = (T.PositiveInfinity, T.NegativeInfinity, true);
        foreach (var number in numbers)
        {
            if (!T.IsFinite(number))
                return new(double.NaN, double.NaN, false);
            least = T.Min(least, number);
            most = T.Max(most, number);
            isWhole &= T.IsInteger(number);
        }

        return new(double.CreateChecked(least), double.CreateChecked(most), isWhole);
    }
}
