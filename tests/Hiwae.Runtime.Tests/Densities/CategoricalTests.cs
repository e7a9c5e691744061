namespace Hiwae.Runtime.Tests.Densities;

public sealed class CategoricalTests
{
    [Fact]
    public void The_last_dimension_is_one_variable_whatever_is_before_it()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(3, dtype: ScalarType.Float64);
        var raw = noise.Normal(2, 3, 4);
        var value = Categorical.Sample(raw, noise, 2, 3, 4);
        var expected = raw.exp() / raw.exp().sum(-1, keepdim: true);
        Assert.True((Categorical.Mean(raw) - expected).abs().max().ToDouble() < 1e-12);
        Assert.True((Categorical.LogDensity(raw, value) - (value * expected.log()).sum(-1)).abs().max().ToDouble() < 1e-12);
    }
}
