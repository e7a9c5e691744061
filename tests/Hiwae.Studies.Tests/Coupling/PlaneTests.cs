using Hiwae.Studies.Coupling;

namespace Hiwae.Studies.Tests.Coupling;

public sealed class PlaneTests
{
    private const int Pixels = 3;

    /// <summary>A decoder without biases is odd in z, so that each pixel is on with probability ½.</summary>
    [Fact]
    public void An_odd_decoder_turns_a_pixel_on_with_probability_one_half()
    {
        using var scope = torch.NewDisposeScope();
        using var plane = Plane.Of(6, 121);
        using var decoder = Random(1, hasBias: false);
        var evidence = plane.LogEvidence(decoder, torch.eye(Pixels, dtype: torch.ScalarType.Float64), One(0));
        Assert.All(evidence.data<double>().ToArray(), value => Assert.Equal(Math.Log(0.5), value, 1e-12));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_probabilities_of_all_images_have_the_sum_one(long seed)
    {
        using var scope = torch.NewDisposeScope();
        using var plane = Plane.Of(5, 101);
        using var decoder = Random(seed, hasBias: true);
        var images = torch.tensor([.. Enumerable.Range(0, 1 << Pixels).SelectMany(i => Enumerable.Range(0, Pixels).Select(pixel => (double)((i >> pixel) & 1)))]).view(-1, Pixels);
        Assert.Equal(0, plane.LogEvidence(decoder, images).logsumexp(0).ToDouble(), 1e-12);
    }

    /// <summary>Of a decoder that sees z₁ alone the integral is one over the line, taken here by Simpson's rule on other points.</summary>
    [Fact]
    public void An_integral_over_the_plane_is_the_one_over_the_line_where_the_other_direction_is_not_seen()
    {
        using var scope = torch.NewDisposeScope();
        using var plane = Plane.Of(7, 281);
        using var decoder = Random(4, hasBias: true);
        decoder.Parameters[0].select(1, 1).zero_();
        var image = torch.tensor(new double[] { 1, 0, 1 }).unsqueeze(0);
        const int intervals = 2000;
        var line = (torch.arange(intervals + 1, dtype: torch.ScalarType.Float64) * (16.0 / intervals)) - 8;
        var logits = decoder.Logits(torch.stack([line, torch.zeros_like(line)], 1));
        var heights = ((image.matmul(logits.t()) - torch.nn.functional.softplus(logits).sum(1)) - (line.square() / 2)).exp().squeeze(0).data<double>().ToArray();
        var sum = heights.Select((height, i) => height * (i is 0 or intervals ? 1 : i % 2 == 1 ? 4 : 2)).Sum() * 16 / intervals / 3 / Math.Sqrt(2 * Math.PI);
        Assert.Equal(Math.Log(sum), plane.LogEvidence(decoder, image).item<double>(), 1e-10);
    }

    /// <summary>A grid that is too coarse is found by the comparison with half of it, as the study does.</summary>
    [Fact]
    public void Half_the_points_give_the_same_integral_and_far_too_few_do_not()
    {
        using var scope = torch.NewDisposeScope();
        using var decoder = Random(5, hasBias: true, gain: 3);
        var image = torch.tensor(new double[] { 1, 0, 1 }).unsqueeze(0);
        double On(int side)
        {
            using var plane = Plane.Of(5, side);
            return plane.LogEvidence(decoder, image).item<double>();
        }

        Assert.Equal(On(401), On(201), 1e-6);
        Assert.True(Math.Abs(On(401) - On(7)) > 1e-3);
    }

    [Fact]
    public void Pixels_that_are_not_seen_do_not_matter()
    {
        using var scope = torch.NewDisposeScope();
        using var plane = Plane.Of(5, 61);
        using var decoder = Random(6, hasBias: true);
        var images = torch.tensor(new double[] { 1, 0, 1, 1, 1, 0 }).view(2, 3);
        var evidence = plane.LogEvidence(decoder, images, One(0)).data<double>().ToArray();
        Assert.Equal(evidence[0], evidence[1], 1e-14);
        Assert.True(Math.Abs(evidence[0] - plane.LogEvidence(decoder, images).data<double>().ToArray()[0]) > 1e-2);
    }

    private static Tensor One(int pixel) => torch.nn.functional.one_hot(torch.tensor(new long[] { pixel }), Pixels).squeeze(0).to_type(torch.ScalarType.Float64);

    private static Decoder Random(long seed, bool hasBias, double gain = 1)
    {
        var noise = Noise.FromSeed(seed, dtype: torch.ScalarType.Float64);
        Tensor Bias(long size) => noise.Normal(size) * (hasBias ? 1 : 0);
        return new([noise.Normal(20, 2) * gain, Bias(20), noise.Normal(20, 20) / 4, Bias(20), noise.Normal(Pixels, 20) / 4, Bias(Pixels)]);
    }
}
