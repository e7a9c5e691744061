using Hiwae.Reports;
using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Reports;

public sealed class EstimatorReportTests
{
    [Fact]
    public void Independent_proposals_have_no_correlation_and_coupled_ones_do()
    {
        using var scope = NewDisposeScope();
        Assert.InRange(Measure<LinearIwae>().MeanLogCorrelation, -0.03, 0.03);
        Assert.InRange(Measure<LinearHierarchical>().MeanLogCorrelation, -0.03, 0.03);
        Assert.True(Math.Abs(Measure<LinearExchangeable>().MeanLogCorrelation) > 0.03);
    }

    [Fact]
    public void One_sample_has_an_effective_size_of_one_and_no_correlation()
    {
        using var scope = NewDisposeScope();
        var report = Measure<LinearElbo>();
        Assert.Equal(1, report.EffectiveSampleSize, 12);
        Assert.True(double.IsNaN(report.MeanCorrelation));
    }

    [Fact]
    public void The_exact_posterior_as_proposal_has_no_variance_and_full_effective_size()
    {
        // With W = 0 the posterior is the prior; a standard normal proposal is then exact.
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1, dtype: ScalarType.Float64);
        using var network = Standard.Network<LinearIwae>(noise);
        var report = EstimatorReports.Measure(network, noise.Normal(6, 3), repeats: 50, noise);
        Assert.Equal(3, report.EffectiveSampleSize, 9);
        Assert.Equal(0, report.VarianceOfLogEstimate, 12);
        Assert.Equal(0, report.RelativeVariance, 12);
    }

    [Fact]
    public void Only_terms_that_share_something_have_a_gain()
    {
        using var scope = NewDisposeScope();
        var (alone, coupled) = (Measure<LinearIwae>(), Measure<LinearExchangeable>());
        Assert.True(double.IsNaN(alone.CouplingGain) && double.IsNaN(alone.CouplingGainError));
        Assert.True(double.IsFinite(alone.CouplingCeiling));
        Assert.True(double.IsFinite(coupled.CouplingGain));
        Assert.InRange(coupled.CouplingGainError, 1e-6, 1);
    }

    [Fact]
    public void A_variance_of_one_repeat_is_refused()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var network = LinearIwae.CreateNetwork(noise);
        var error = Assert.Throws<ArgumentException>(() => EstimatorReports.Measure(network, zeros(2, 3), 1, noise));
        Assert.Contains("at least 2", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_does_not_depend_on_how_draws_are_split_into_blocks()
    {
        // Many draws for an image take several blocks, few take a part of one; each draw is as good as any.
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(3, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<LinearExchangeable>(noise);
        var images = noise.Normal(3, 3);
        var tables = EstimatorReports.LogTerms(network, images, 2500, noise).ToArray();
        Assert.Equal(3, tables.Length);
        Assert.All(tables, table => Assert.Equal((2500, 3), (table.GetLength(0), table.GetLength(1))));
        Assert.All(tables, table => Assert.Equal(7500, table.Cast<double>().Distinct().Count()));

        // Each table is of its own image: its mean is near that of a thousand draws for this image alone, by ten standard errors.
        for (var i = 0; i < 3; i++)
        {
            var alone = DatumReport.Of(EstimatorReports.LogTerms(network, images.narrow(0, i, 1), 1000, noise).Single());
            var together = DatumReport.Of(tables[i]);
            var error = Math.Sqrt(alone.LogEstimates.Sum(value => Math.Pow(value - alone.LogEstimates.Average(), 2)) / 999 / 1000);
            Assert.Equal(alone.LogEstimates.Average(), together.LogEstimates.Average(), 10 * error);
        }
    }

    [Fact]
    public void The_gap_to_a_known_log_likelihood_is_half_the_relative_variance_where_that_is_small()
    {
        // With W = 0 the posterior is the prior and x standard normal; q is shifted by 0.1 in two dimensions: log w = −0.1 Σ u − 0.01, Var w = e^0.02 − 1.
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1, dtype: ScalarType.Float64);
        using var network = Standard.Network<LinearIwae>(noise);
        using (no_grad())
            network.state_dict()["q_z.head.bias"].narrow(0, 0, 2).fill_(0.1);
        var images = noise.Normal(10, 3);
        double[] truth = [.. (images.square().sum(1) * -0.5).data<double>().ToArray().Select(value => value - (1.5 * Math.Log(2 * Math.PI)))];
        var report = EstimatorReports.Measure(network, images, repeats: 20000, noise, truth);
        var variance = (Math.Exp(0.02) - 1) / 3;

        // Standard errors of 200,000 draws: √(2/200,000) of the variance (about: w is nearly normal), and √variance / √200,000 = 0.00018 of the gap. Six of each.
        Assert.Equal(variance, report.RelativeVariance, 0.03 * variance);
        Assert.Equal(variance / 2, report.Gap!.Value, 0.0011);
        Assert.Throws<ArgumentException>(() => EstimatorReports.Measure(network, images, 5, noise, [1, 2]));
    }

    [Fact]
    public void Independent_terms_share_no_variance_and_the_parts_add_up()
    {
        using var scope = NewDisposeScope();
        var report = Measure<LinearIwae>();
        Assert.Equal(report.RelativeVariance, report.Variance.Whole, 9);
        Assert.InRange(report.CovarianceRatio, -0.1, 0.1);
        Assert.InRange(report.LargestWeight, 1.0 / 3, 1);
        Assert.True(double.IsFinite(report.ParetoShape));
        Assert.Equal(3, report.Correlations.GetLength(0));
        Assert.Equal(1, report.Correlations[2, 2], 9);
        Assert.Null(report.Gap);
    }

    [Fact]
    public void Each_summary_is_over_images_of_what_is_computed_within_each()
    {
        DatumReport[] data = [.. Enumerable.Range(0, 4).Select(i => DatumReport.Of(Tables.Normal(new(i), 60, 3, 50 * i)))];
        var report = EstimatorReport.Of(data, [1, 2, 3, 6]);
        double Middle(Func<DatumReport, double> of) => data.Select(of).Order().Skip(1).Take(2).Average();
        Assert.Equal((4, 60), (report.Images, report.Repeats));
        Assert.Equal(data.Average(datum => datum.LogEstimates.Average()), report.Bound, 9);
        Assert.Equal(3 - report.Bound, report.Gap!.Value, 9);
        Assert.Equal(data.Average(datum => datum.LargestWeights.Average()), report.LargestWeight, 9);
        Assert.Equal(data.Average(datum => datum.Variance.Own), report.Variance.Own, 9);
        Assert.Equal(data.Average(datum => datum.Variance.Shared), report.Variance.Shared, 9);
        Assert.Equal(Middle(datum => datum.Variance.Own), report.MedianVariance.Own, 9);
        Assert.Equal(Middle(datum => datum.Variance.Shared), report.MedianVariance.Shared, 9);
        Assert.Equal(Middle(datum => datum.Variance.Shared / datum.Variance.Own), report.CovarianceRatio, 9);
        Assert.Equal(Middle(datum => datum.ParetoShape), report.ParetoShape, 9);
        Assert.Equal(data.Count(datum => datum.ParetoShape > ParetoTail.Unreliable) / 4.0, report.UnreliableShare);
        Assert.Equal(data.Average(datum => datum.LogCorrelations[2, 0]), report.LogCorrelations[2, 0], 9);
        Assert.Equal(data.Average(datum => (datum.Correlations[1, 0] + datum.Correlations[2, 0] + datum.Correlations[2, 1]) / 3), report.MeanCorrelation, 9);
        Assert.Equal(data.Average(datum => (datum.LogCorrelations[1, 0] + datum.LogCorrelations[2, 0] + datum.LogCorrelations[2, 1]) / 3), report.MeanLogCorrelation, 9);
    }

    [Fact]
    public void The_share_of_unreliable_images_is_of_those_that_a_shape_is_known_of()
    {
        static DatumReport Ratios(int count, double power) => DatumReport.Of(Tables.Of(count, 1, (r, _) => power * Math.Log(r + 1)));

        // Ratios of 1, 4, 9, … have a light tail, their thirtieth powers a heavy one, and of 20 there is no tail.
        DatumReport[] data = [Ratios(30, 2), Ratios(30, 60), Ratios(30, 60), Ratios(20, 2)];
        Assert.Equal(2.0 / 3, EstimatorReport.Of(data).UnreliableShare, 12);
        Assert.Equal(double.NaN, EstimatorReport.Of([Ratios(20, 2)]).UnreliableShare);
        Assert.Equal(double.NaN, EstimatorReport.Of([Ratios(20, 2)]).ParetoShape);
    }

    [Fact]
    public void There_are_data_and_as_many_values_where_they_are_known()
    {
        var datum = DatumReport.Of(Tables.Normal(new(1), 5, 3));
        Assert.Contains("0 data", Assert.Throws<ArgumentException>(() => EstimatorReport.Of([])).Message, StringComparison.Ordinal);
        Assert.Contains("for 2 data, but there are 1", Assert.Throws<ArgumentException>(() => EstimatorReport.Of([datum], [1, 2])).Message, StringComparison.Ordinal);
    }

    private static EstimatorReport Measure<TModel>() where TModel : class, IModel<TModel>
    {
        var noise = Noise.FromSeed(8, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<TModel>(noise);
        return EstimatorReports.Measure(network, noise.Normal(20, 3), repeats: 2000, noise);
    }
}
