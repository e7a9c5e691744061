using Hiwae.Reports;

namespace Hiwae.Runtime.Tests.Reports;

/// <summary>Reports on a model without any data.</summary>
public sealed class TargetReportTests
{
    private static readonly double LogNormaliser = Math.Log(2 * Math.PI);

    [Fact]
    public void A_target_without_data_has_its_normaliser_for_the_truth()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1, dtype: ScalarType.Float64);
        using var network = Bump.CreateNetwork(noise);
        Set(network, 0);
        var exact = EstimatorReports.Measure(network, Observation.Nothing(1), repeats: 4000, noise, [LogNormaliser]);
        Assert.Equal((1, 4000), (exact.Images, exact.Repeats));
        Assert.Equal(0, exact.Gap!.Value, 9);
        Assert.Equal(0, exact.RelativeVariance, 12);
        Assert.Equal(2, exact.EffectiveSampleSize, 9);

        // Both means shifted by 0.2: Var w / (E w)² = e^0.08 − 1, halved by two independent draws; six standard errors of 4,000 are about 0.3 of it.
        Set(network, 0.2);
        var shifted = EstimatorReports.Measure(network, Observation.Nothing(1), repeats: 4000, noise, [LogNormaliser]);
        var variance = (Math.Exp(0.08) - 1) / 2;
        Assert.Equal(variance, shifted.RelativeVariance, 0.3 * variance);
        Assert.True(shifted.Gap > 0);
    }

    [Fact]
    public void Its_gradients_vary_too()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1, dtype: ScalarType.Float64);
        using var network = Bump.CreateNetwork(noise);
        Set(network, 0);
        var reports = GradientReports.Measure(network, [Observation.Nothing(3)], repeats: 20, seed: 5);
        Assert.All(reports, report => Assert.Equal(["q_z", "Q"], report.Rows.Select(row => row.Name)));
        Assert.True(reports[0].Rows[0].Variance > 0.01);
        Assert.Equal(0, reports[2].Rows[0].Variance, 12);
    }

    /// <summary>The first two raw parameters are the means.</summary>
    private static void Set(ModelNetwork<Bump> network, double mean)
    {
        using var constant = no_grad();
        foreach (var parameter in network.parameters())
            parameter.zero_().view(-1).narrow(0, 0, 2).fill_(mean);
    }
}

/// <summary>exp(−|z|²/2), whose integral over the plane is 2π.</summary>
public readonly record struct BumpDensity : ITarget<BumpDensity>
{
    /// <inheritdoc/>
    public static Tensor LogDensity(Tensor value, params ReadOnlySpan<Tensor> parents) => value.square().sum(-1) * -0.5;
}

/// <summary>A model of nothing but a target.</summary>
[Model(Samples = 2)]
public sealed partial record Bump([Shape(2), Target<BumpDensity>, Q<Normal>(Learned = true)] Tensor Z);
