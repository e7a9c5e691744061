using Hiwae.Studies.Coupling;

namespace Hiwae.Studies.Tests.Coupling;

public sealed class MeasurementTests
{
    /// <summary>Two terms of which one is what the other lacks: their sum does not vary.</summary>
    [Fact]
    public void Terms_that_make_each_other_up_have_the_dependence_minus_one()
    {
        var found = Measurement.Of(Terms(1000, (u, _) => (u, 1 - u)), 0);
        Assert.Equal(-1, found.Dependence, 1e-9);
        Assert.Equal(0, found.Gap, 1e-9);
        Assert.Equal(1, found.Mean, 1e-9);
        Assert.InRange(found.DependenceFloor, -1, -1);
    }

    [Fact]
    public void Terms_that_are_the_same_have_the_dependence_one()
    {
        var found = Measurement.Of(Terms(1000, (u, _) => (u / 2, u / 2)), Math.Log(0.5));
        Assert.Equal(1, found.Dependence, 1e-9);
    }

    [Fact]
    public void Independent_terms_have_none()
    {
        var found = Measurement.Of(Terms(100_000, (u, v) => (u, v)), 0);
        Assert.InRange(found.Dependence, -0.02, 0.02);
    }

    /// <summary>Var(v)/(E v)² of the square of a uniform number is 4/5, and the floor the negative of its inverse.</summary>
    [Fact]
    public void The_floor_is_minus_one_over_the_relative_variance()
    {
        var found = Measurement.Of(Terms(200_000, (u, v) => (u * u, v * v)), 0);
        Assert.Equal(-1.25, found.Floor, 0.03);
        Assert.Equal(-1, found.DependenceFloor);
        var heavy = Measurement.Of(Terms(200_000, (u, v) => (Math.Exp(3 * u), Math.Exp(3 * v))), 0);
        var relative = ((Math.Exp(6) - 1) / 6 / Math.Pow((Math.Exp(3) - 1) / 3, 2)) - 1;
        Assert.Equal(-1 / relative, heavy.Floor, 0.05);
    }

    private static double[,] Terms(int repeats, Func<double, double, (double, double)> terms)
    {
        var random = new Random(1);
        var table = new double[repeats, 2];
        for (var r = 0; r < repeats; r++)
        {
            var (first, second) = terms(random.NextDouble(), random.NextDouble());
            (table[r, 0], table[r, 1]) = (Math.Log(first), Math.Log(second));
        }

        return table;
    }
}
