namespace Hiwae.Laws.Tests;

public sealed class TailTests
{
    // Published quantiles of the standard normal distribution.
    [Theory]
    [InlineData(0.005, 2.575829303548901)]
    [InlineData(5e-7, 4.891638475699)]
    [InlineData(1e-9, 5.997807015008)]
    public void Normal_quantiles_are_those_of_the_tables(double probability, double expected) =>
        Assert.Equal(expected, Tail.NormalQuantile(probability), 6);

    // Two-sided probabilities of Student's t: 4.437 at 9 degrees is exceeded with 0.00163, as 3.150 of a normal variable is.
    [Theory]
    [InlineData(4.781, 9, 3.2905)]
    [InlineData(3.551, 39, 3.287)]
    [InlineData(2.626, 99, 2.576)]
    public void Student_s_quantiles_become_normal_ones(double t, int freedom, double expected) =>
        Assert.Equal(expected, Tail.FromStudent(t, freedom), 0.01);

    [Fact]
    public void Verdicts_that_are_not_a_number_do_not_hold() => Assert.False(new Verdict(double.NaN, 1).Holds);
}
