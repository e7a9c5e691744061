using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Networks;

public sealed class DropoutTests
{
    // 40 000 independent values: a share further than 5 standard errors from its mean is a false alarm of 6e-7.
    [Theory, InlineData(0.5), InlineData(0.1)]
    public void Values_are_dropped_at_the_rate_and_the_mean_is_kept(double probability)
    {
        using var scope = NewDisposeScope();
        using var net = Make(probability);
        var output = net.Raw([ones(20, 20, 100)], noise: Noise.FromSeed(3));
        var dropped = (output == 0).to_type(ScalarType.Float64).mean().ToDouble();
        var error = 5 * Math.Sqrt(probability * (1 - probability) / 40_000);
        Assert.InRange(dropped, probability - error, probability + error);
        Assert.InRange(output.mean().ToDouble(), 1 - (error / (1 - probability)), 1 + (error / (1 - probability)));
        Assert.Equal(1 / (1 - probability), output.max().ToDouble(), 6);
    }

    [Fact]
    public void Nothing_is_dropped_without_noise_or_in_evaluation()
    {
        using var scope = NewDisposeScope();
        using var net = Make(0.5);
        var input = randn(3, 2, 100);
        Assert.True(net.Raw([input]).Equals(input));
        using (EvaluationMode.Begin())
            Assert.True(net.Raw([input], noise: Noise.FromSeed(1)).Equals(input));
        Assert.False(net.Raw([input], noise: Noise.FromSeed(1)).Equals(input));
    }

    [Fact]
    public void The_noise_says_what_is_dropped()
    {
        using var scope = NewDisposeScope();
        using var net = Make(0.5);
        var input = ones(3, 2, 100);
        var first = net.Raw([input], noise: Noise.FromSeed(1));
        Assert.True(first.Equals(net.Raw([input], noise: Noise.FromSeed(1))));
        Assert.False(first.Equals(net.Raw([input], noise: Noise.FromSeed(2))));
    }

    [Fact]
    public void What_is_once_per_datum_stays_so()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("f", [new(100)], [new Layer.Dropout(0.5), new Layer.Dense(3, Activation.Tanh)], Noise.FromSeed(1));
        Assert.Equal([3, 1, 3], net.Raw([ones(3, 1, 100)], noise: Noise.FromSeed(1)).shape);
    }

    private static Net Make(double probability) => new("f", [new(100)], [new Layer.Dropout(probability)], Noise.FromSeed(1));
}
