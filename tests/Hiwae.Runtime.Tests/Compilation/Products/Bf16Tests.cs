using Hiwae.Compilation.Kernels.Products;

namespace Hiwae.Runtime.Tests.Compilation.Products;

/// <summary>Rounding to bfloat16.</summary>
public sealed unsafe class Bf16Tests
{
    private static readonly float[] Special =
    [
        0, -0f, 1, -1, float.Epsilon, -float.Epsilon, float.MaxValue, float.MinValue, float.PositiveInfinity, float.NegativeInfinity, float.NaN, -float.NaN,
        BitConverter.UInt32BitsToSingle(0x7f800001), BitConverter.UInt32BitsToSingle(0xff80ffff), BitConverter.UInt32BitsToSingle(0x3f808000),
        BitConverter.UInt32BitsToSingle(0x3f818000), BitConverter.UInt32BitsToSingle(0x3f808001), BitConverter.UInt32BitsToSingle(0x3f817fff),
    ];

    [Fact]
    public void A_number_is_rounded_to_the_nearest_and_of_two_to_the_even_one()
    {
        var random = new Random(1);
        foreach (var value in Special.Concat(Enumerable.Range(0, 20_000).Select(_ => BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue)))))
            IsRounded(value, Bf16.Round(value));
    }

    [Fact]
    public void So_are_many_whatever_their_number()
    {
        var random = new Random(2);
        for (var count = 0; count < 140; count++)
        {
            float[] from = [.. Enumerable.Range(0, count).Select(i => i % 3 == 0 ? Special[random.Next(Special.Length)] : BitConverter.Int32BitsToSingle(random.Next()))];
            var to = new ushort[count + 1];
            to[count] = 12345;
            fixed (float* first = from)
            fixed (ushort* result = to)
                Bf16.Round(first, result, count);
            for (var i = 0; i < count; i++)
                IsRounded(from[i], to[i]);
            Assert.Equal(12345, to[count]);
        }
    }

    [Fact]
    public void Rows_lose_their_gaps()
    {
        float[] from = [1, 2, 99, 3, 4, 99, 5, 6, 99];
        var to = new ushort[6];
        fixed (float* first = from)
        fixed (ushort* result = to)
            Bf16.Round(first, 3, 3, 2, result);
        Assert.Equal([1, 2, 3, 4, 5, 6], to.Select(Wide));
    }

    private static void IsRounded(float value, ushort rounded)
    {
        var actual = Wide(rounded);
        if (float.IsNaN(value))
        {
            Assert.True(float.IsNaN(actual));
            Assert.Equal(float.IsNegative(value), float.IsNegative(actual));
            return;
        }

        var bits = BitConverter.SingleToUInt32Bits(value);
        var (toZero, away) = (Wide((ushort)(bits >> 16)), (ushort)((bits >> 16) + 1));

        // What lies beyond the largest number is as far from it as the number one step further would be.
        var further = float.IsFinite(Wide(away)) ? Wide(away) : Math.CopySign(Math.Pow(2, 128), value);
        var (near, far) = (Math.Abs((double)value - toZero), Math.Abs(further - value));
        var expected = !float.IsFinite(value) || near < far || (near == far && (bits & 0x10000) == 0) ? toZero : Wide(away);
        Assert.True(BitConverter.SingleToUInt32Bits(expected) == BitConverter.SingleToUInt32Bits(actual), $"{value:R} became {actual:R} and not {expected:R}");
    }

    private static float Wide(ushort bits) => BitConverter.UInt32BitsToSingle((uint)bits << 16);
}
