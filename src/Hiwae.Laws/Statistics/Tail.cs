using Hiwae.Laws.Cases;

namespace Hiwae.Laws.Statistics;

/// <summary>Tail probabilities and quantiles of the normal and of Student's t distribution.</summary>
internal static class Tail
{
    /// <summary>The false-alarm rate: the probability, at most, that a statistical test of a law that holds fails by chance.</summary>
    public const double FalseAlarms = 1e-6;

    /// <summary>The part of it that one look of a sequential test has.</summary>
    public const double AtLook = FalseAlarms / Sequential.Decisions;

    /// <summary>The two-sided quantile of one look.</summary>
    public static double Quantile { get; } = NormalQuantile(AtLook / 2);

    /// <summary>The number that a standard normal variable exceeds with a small probability.</summary>
    /// <param name="probability">At most 0.02.</param>
    public static double NormalQuantile(double probability)
    {
        var (low, high, target) = (2.0, 40.0, Math.Log(probability));
        while (high - low > 1e-12 * high)
        {
            var middle = (low + high) / 2;
            (low, high) = LogUpperTail(middle) > target ? (middle, high) : (low, middle);
        }

        return low;
    }

    /// <summary>
    /// The standard normal number as far out as a number of Student's t distribution: z = (8ν + 1)/(8ν + 3) √(ν log(1 + t²/ν)),
    /// the approximation of Wallace (1959).
    /// </summary>
    /// <param name="t">A difference in standard errors that were estimated themselves.</param>
    /// <param name="freedom">ν, at least 1.</param>
    public static double FromStudent(double t, int freedom) =>
        (((8.0 * freedom) + 1) / ((8.0 * freedom) + 3)) * Math.Sqrt(freedom * double.LogP1(t * t / freedom));

    /// <summary>log P(Z > z) for z ≥ 2, by Laplace's continued fraction φ(z) / (z + 1/(z + 2/(z + 3/(z + …)))).</summary>
    private static double LogUpperTail(double z)
    {
        var fraction = z;
        for (var k = 80; k > 0; k--)
            fraction = z + (k / fraction);
        return (-z * z / 2) - (0.5 * Math.Log(2 * Math.PI)) - Math.Log(fraction);
    }
}
