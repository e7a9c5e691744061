namespace Hiwae.Runtime.Tests.Densities;

public sealed class MixtureTests
{
    [Theory, InlineData(11, 2, "11 numbers"), InlineData(3, 3, "3 numbers"), InlineData(9, 4, "mixture of 4 components")]
    public void A_raw_output_that_does_not_divide_is_named(long length, int components, string named)
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => Mixture<Bernoulli>.FromRaw(zeros(2, length), components));
        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void No_components_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentOutOfRangeException>(() => Mixture<Bernoulli>.FromRaw(zeros(2, 4), 0));
    }

    [Fact]
    public void Pseudo_inputs_of_another_shape_are_named()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => Mixture<Normal>.Equal(zeros(2, 3, 4)));
        Assert.Contains("[2, 3, 4]", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_block_that_does_not_divide_is_named()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("7 numbers", Assert.Throws<ArgumentException>(() => Density.Log<Normal>(zeros(2, 7), zeros(2, 3))).Message, StringComparison.Ordinal);
        Assert.Contains("3 blocks", Assert.Throws<ArgumentException>(() => Density.Mean<StudentT>(zeros(2, 7))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_draw_takes_all_its_values_from_one_component()
    {
        using var scope = NewDisposeScope();
        var means = tensor(new[] { -100.0, -100, -100, 100, 100, 100 }).view(2, 3);
        var mixture = new Mixture<Normal>(tensor(new[] { 0.5, 0.5 }).log(), cat([means, zeros(2, 3, dtype: ScalarType.Float64)], -1));
        var draws = mixture.Sample(Noise.FromSeed(3, dtype: ScalarType.Float64), 200, 3);
        Assert.Equal([200, 3], draws.shape);
        Assert.True(draws.sign().sum(-1).abs().eq(3).all().ToBoolean());
    }

    /// <summary>A beta density at 0 is zero for a first concentration above 1, and infinite for one below.</summary>
    [Theory, InlineData(2, double.NegativeInfinity), InlineData(-2, double.PositiveInfinity)]
    public void Where_every_component_is_zero_or_infinite_so_is_the_mixture(double first, double expected)
    {
        using var scope = NewDisposeScope();
        var mixture = Mixture<Beta>.Equal(tensor(new[] { first, 0, first, 1 }).view(1, 2, 2));
        Assert.Equal(expected, mixture.LogDensity(zeros(1, 1, 1, dtype: ScalarType.Float64)).ToDouble());
    }

    [Fact]
    public void A_plate_changes_nothing_but_the_shape()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(3, dtype: ScalarType.Float64);
        var (raw, value) = (noise.Normal(6, 3 * 5), noise.Normal(6, 2));
        var mask = tensor(new[] { 1.0, 0 });
        var (alone, plate) = (Mixture<Normal>.FromRaw(raw, 3), Mixture<Normal>.FromRaw(raw.view(6, 1, 1, 15), 3));
        var values = value.view(6, 1, 1, 2);
        Same(plate.Mean.view(6, 2), alone.Mean);
        Same(plate.LogDensity(values).view(6), alone.LogDensity(value));
        Same(Missing.LogDensity(plate, values, mask).view(6), Missing.LogDensity(alone, value, mask));
    }

    [Fact]
    public void Equal_components_weigh_the_same_and_stand_before_a_plate()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(3, dtype: ScalarType.Float64);
        var raw = noise.Normal(1, 5, 4);
        var found = Mixture<Normal>.Equal(raw).LogDensity(noise.Normal(6, 7, 2));
        Assert.Equal([6, 7], found.shape);
        Assert.Equal([1, 1, 2], Mixture<Normal>.Equal(raw).Mean.shape);
    }

    private static void Same(Tensor expected, Tensor found)
    {
        Assert.Equal(expected.shape, found.shape);
        Assert.True((expected - found).abs().max().ToDouble() < 1e-12);
    }
}
