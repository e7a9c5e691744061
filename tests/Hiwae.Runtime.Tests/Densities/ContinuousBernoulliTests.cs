namespace Hiwae.Runtime.Tests.Densities;

/// <summary>The formulas change with the size of the logit: nothing may be seen where they meet.</summary>
public sealed class ContinuousBernoulliTests
{
    [Theory, InlineData(ScalarType.Float64, 1e-10), InlineData(ScalarType.Float32, 2e-5)]
    public void Log_density_mean_and_draws_are_smooth_in_the_logit(ScalarType type, double tolerance)
    {
        using var scope = NewDisposeScope();
        foreach (var border in new[] { 0.02, 0.5 })
        {
            foreach (var sign in new[] { -1, 1 })
            {
                var (below, above) = (At(sign * (border - 1e-9), type), At(sign * (border + 1e-9), type));
                Assert.True((below.Values - above.Values).abs().max().ToDouble() < tolerance + 1e-8);
                Assert.True((below.Gradients - above.Gradients).abs().max().ToDouble() < tolerance * 10 + 1e-8);
            }
        }
    }

    [Fact]
    public void Gradients_at_zero_are_those_of_the_series()
    {
        // log C = −l/2 − l²/24 + …, the mean is ½ + l/12 + …, a draw is u + l u (1 − u)/2 + ….
        using var scope = NewDisposeScope();
        var (_, gradients) = At(0, ScalarType.Float64);
        var uniform = Noise.FromSeed(4, dtype: ScalarType.Float64).OpenUniform(5, 1);
        double[] expected = [0.3 - 0.5, 1.0 / 12, (uniform * (1 - uniform) / 2).sum().ToDouble()];
        for (var i = 0; i < 3; i++)
            Assert.Equal(expected[i], gradients[i].ToDouble(), 12);
    }

    [Theory, InlineData(0.005), InlineData(0.0199), InlineData(0.0201), InlineData(0.2), InlineData(0.4999), InlineData(0.5001), InlineData(3.0), InlineData(30.0)]
    public void Every_formula_is_exact_where_it_is_used(double size)
    {
        using var scope = NewDisposeScope();
        foreach (var logit in new[] { -size, size })
        {
            var raw = full(1, logit, dtype: ScalarType.Float64);
            Assert.Equal(Closed.ContinuousBernoulli(logit, 0.3), Density.Log<ContinuousBernoulli>(raw, full(1, 0.3, dtype: ScalarType.Float64)).ToDouble(), 1e-12);
            Assert.Equal((1 / -double.ExpM1(-logit)) - (1 / logit), Density.Mean<ContinuousBernoulli>(raw).ToDouble(), 2e-10);

            var draws = Density.Sample<ContinuousBernoulli>(raw, Noise.FromSeed(4, dtype: ScalarType.Float64), 50, 1).flatten().data<double>().ToArray();
            var uniform = Noise.FromSeed(4, dtype: ScalarType.Float64).OpenUniform(50, 1).flatten().data<double>().ToArray();
            for (var i = 0; i < 50; i++)
                Assert.Equal(uniform[i], double.ExpM1(logit * draws[i]) / double.ExpM1(logit), 1e-11);
        }
    }

    private static (Tensor Values, Tensor Gradients) At(double logit, ScalarType type)
    {
        Func<Tensor, Tensor>[] functions =
        [
            raw => Density.Log<ContinuousBernoulli>(raw, full(1, 0.3, dtype: type)),
            raw => Density.Mean<ContinuousBernoulli>(raw).sum(),
            raw => Density.Sample<ContinuousBernoulli>(raw, Noise.FromSeed(4, dtype: type), 5, 1).sum(),
        ];
        var found = functions.Select(function =>
        {
            var logits = full(1, logit, dtype: type).requires_grad_();
            var value = function(logits);
            value.backward();
            return (Value: value.detach(), Gradient: logits.grad!.squeeze(0));
        }).ToArray();
        return (stack([.. found.Select(f => f.Value)], 0), stack([.. found.Select(f => f.Gradient)], 0));
    }
}
