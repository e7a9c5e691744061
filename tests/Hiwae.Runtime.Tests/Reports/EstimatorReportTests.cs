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
        using var constant = no_grad();
        var noise = Noise.FromSeed(1, dtype: ScalarType.Float64);
        using var network = LinearIwae.CreateNetwork(noise);
        foreach (var parameter in network.parameters())
            parameter.zero_();
        var report = EstimatorReports.Measure(network, noise.Normal(6, 3), repeats: 50, noise);
        Assert.Equal(3, report.EffectiveSampleSize, 9);
        Assert.Equal(0, report.VarianceOfLogEstimate, 12);
        Assert.Equal(0, report.RelativeVariance, 12);
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

    private static EstimatorReport Measure<TModel>() where TModel : class, IModel<TModel>
    {
        var noise = Noise.FromSeed(8, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<TModel>(noise);
        return EstimatorReports.Measure(network, noise.Normal(20, 3), repeats: 2000, noise);
    }
}
