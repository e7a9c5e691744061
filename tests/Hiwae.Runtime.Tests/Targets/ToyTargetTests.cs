namespace Hiwae.Runtime.Tests.Targets;

public sealed class ToyTargetTests
{
    public static TheoryData<string> Names => [.. ToyTarget.Names];

    private static ToyDensity Find(string name) => ToyTargets.All.Single(density => density.Name == name);

    [Fact]
    public void Their_order_is_the_index() => Assert.Equal(
        ["moons", "wave", "wave-gap", "wave-step", "rings", "four-modes", "eight-modes", "banana"], ToyTarget.Names.AsEnumerable());

    [Theory, MemberData(nameof(Names))]
    public void Half_the_distance_between_points_gives_the_same_normaliser(string name)
    {
        var density = Find(name);
        Assert.Equal(
            density.LogNormaliser, Quadrature.LogIntegral(density.LogDensity, density.Domain, 2 * Quadrature.IntervalsPerUnit), 1e-8);
    }

    [Theory, MemberData(nameof(Names))]
    public void Another_rule_gives_the_same_normaliser(string name) =>
        Assert.Equal(Find(name).LogNormaliser, GaussLegendre.LogIntegral(Find(name)), 1e-7);

    [Theory]
    [InlineData("wave", 0.4)]
    [InlineData("wave-gap", 0.7)]
    [InlineData("wave-step", 0.75)]
    public void Waves_have_the_normaliser_of_a_strip(string name, double height)
    {
        // For each z1 the integral over z2 is √2π times the heights; the wall adds √2π 0.4 to the width of 8.
        var root = Math.Sqrt(2 * Math.PI);
        Assert.Equal(Math.Log(root * height * (8 + (root * 0.4))), Find(name).LogNormaliser, 1e-9);
    }

    [Theory]
    [InlineData("four-modes", 1)]
    [InlineData("eight-modes", 1)]
    [InlineData("banana", 2 * Math.PI)]
    public void Some_have_a_normaliser_that_is_known(string name, double normaliser) =>
        Assert.Equal(Math.Log(normaliser), Find(name).LogNormaliser, 1e-9);

    [Theory, MemberData(nameof(Names))]
    public void Nothing_is_outside_the_domain(string name)
    {
        var density = Find(name);
        var wider = density.Domain with { Left = density.Domain.Left - 4, Right = density.Domain.Right + 4, Bottom = density.Domain.Bottom - 4, Top = density.Domain.Top + 4 };
        Assert.Equal(density.LogNormaliser, Quadrature.LogIntegral(density.LogDensity, wider, Quadrature.IntervalsPerUnit), 1e-9);
    }

    [Theory, MemberData(nameof(Names))]
    public void Gradients_are_finite_everywhere_and_those_of_the_density(string name)
    {
        using var scope = NewDisposeScope();
        double[] coordinates = [-1e4, -300, -4, -2, -0.7, 0, 1, 1.3, 4, 5.5, 1e3, 1e4];
        foreach (var type in new[] { ScalarType.Float32, ScalarType.Float64 })
        {
            var z = tensor((from x in coordinates from y in coordinates from v in new[] { x, y } select v).ToArray()).view(1, -1, 2).to_type(type).requires_grad_();
            var value = Density.LogTarget<ToyTarget>(z, Index(name, type));
            value.sum().backward();
            Assert.True(value.isfinite().all().ToBoolean());
            Assert.True(z.grad!.isfinite().all().ToBoolean());
        }

        // By central differences at ordinary points; z1 = ±4, where the wall begins, is not among them.
        var noise = Noise.FromSeed(5, dtype: ScalarType.Float64);
        var at = (noise.Normal(1, 200, 2) * 3).requires_grad_();
        Density.LogTarget<ToyTarget>(at, Index(name)).sum().backward();
        foreach (var column in new[] { 0, 1 })
        {
            var step = zeros(1, 1, 2, dtype: ScalarType.Float64);
            step.select(-1, column).fill_(1e-5);
            var difference = (Density.LogTarget<ToyTarget>(at.detach() + step, Index(name)) - Density.LogTarget<ToyTarget>(at.detach() - step, Index(name))) / 2e-5;
            var gradient = at.grad!.select(-1, column);
            Assert.True(((difference - gradient).abs() / (1 + gradient.abs())).max().ToDouble() < 1e-4, name);
        }
    }

    [Fact]
    public void Each_row_may_have_an_index_of_its_own()
    {
        using var scope = NewDisposeScope();
        var z = Noise.FromSeed(1).Normal(8, 5, 2);
        var which = arange(8, dtype: ScalarType.Float32).view(8, 1, 1);
        var mixed = Density.LogTarget<ToyTarget>(z, which);
        for (var index = 0; index < 8; index++)
            Assert.True(mixed[index].allclose(Density.LogTarget<ToyTarget>(z.narrow(0, index, 1), which.narrow(0, index, 1)).squeeze(0)));
    }

    [Theory]
    [InlineData(8)]
    [InlineData(-1)]
    [InlineData(0.5)]
    [InlineData(double.NaN)]
    public void An_index_that_there_is_not_is_refused_with_those_that_there_are(double index)
    {
        using var scope = NewDisposeScope();
        var fault = Assert.Throws<ArgumentException>(() => Density.LogTarget<ToyTarget>(zeros(1, 1, 2), full(1, 1, 1, index)));
        Assert.Contains("four-modes", fault.Message);
    }

    [Fact]
    public void Wrong_shapes_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Contains("Shape(2)", Assert.Throws<ArgumentException>(() => Density.LogTarget<ToyTarget>(zeros(1, 1, 3), zeros(1, 1, 1))).Message);
        Assert.Contains("Shape(1)", Assert.Throws<ArgumentException>(() => Density.LogTarget<ToyTarget>(zeros(1, 1, 2))).Message);
        Assert.Contains("at least 1", Assert.Throws<ArgumentException>(() => Quadrature.LogIntegral((a, _) => a, Region.Square(1), 0)).Message);
    }

    [Fact]
    public void The_rows_of_a_target_are_its_index()
    {
        using var scope = NewDisposeScope();
        var rows = ToyTarget.Rows(5, 3);
        Assert.Equal([3, 1], rows.shape);
        Assert.Equal([5, 5, 5], rows.data<float>().ToArray());
    }

    private static Tensor Index(string name, ScalarType type = ScalarType.Float64) =>
        full(1, 1, 1, (double)ToyTarget.Names.IndexOf(name), dtype: type);
}
