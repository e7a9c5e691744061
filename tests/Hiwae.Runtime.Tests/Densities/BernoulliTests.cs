namespace Hiwae.Runtime.Tests.Densities;

public sealed class BernoulliTests
{
    [Fact]
    public void The_gradient_is_value_minus_probability_also_for_values_between_zero_and_one() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        var logits = (noise.Normal(2, 3, 4) * 5).requires_grad_();
        var value = noise.Uniform(2, 3, 4);
        Bernoulli.LogDensity(logits, value).sum().backward();
        Assert.True((value - logits.sigmoid() - logits.grad!).abs().max().ToDouble() < 1e-7);
    });

    [Fact]
    public void The_log_density_of_a_probability_is_the_expectation() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        var (logits, value) = (noise.Normal(5, 1) * 5, noise.Uniform(5, 1));
        var expected = (value.squeeze(-1) * Bernoulli.LogDensity(logits, ones(5, 1, dtype: ScalarType.Float64)))
            + ((1 - value.squeeze(-1)) * Bernoulli.LogDensity(logits, zeros(5, 1, dtype: ScalarType.Float64)));
        Assert.True((expected - Bernoulli.LogDensity(logits, value)).abs().max().ToDouble() < 1e-9);
    });
}
