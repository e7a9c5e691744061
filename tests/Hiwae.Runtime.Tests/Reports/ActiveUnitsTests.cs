using Hiwae.Reports;
using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Reports;

public sealed class ActiveUnitsTests
{
    [Fact]
    public void A_unit_is_active_where_its_mean_depends_on_the_data()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(2, dtype: ScalarType.Float64);
        using var network = Standard.Network<LinearIwae>(noise);
        var data = noise.Normal(400, 3);
        using (no_grad())
            network.state_dict()["q_z.head.weight"][0, 1] = tensor(0.5, ScalarType.Float64); // The first mean is half of x₁.

        var units = Assert.Single(ActivityReports.Measure(network, data, repeats: 20, noise));
        Assert.Equal(("Z", 1, 2), (units.Variable, units.Active, units.Size));

        // The noise of 60 draws about each mean makes an error of 1/60 · √(2/400) in the second: six of them are below 0.0075.
        var expected = data.select(1, 1).var(unbiased: true).ToDouble() / 4;
        Assert.Equal(expected, units.Variances[0], 0.05);
        Assert.Equal(0, units.Variances[1], 0.0075);
    }

    [Fact]
    public void The_threshold_itself_is_not_active()
    {
        var units = ActiveUnits.Of("Z", [ActiveUnits.Threshold, 0.0101, -0.5]);
        Assert.Equal((1, 3), (units.Active, units.Size));
    }

    [Fact]
    public void Every_variable_that_is_proposed_is_looked_at()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(2, dtype: ScalarType.Float64);
        using var network = RandomParameters.Network<LinearExchangeable>(noise);
        var units = ActivityReports.Measure(network, noise.Normal(7, 3), repeats: 3000, noise);
        Assert.Equal(["Z", "Z0"], units.Select(unit => unit.Variable));
        Assert.All(units, unit => Assert.Equal(2, unit.Size));
        Assert.Contains(
            "There are 1 data", Assert.Throws<ArgumentException>(() => ActivityReports.Measure(network, noise.Normal(1, 3), 10, noise)).Message, StringComparison.Ordinal);
        Assert.Contains(
            "repeats is 1", Assert.Throws<ArgumentException>(() => ActivityReports.Measure(network, noise.Normal(7, 3), 1, noise)).Message, StringComparison.Ordinal);
    }
}
