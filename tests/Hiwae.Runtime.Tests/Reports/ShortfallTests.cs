using Hiwae.Reports;

namespace Hiwae.Runtime.Tests.Reports;

public sealed class ShortfallTests
{
    [Theory]
    [InlineData(25, 1, 12.5)] // E log ŵ lies σ²/2 below log E ŵ.
    [InlineData(9, 1000, 0)] // 3 is less than √(2 log 1000) = 3.717.
    [InlineData(64, 1000, 9.1723777682)] // (8 − 3.7169221888)² / 2
    [InlineData(6e9, 200, 2.9997479e9)]
    public void It_is_half_the_square_of_what_is_beyond_the_largest_draw(double variance, long draws, double nats) =>
        Assert.Equal(nats, Shortfall.OfNormal(variance, draws), nats * 1e-6);

    /// <summary>As log-normal draws have it: the formula takes the largest draw for a little larger than it is, and so never says too much by more than noise.</summary>
    [Theory]
    [InlineData(6, 100)]
    [InlineData(10, 1000)]
    [InlineData(30, 1000)]
    public void It_is_about_what_is_lacking_from_the_mean_of_log_normal_draws(double deviation, int draws)
    {
        var random = new Random(5);
        var lacking = (deviation * deviation / 2) - Enumerable.Range(0, 400)
            .Average(_ => LogNumbers.LogMeanExp([.. Enumerable.Range(0, draws).Select(_ => deviation * Normal(random))]));
        Assert.InRange(Shortfall.OfNormal(deviation * deviation, draws), lacking / 2, lacking);
    }

    [Fact]
    public void A_datum_without_a_variance_is_left_out_and_no_draw_is_refused()
    {
        DatumReport[] data = [Draws(0, 20), Draws(double.NegativeInfinity, 0)];
        Assert.Equal(Shortfall.OfNormal(200, 1), Shortfall.Of(data, 1), 9);
        Assert.Throws<ArgumentException>(() => Shortfall.OfNormal(1, 0));
    }

    private static DatumReport Draws(double first, double second) => DatumReport.Of(new[,] { { first }, { second } });

    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}
