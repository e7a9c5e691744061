using Hiwae.Data;

namespace Hiwae.Runtime.Tests.Data;

public sealed class BinariseTests
{
    /// <summary>In one pass, and by operators on tensors.</summary>
    [Theory]
    [InlineData(Binarisation.Stochastic, ScalarType.Float32)]
    [InlineData(Binarisation.Stochastic, ScalarType.Byte)]
    [InlineData(Binarisation.None, ScalarType.Float32)]
    [InlineData(Binarisation.None, ScalarType.Byte)]
    public void Images_are_presented_one_way_whatever_the_pass(Binarisation binarisation, ScalarType type) => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var random = new Random(seed);
        var (images, size) = (random.Next(1, 30), random.Next(2) == 0 ? random.Next(1, 50) : random.Next(1000, 3000));
        var pixels = Pixels(images, size, type, seed);
        foreach (var rows in new[] { null, randint(0, images, [random.Next(1, 20)], ScalarType.Int64) })
        {
            var (ours, theirs) = (Noise.FromSeed(seed), new Disguised(Noise.FromSeed(seed)));
            for (var time = 0; time < 2; time++)
            {
                var expected = Binarise.Draw(pixels.t().contiguous().t(), binarisation, theirs, rows);
                var drawn = Binarise.Draw(pixels, binarisation, ours, rows);
                Assert.Equal(ScalarType.Float32, drawn.dtype);
                Assert.True(expected.Equals(drawn), $"{images} images of {size}");
            }
        }
    });

    /// <summary>The squared deviations of binomial counts add up to nearly χ²: outside of the bounds for less than one seed in a million.</summary>
    [Theory, InlineData(ScalarType.Float32), InlineData(ScalarType.Byte)]
    public void A_pixel_is_on_as_often_as_its_intensity_says(ScalarType type)
    {
        using var scope = NewDisposeScope();
        const int Draws = 4000;
        var pixels = Pixels(1, 256, type, 1);
        var share = Binarise.Draw(pixels, Binarisation.Stochastic, Noise.FromSeed(2), zeros(Draws, dtype: ScalarType.Int64)).mean([0]);
        var p = Binarise.Intensities(pixels)[0];
        var inside = p.gt(0).logical_and(p.lt(1));
        Assert.True(share.eq(p)[inside.logical_not()].all().ToBoolean());
        var statistics = ((share - p).square() * Draws / (p * (1 - p)))[inside];
        var freedom = (double)statistics.numel();
        Assert.InRange((statistics.sum().ToDouble() - freedom) / Math.Sqrt(2 * freedom), -4.5, 6);
    }

    [Fact]
    public void An_image_that_is_not_there_is_named()
    {
        using var scope = NewDisposeScope();
        var pixels = Pixels(3, 4, ScalarType.Byte, 1);
        foreach (var row in new long[] { 3, -1 })
        {
            var error = Assert.Throws<ArgumentOutOfRangeException>(() => Binarise.Intensities(pixels, tensor(new[] { 0, row })));
            Assert.Contains($"Image {row} is asked for, but there are 3", error.Message, StringComparison.Ordinal);
        }
    }

    private static Tensor Pixels(int images, int size, ScalarType type, int seed)
    {
        var levels = (Noise.FromSeed(seed).Uniform(images, size) * 256).floor();
        return type == ScalarType.Byte ? levels.to_type(type) : levels / 255;
    }
}
