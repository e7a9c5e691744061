using Hiwae.Randomness;
using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Hiwae.Runtime.Tests.Randomness;

/// <summary>The numbers against their distributions. Each statistic lies outside of its range for one seed in a million.</summary>
public sealed unsafe class DistributionTests
{
    private const double FalseAlarms = 1e-6;
    private const int Numbers = 1 << 20;

    /// <summary>Two-sided, of a standard normal statistic.</summary>
    private const double Quantile = 4.8916;

    /// <summary>√n times the distance of Kolmogorov and Smirnov: P(above d) ≤ 2 exp(−2 d²).</summary>
    private static readonly double Distance = Math.Sqrt(Math.Log(2 / FalseAlarms) / 2);

    [Theory, InlineData(NoiseKind.Normal), InlineData(NoiseKind.Uniform), InlineData(NoiseKind.OpenUniform)]
    public void Numbers_follow_their_distribution(NoiseKind kind)
    {
        Func<double, double> cumulative = kind == NoiseKind.Normal ? x => SpecialFunctions.Erfc(-x / Math.Sqrt(2)) / 2 : x => x;
        foreach (var numbers in new[] { Singles(kind, 1024), Singles(kind, 2), Doubles(kind) })
        {
            Array.Sort(numbers);
            var distance = numbers.Select((x, i) => Math.Max(((i + 1.0) / Numbers) - cumulative(x), cumulative(x) - ((double)i / Numbers))).Max();
            Assert.InRange(distance * Math.Sqrt(Numbers), 0, Distance);
        }
    }

    /// <summary>E x^m is 1 · 3 · … · (m − 1) for even m, else 0.</summary>
    [Fact]
    public void Moments_of_normal_numbers_are_those_of_the_normal_distribution()
    {
        foreach (var numbers in new[] { Singles(NoiseKind.Normal, 1024), Doubles(NoiseKind.Normal) })
        {
            for (var order = 1; order <= 6; order++)
            {
                static double Moment(int m) => m % 2 == 1 ? 0 : SpecialFunctions.Factorial(m) / SpecialFunctions.Factorial(m / 2) / Math.Pow(2, m / 2);
                var error = Math.Sqrt((Moment(2 * order) - (Moment(order) * Moment(order))) / Numbers);
                Assert.InRange((numbers.Average(x => Math.Pow(x, order)) - Moment(order)) / error, -Quantile, Quantile);
            }
        }
    }

    /// <summary>Neighbours in a row share a block, or not; those in a column share neither.</summary>
    [Theory, InlineData(1), InlineData(2), InlineData(3), InlineData(4), InlineData(1024)]
    public void Numbers_and_their_squares_are_not_correlated_with_their_neighbours(int distance)
    {
        foreach (var numbers in new[] { Singles(NoiseKind.Normal, 1024), Doubles(NoiseKind.Normal) })
        {
            var pairs = numbers.Zip(numbers.Skip(distance)).ToArray();
            Assert.InRange(pairs.Average(p => p.First * p.Second) * Math.Sqrt(pairs.Length), -Quantile, Quantile);
            Assert.InRange(pairs.Average(p => ((p.First * p.First) - 1) * ((p.Second * p.Second) - 1)) * Math.Sqrt(pairs.Length) / 2, -Quantile, Quantile);
        }
    }

    /// <summary>Counts beyond a bound are binomial.</summary>
    [Fact]
    public void Tails_of_normal_numbers_are_as_thick_as_they_should_be()
    {
        const int Blocks = 64;
        int[] bounds = [1, 2, 3, 4, 5];
        var counts = new long[bounds.Length, 2];
        var noise = new CounterNoise(9);
        var numbers = new float[Numbers];
        var largest = 0f;
        fixed (float* to = numbers)
        {
            for (var block = 0; block < Blocks; block++)
            {
                noise.Fill(NoiseKind.Normal, noise.Reserve(), 0, 1024, 1024, to);
                foreach (var x in numbers)
                {
                    largest = Math.Max(largest, Math.Abs(x));
                    for (var i = 0; i < bounds.Length && Math.Abs(x) > bounds[i]; i++)
                        counts[i, x < 0 ? 0 : 1]++;
                }
            }
        }

        for (var i = 0; i < bounds.Length; i++)
        {
            var mean = (double)Blocks * Numbers * SpecialFunctions.Erfc(bounds[i] / Math.Sqrt(2)) / 2;
            for (var side = 0; side < 2; side++)
            {
                Assert.InRange(MathNet.Numerics.Distributions.Poisson.CDF(mean, counts[i, side]), FalseAlarms / 2, 1);
                Assert.InRange(MathNet.Numerics.Distributions.Poisson.CDF(mean, counts[i, side] - 1), 0, 1 - (FalseAlarms / 2));
            }
        }

        // None above 5 is less likely yet, and 6.66 is the largest there is.
        Assert.InRange(largest, 5, 6.67f);
    }

    private static double[] Singles(NoiseKind kind, long columns)
    {
        var numbers = new float[Numbers];
        fixed (float* to = numbers)
            new CounterNoise(4).Fill(kind, 0, 0, Numbers / columns, columns, to);
        return Array.ConvertAll(numbers, number => (double)number);
    }

    private static double[] Doubles(NoiseKind kind)
    {
        var numbers = new double[Numbers];
        fixed (double* to = numbers)
            new CounterNoise(4, dtype: ScalarType.Float64).Fill(kind, 0, new NoiseRegion(0, 1024, 0, 1024, 1024), to);
        return numbers;
    }
}
