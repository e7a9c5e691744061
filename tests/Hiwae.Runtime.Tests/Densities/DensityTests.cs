namespace Hiwae.Runtime.Tests.Densities;

public sealed class DensityTests
{
    [Fact]
    public void Normal_log_density_is_the_closed_form() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        var (mean, logScale, value) = (noise.Normal(1, 3) * 5, noise.Normal(1, 3) * 3, noise.Normal(4, 3) * 5);
        var actual = Normal.FromRaw(cat([mean, logScale], -1)).LogDensity(value);
        for (var i = 0; i < 4; i++)
        {
            var expected = Enumerable.Range(0, 3).Sum(d => MathNet.Numerics.Distributions.Normal.PDFLn(
                mean[0, d].item<double>(), Math.Exp(logScale[0, d].item<double>()), value[i, d].item<double>()));
            Assert.Equal(expected, actual[i].item<double>(), 1e-9 * Math.Max(1, Math.Abs(expected)));
        }
    });

    [Fact]
    public void Raw_zeros_are_the_standard_normal()
    {
        using var scope = NewDisposeScope();
        var value = tensor(new[] { 0.3, -1.2 });
        var expected = MathNet.Numerics.Distributions.Normal.PDFLn(0, 1, 0.3) + MathNet.Numerics.Distributions.Normal.PDFLn(0, 1, -1.2);
        Assert.Equal(expected, Normal.FromRaw(zeros(4, dtype: ScalarType.Float64)).LogDensity(value).item<double>(), 12);
    }

    [Fact]
    public void Normal_draws_have_the_parameters_as_moments()
    {
        // Both z statistics stay below 4.9: false-alarm rate 2e-6.
        using var scope = NewDisposeScope();
        const int draws = 100_000;
        var density = new Normal(full(1, 1, 1.5, dtype: ScalarType.Float64), full(1, 1, Math.Log(0.7), dtype: ScalarType.Float64));
        var standardised = (density.Sample(Noise.FromSeed(3, dtype: ScalarType.Float64), draws, 1) - 1.5) / 0.7;
        Assert.InRange(standardised.mean().ToDouble() * Math.Sqrt(draws), -4.9, 4.9);
        Assert.InRange((standardised.square().mean().ToDouble() - 1) * Math.Sqrt(draws / 2.0), -4.9, 4.9);
    }

    [Fact]
    public void Normal_draws_are_differentiable_in_the_parameters()
    {
        using var scope = NewDisposeScope();
        var raw = tensor(new[] { 0.4, -0.3 }).requires_grad_();
        double Draw(Tensor parameters) => Normal.FromRaw(parameters).Sample(Noise.FromSeed(9, dtype: ScalarType.Float64), 1).sum().item<double>();
        Normal.FromRaw(raw).Sample(Noise.FromSeed(9, dtype: ScalarType.Float64), 1).sum().backward();
        AssertFiniteDifferences(Draw, raw);
    }

    [Fact]
    public void Bernoulli_log_density_is_the_closed_form_whatever_broadcasts() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        var logits = noise.Normal(2, 3, 4) * 10;
        var value = noise.Uniform(2, 1, 4).lt(0.5).to_type(ScalarType.Float64);
        var expected = ((value * logits.sigmoid()) + ((1 - value) * (-logits).sigmoid())).log().sum(-1);
        Close(expected, new Bernoulli(logits).LogDensity(value));
        Close(expected, new Bernoulli(logits).LogDensity(value.expand(2, 3, 4)));
        Close(expected[0], new Bernoulli(logits[0]).LogDensity(value[0, 0]));
    });

    [Fact]
    public void Bernoulli_log_density_is_finite_and_exact_for_extreme_logits()
    {
        using var scope = NewDisposeScope();
        var logits = tensor(new[] { 1000.0, -1000.0, 1000.0 }).view(1, 1, 3);
        var value = tensor(new[] { 1.0, 0.0, 0.0 }).view(1, 1, 3);
        Assert.Equal(-1000.0, new Bernoulli(logits).LogDensity(value).item<double>(), 9);
    }

    [Fact]
    public void Bernoulli_gradient_is_value_minus_probability()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(2, dtype: ScalarType.Float64);
        var logits = noise.Normal(2, 3, 4).requires_grad_();
        var value = noise.Uniform(2, 1, 4).lt(0.5).to_type(ScalarType.Float64);
        new Bernoulli(logits).LogDensity(value).sum().backward();
        Close((value - logits.sigmoid()).detach(), logits.grad!);
    }

    [Fact]
    public void Bernoulli_draws_are_zeros_and_ones_with_the_mean_as_frequency()
    {
        using var scope = NewDisposeScope();
        const int draws = 100_000;
        var density = new Bernoulli(full(1, 1, -1.0, dtype: ScalarType.Float64));
        var sample = density.Sample(Noise.FromSeed(4, dtype: ScalarType.Float64), draws, 1);
        Assert.True(sample.eq(0).logical_or(sample.eq(1)).all().ToBoolean());
        var p = 1 / (1 + Math.E);
        Assert.InRange((sample.mean().ToDouble() - p) / Math.Sqrt(p * (1 - p) / draws), -4.9, 4.9);
    }

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True((expected - actual).abs().max().ToDouble() < 1e-7);
    }

    private static void AssertFiniteDifferences(Func<Tensor, double> function, Tensor at)
    {
        const double step = 1e-5;
        for (var i = 0; i < at.numel(); i++)
        {
            var (up, down) = (at.detach().clone(), at.detach().clone());
            up[i] = up[i] + step;
            down[i] = down[i] - step;
            Assert.Equal((function(up) - function(down)) / (2 * step), at.grad![i].item<double>(), 6);
        }
    }
}
