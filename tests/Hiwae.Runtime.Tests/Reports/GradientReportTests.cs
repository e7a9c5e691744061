using System.Collections.Immutable;
using Hiwae.Reports;
using Hiwae.Runtime.Tests.Laws;
using Hiwae.Runtime.Tests.Models;

namespace Hiwae.Runtime.Tests.Reports;

public sealed class GradientReportTests
{
    [Fact]
    public void The_exact_posterior_has_no_noise_where_the_score_is_dropped()
    {
        // With all parameters zero the posterior is the prior and q is exact: log w does not depend on z, and all that is left is the score of q.
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1, dtype: ScalarType.Float64);
        using var network = Standard.Network<LinearIwae>(noise);
        var reports = GradientReports.Measure(network, [noise.Normal(6, 3), noise.Normal(6, 3)], repeats: 10, seed: 1);
        Assert.Equal([Gradient.Reparameterised, Gradient.StickingTheLanding, Gradient.DoublyReparameterised], reports.Select(report => report.Gradient));
        double Variance(int gradient, string name) => reports[gradient].Rows.Single(row => row.Name == name).Variance;
        Assert.True(Variance(0, "q_z") > 1e-3);
        Assert.Equal(0, Variance(1, "q_z"), 12);
        Assert.Equal(0, Variance(2, "q_z"), 12);
        Assert.Equal(Variance(0, "p_x"), Variance(1, "p_x"), 9); // Nothing is different for P.
    }

    [Fact]
    public void Variance_and_signal_are_those_of_the_gradients()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(4, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<LinearExchangeable>(noise);
        Observation batch = noise.Normal(4, 3);
        const int Repeats = 7;
        var seen = new List<double[]>();
        var draws = Noise.FromSeed(9, dtype: ScalarType.Float64);
        var parameters = network.named_parameters().Where(named => named.name.StartsWith("q_z0.", StringComparison.Ordinal)).ToArray();
        for (var r = 0; r < Repeats; r++)
        {
            network.zero_grad();
            network.LogEstimate(batch, network.Samples, draws).mean().backward();
            seen.Add([.. parameters.SelectMany(named => named.parameter.grad!.data<double>().ToArray())]);
        }

        var rows = GradientReports.Factors(network, batch, Repeats, Gradient.Reparameterised, seed: 9);
        var found = rows.Single(row => row.Name == "q_z0");
        var means = Enumerable.Range(0, seen[0].Length).Select(i => seen.Average(g => g[i])).ToArray();
        var variance = Enumerable.Range(0, seen[0].Length).Sum(i => seen.Sum(g => (g[i] - means[i]) * (g[i] - means[i])) / (Repeats - 1));
        Assert.Equal(1, found.Variance / variance, 9);
        Assert.Equal(means.Sum(m => m * m) - (variance / Repeats), found.Signal, 9);
        Assert.Equal(Math.Sqrt(Math.Max(0, found.Signal) / variance), found.SignalToNoise, 9);
    }

    [Fact]
    public void Groups_are_the_sums_of_their_factors()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(4, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<LinearExchangeable>(noise);
        var rows = GradientReports.Factors(network, noise.Normal(4, 3), 5, Gradient.Reparameterised, seed: 2);
        Assert.Equal(["p_x", "q_z", "q_z0", "r_z0", "P", "Q", "R"], rows.Select(row => row.Name).Order(StringComparer.Ordinal).OrderBy(name => name.Length == 1));
        Assert.Equal(rows.Where(row => row.Name is "q_z" or "q_z0").Sum(row => row.Variance), rows.Single(row => row.Name == "Q").Variance, 12);
        Assert.All(network.parameters(), parameter => Assert.True(parameter.grad is null || parameter.grad.abs().sum().ToDouble() == 0));
    }

    [Fact]
    public void Double_reparameterisation_is_left_out_where_it_is_not_valid()
    {
        Assert.Contains(Gradient.DoublyReparameterised, GradientReports.Valid(LinearBalance.Description));
        Assert.DoesNotContain(Gradient.DoublyReparameterised, GradientReports.Valid(LinearPower.Description));
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var network = LinearPower.CreateNetwork(noise);
        Assert.Throws<ArgumentException>(() => GradientReports.Factors(network, noise.Normal(2, 3), 5, Gradient.DoublyReparameterised, 1));
    }

    [Fact]
    public void Batches_are_compared_each_with_itself()
    {
        ImmutableArray<FactorGradient> Row(double variance) => [new("q", variance, 1)];
        var reports = GradientReport.Of([[Row(1), Row(0.5)], [Row(100), Row(50)], [Row(7), Row(3.5)]], [Gradient.Reparameterised, Gradient.StickingTheLanding]);
        Assert.Equal(1, reports[0].Rows[0].Ratio, 12);
        Assert.Equal(0.5, reports[1].Rows[0].Ratio, 12);
        Assert.Equal(0, reports[1].Rows[0].RatioError, 12);
        Assert.Equal(18, reports[1].Rows[0].Variance, 9);
    }

    [Fact]
    public void A_ratio_is_the_geometric_mean_over_batches_with_its_error()
    {
        ImmutableArray<FactorGradient> Row(double variance) => [new("q", variance, 1)];
        var row = GradientReport.Of([[Row(1), Row(0.5)], [Row(3), Row(0.75)]], [Gradient.Reparameterised, Gradient.StickingTheLanding])[1].Rows[0];
        Assert.Equal(Math.Sqrt(0.125), row.Ratio, 12);
        Assert.Equal(Math.Sqrt(0.125) * Math.Log(2) / 2, row.RatioError, 12);
        Assert.Equal((Math.Sqrt(2) + Math.Sqrt(1 / 0.75)) / 2, row.SignalToNoise, 12);
    }

    [Fact]
    public void A_mean_that_is_lost_in_noise_has_no_signal() => Assert.Equal(0, new FactorGradient("q", Variance: 4, Signal: -1).SignalToNoise);

    [Fact]
    public void There_is_a_batch()
    {
        using var scope = NewDisposeScope();
        using var network = LinearIwae.CreateNetwork(Noise.FromSeed(1));
        Assert.Contains(
            "0 batches", Assert.Throws<ArgumentException>(() => GradientReports.Measure(network, [], 5, seed: 1)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "repeats is 1", Assert.Throws<ArgumentException>(() => GradientReports.Factors(network, zeros(2, 3), 1, Gradient.Reparameterised, 1)).Message, StringComparison.Ordinal);
    }

    /// <summary>A feature is of Q where a proposal needs it, be it through another feature; learned weights are of none.</summary>
    [Fact]
    public void A_feature_is_counted_with_what_needs_it()
    {
        var groups = ParameterGroups.Of(Explained.Whole, ["p_x", "p_z", "q_z", "q_z0", "r_z0", "f_h", "f_g", "log_weights", "q_z"]);
        Assert.Equal(["p_x", "p_z", "q_z", "q_z0", "r_z0", "f_h", "f_g", "log_weights", "P", "Q", "R"], groups.Select(group => group.Name));
        Assert.Equal(["p_x", "p_z"], groups[8].Submodules);
        Assert.Equal(["q_z", "q_z0", "f_h"], groups[9].Submodules);
        Assert.Equal(["r_z0", "f_g"], groups[10].Submodules);

        var condition = Explained.MissingCondition;
        Assert.Equal(("P", "f_h"), ParameterGroups.Of(condition, ["f_h"]).Select(group => (group.Name, group.Submodules.Single())).Last());
        var through = condition with
        {
            Variables =
            [
                .. condition.Variables.Select(variable => variable.Name == "Z" ? variable with { Factors = [Descriptions.P("Z", Support.Real), Descriptions.Q("Z", "X", "G")] } : variable),
                new("G", Role.Feature, InPlate: false, [3], []) { Feature = new("Join", [], ["H"], "f_g") },
            ],
        };
        Assert.Equal(("Q", "f_h"), ParameterGroups.Of(through, ["f_h"]).Select(group => (group.Name, group.Submodules.Single())).Last());
    }
}
