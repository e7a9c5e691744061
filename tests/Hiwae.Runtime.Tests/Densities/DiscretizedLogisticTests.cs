using Hiwae.Formulas;

namespace Hiwae.Runtime.Tests.Densities;

public sealed class DiscretizedLogisticTests
{
    /// <summary>Where a bin is far out in a tail, the difference of two sigmoids would be zero long before the probability is.</summary>
    [Theory, InlineData(ScalarType.Float64), InlineData(ScalarType.Float32)]
    public void Probabilities_far_out_keep_their_logarithm_and_its_gradient(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var location = full(1, 0.9, dtype: type).requires_grad_();
        var logScale = full(1, -7.0, dtype: type).requires_grad_();
        var logDensity = Density.Log<DiscretizedLogistic>(Raw(location, logScale), full(1, 51.0 / 255, dtype: type));
        logDensity.backward();
        // Below the location by far more than the scale a bin's probability is e^(upper end) (1 − e^(−width)), in units of the scale.
        var (distance, inverse) = (0.2 + (0.5 / 255) - 0.9, Math.Exp(7));
        Assert.Equal(1, logDensity.ToDouble() / (distance * inverse), 2e-3);
        Assert.Equal(1, location.grad!.ToDouble() / -inverse, 1e-4);
        Assert.Equal(1, logScale.grad!.ToDouble() / -(distance * inverse), 2e-2);
    }

    [Fact]
    public void A_tiny_scale_puts_everything_on_one_level()
    {
        using var scope = NewDisposeScope();
        var raw = Raw(tensor(new[] { -0.3, 0, 100.3 / 255, 1, 1.7 }), full(5, -20.0, dtype: ScalarType.Float64));
        var level = tensor(new[] { 0, 0, 100.0 / 255, 1, 1 });
        Assert.True(LogDensities<DiscretizedLogistic>(raw, level).abs().max().ToDouble() < 1e-12);
        Assert.True((Density.Mean<DiscretizedLogistic>(raw) - level).abs().max().ToDouble() < 1e-12);
        Assert.True((Density.Sample<DiscretizedLogistic>(raw, Noise.FromSeed(1, dtype: ScalarType.Float64), 20, 5) - level).abs().max().ToDouble() < 1e-12);
    }

    [Fact]
    public void A_huge_scale_leaves_the_ends_only()
    {
        using var scope = NewDisposeScope();
        var raw = Raw(full(1, 0.5, dtype: ScalarType.Float64), full(1, 20.0, dtype: ScalarType.Float64));
        // A level between them has the density of the middle, 1/4s, times its width.
        var found = LogDensities<DiscretizedLogistic>(raw, tensor(new[] { 0, 0.2, 1 }).unsqueeze(-1)).data<double>().ToArray();
        Assert.Equal(-Math.Log(2), found[0], 8);
        Assert.Equal(-Math.Log(4 * 255) - 20, found[1], 8);
        Assert.Equal(-Math.Log(2), found[2], 8);
    }

    [Fact]
    public void The_mean_as_a_formula_is_the_mean_of_tensors()
    {
        using var scope = NewDisposeScope();
        var raw = Raw(linspace(-0.5, 1.5, 9, dtype: ScalarType.Float64), linspace(-5, 1, 9, dtype: ScalarType.Float64));
        var expected = Density.Mean<DiscretizedLogistic>(raw);
        var found = DiscretizedLogistic.Mean<TensorReal>([new(raw[..9]), new(raw[9..])]).ToTensor(expected);
        Assert.True((found - expected).abs().max().ToDouble() < 1e-12);
    }

    private static Tensor Raw(Tensor location, Tensor logScale) => cat([location - 0.5, logScale + Math.Log(4)], -1);

    private static Tensor LogDensities<T>(Tensor raw, Tensor value) where T : struct, IPointwiseDensity<T> => T.LogDensities(raw, value);
}
