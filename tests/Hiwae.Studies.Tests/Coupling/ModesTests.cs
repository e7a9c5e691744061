using Hiwae.Studies.Coupling;

namespace Hiwae.Studies.Tests.Coupling;

public sealed class ModesTests
{
    private const int Side = 81;

    [Theory]
    [InlineData(1, 1.0)]
    [InlineData(2, 1.0, 0.5)]
    [InlineData(3, 1.0, 0.5, 0.2)]
    [InlineData(2, 1.0, 0.5, 0.001)]
    public void Hills_count_where_they_have_mass(int expected, params double[] heights)
    {
        double[] log = [.. from i in Enumerable.Range(0, Side * Side)
                           let x = ((i / Side) - 40) / 10.0
                           let y = ((i % Side) - 40) / 10.0
                           select Math.Log(heights.Select((height, hill) => height * Math.Exp(-((x - (2 * hill) + 2) * (x - (2 * hill) + 2) * 8) - (y * y * 8))).Sum() + 1e-300)];
        Assert.Equal(expected, Modes.Count(log, Side));
    }
}
