using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Networks;

public sealed class NormalisationTests
{
    [Fact]
    public void Batch_normalisation_counts_samples_as_data_and_remembers_averages()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var noise = Noise.FromSeed(1, dtype: ScalarType.Float64);
        using var net = new Net("f", [new(3)], [new Layer.BatchNorm()], noise);
        var data = (noise.Normal(50, 4, 3) * tensor([1.0, 2.0, 5.0])) + tensor([0.0, -3.0, 7.0]);
        var normal = net.Raw([data]);
        Assert.True(normal.mean([0, 1]).abs().max().ToDouble() < 1e-10);
        Assert.True((normal.square().mean([0, 1]) - 1).abs().max().ToDouble() < 1e-4);
        var state = net.state_dict();
        Assert.True((state["layer0.running_mean"] - (0.1 * data.mean([0, 1]))).abs().max().ToDouble() < 1e-10);
        for (var i = 0; i < 300; i++)
            net.Raw([data]).Dispose();
        net.eval();
        var later = net.Raw([data]);
        var bessel = Math.Sqrt(199.0 / 200);
        Assert.True(((normal * bessel) - later).abs().max().ToDouble() < 1e-4);
        var alone = net.Raw([data.narrow(0, 7, 1).narrow(1, 2, 1)]);
        Assert.True((alone.view(3) - later[7, 2]).abs().max().ToDouble() < 1e-12);
    }

    [Fact]
    public void A_single_value_is_normalised_by_what_came_before_it()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        using var net = new Net("f", [new(2)], [new Layer.BatchNorm()], Noise.FromSeed(1));
        var value = tensor(new float[] { 3, -4 }).view(1, 1, 2);
        Assert.True((net.Raw([value]) - value).abs().max().ToDouble() < 1e-4);
        Assert.All(net.state_dict(), entry => Assert.False(entry.Value.isnan().any().ToBoolean(), entry.Key));
    }

    [Fact]
    public void Layer_normalisation_does_not_see_other_data() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        using var net = new Net("f", [new(3), new(2)], [new Layer.LayerNorm()], noise);
        var (perSample, perDatum) = (noise.Normal(4, 5, 3), noise.Normal(4, 1, 2));
        var all = net.Raw([perSample, perDatum]);
        var alone = net.Raw([perSample.narrow(0, 2, 1), perDatum.narrow(0, 2, 1)]);
        Assert.True((all.narrow(0, 2, 1) - alone).abs().max().ToDouble() < 1e-12);
        Assert.True(all.mean([2]).abs().max().ToDouble() < 1e-10);
    });
}
