using Hiwae.Randomness;

namespace Hiwae.Runtime.Tests.Randomness;

public sealed class PhiloxTests
{
    /// <summary>The known answers that are published with the generator (Random123, kat_vectors, philox4x32 with 10 rounds).</summary>
    [Theory]
    [InlineData("00000000 00000000 00000000 00000000", "00000000 00000000", "6627e8d5 e169c58d bc57ac4c 9b00dbd8")]
    [InlineData("ffffffff ffffffff ffffffff ffffffff", "ffffffff ffffffff", "408f276d 41c83b0e a20bc7c6 6d5451fd")]
    [InlineData("243f6a88 85a308d3 13198a2e 03707344", "a4093822 299f31d0", "d16cfe09 94fdcceb 5001e420 24126ea1")]
    public void Blocks_are_the_published_ones(string counter, string key, string block)
    {
        static UInt128 Words(string text) => text.Split(' ').Reverse().Aggregate(UInt128.Zero, (all, word) => (all << 32) | Convert.ToUInt32(word, 16));
        Assert.Equal(Words(block), Philox.Block(Words(counter), (ulong)Words(key)));
    }

    [Fact]
    public void A_stream_reads_the_blocks_of_row_0_one_after_the_other()
    {
        var stream = new WordStream(7, (5L << 32) | 3);
        for (ulong i = 0; i < 5; i++)
        {
            var block = Philox.Block(new((5UL << 32) | 3, i), 7);
            Assert.Equal((ulong)block, stream.Next());
            Assert.Equal((ulong)(block >> 64), stream.Next());
        }
    }

    /// <summary>The statistic χ² of the counts has seven degrees of freedom: above 40.52 once in a million seeds.</summary>
    [Theory, InlineData(0UL), InlineData(1UL << 63)]
    public void Bounded_integers_are_equally_likely(ulong scale)
    {
        const int Kinds = 8, Draws = 100_000;
        var stream = new WordStream(1, 2);
        var counts = new int[Kinds];

        // Just above a power of two half of all words are rejected.
        var count = scale == 0 ? Kinds : scale + Kinds;
        for (var i = 0; i < Draws; i++)
        {
            var drawn = stream.Below(count);
            Assert.InRange(drawn, 0UL, count - 1);
            counts[(int)((UInt128)drawn * Kinds / count)]++;
        }

        Assert.InRange(counts.Sum(n => Math.Pow(n - (Draws / (double)Kinds), 2) / (Draws / (double)Kinds)), 0, 40.52);
    }
}
