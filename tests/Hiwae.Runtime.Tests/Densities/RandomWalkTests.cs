namespace Hiwae.Runtime.Tests.Densities;

/// <summary>The second example of the page on densities.</summary>
public sealed class RandomWalkTests
{
    [Fact]
    public void Each_value_is_normal_around_the_one_before()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1, dtype: ScalarType.Float64);
        var raw = noise.Normal(2, 1, 6);
        var value = Density.Sample<RandomWalk>(raw, noise, 2, 5, 3);
        var before = cat([zeros(2, 5, 1, dtype: ScalarType.Float64), value.narrow(-1, 0, 2)], -1);
        var conditional = Density.Log<Normal>(cat([before + raw.narrow(-1, 0, 3), raw.narrow(-1, 3, 3).expand(2, 5, 3)], -1), value);
        Assert.True((Density.Log<RandomWalk>(raw, value) - conditional).abs().max().ToDouble() < 1e-12);
        Assert.True((Density.Mean<RandomWalk>(raw) - raw.narrow(-1, 0, 3).cumsum(-1)).abs().max().ToDouble() < 1e-12);
    }

    [Fact]
    public void It_is_left_to_tensors() => Assert.Null(FormOf<RandomWalk>());

    private static Formulas.DensityForm? FormOf<T>() where T : struct, IDensity<T> => T.Form;
}
