using Hiwae.Cli.Use;
using TorchSharp;

namespace Hiwae.Cli.Tests.Use;

/// <summary>Where a prior has its probability.</summary>
public class PriorQuantilesTests
{
    private const int Side = 20;

    /// <summary>Of draws from a standard normal distribution they are near to what they are of the distribution itself; 5 standard errors of the outermost are 0.43.</summary>
    [Fact]
    public void Draws_say_what_the_formula_says()
    {
        var exact = new PriorQuantiles(null);
        var drawn = new PriorQuantiles(Draws((first, second) => (first, second)));
        Assert.True(exact.IsStandard && !drawn.IsStandard);
        foreach (var (formula, column) in exact.Grid(Side).Zip(drawn.Grid(Side)))
        {
            Assert.Equal(formula.First, column.First, 0.1f);
            Assert.All(formula.Seconds.Zip(column.Seconds), pair => Assert.Equal(pair.First, pair.Second, 0.43f));
        }

        Assert.Equal((-3, 3), exact.RangeOf(1));
        Assert.InRange(drawn.RangeOf(1).Low, -3.5f, -2.6f);
        Assert.InRange(drawn.RangeOf(1).High, 2.6f, 3.5f);
    }

    /// <summary>The second value is where it is given the first, not where it is by itself; and neither needs be about nought.</summary>
    [Fact]
    public void A_grid_follows_a_bent_prior()
    {
        var bent = new PriorQuantiles(Draws((first, second) => (10 + first, (first * first) + (0.1f * second))));
        foreach (var (first, seconds) in bent.Grid(Side)[1..^1]) // A strip at an end is wide.
        {
            var middle = (first - 10) * (first - 10);
            Assert.All(seconds[2..^2], second => Assert.InRange(second, middle - 1, middle + 1));
            Assert.Equal(seconds.Order(), seconds);
        }

        Assert.InRange(bent.RangeOf(0).Low, 6.5f, 7.4f);
        Assert.InRange(bent.RangeOf(1).Low, -0.4f, 0);
    }

    private static float[,] Draws(Func<float, float, (float First, float Second)> of)
    {
        using var scope = torch.NewDisposeScope();
        using var generator = new torch.Generator(1);
        var values = torch.randn(PriorQuantiles.Draws * 2, generator: generator).data<float>().ToArray();
        var draws = new float[PriorQuantiles.Draws, 2];
        for (var row = 0; row < PriorQuantiles.Draws; row++)
            (draws[row, 0], draws[row, 1]) = of(values[2 * row], values[(2 * row) + 1]);
        return draws;
    }
}
