using Hiwae.Programs;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>Normal densities with a covariance, against the covariance itself.</summary>
public sealed class CovarianceTests
{
    private const ScalarType Double = ScalarType.Float64;

    private static readonly double LogTwoPi = Math.Log(2 * Math.PI);

    [Fact]
    public void Two_values_have_the_density_of_their_correlation()
    {
        // σ = (2, 3 √(1 + 0.75²)) = (2, 3.75), correlation 0.75 / 1.25 = 0.6.
        double[] raw = [1, -1, 0.75, Math.Log(2), Math.Log(3)];
        var (a, b) = ((2.5 - 1) / 2, (0.5 + 1) / 3.75);
        var expected = (-((a * a) - (2 * 0.6 * a * b) + (b * b)) / (2 * (1 - 0.36))) - LogTwoPi - Math.Log(2 * 3.75 * 0.8);
        Assert.Equal(expected, Log<MultivariateNormal>(raw, [2.5, 0.5]), 1e-12);

        // The same: one common noise for two values with noise of their own, σ² (1 + g²) = 4 and 3.75², 0.6 = g1 g2 / √((1 + g1²)(1 + g2²)).
        var g = Math.Sqrt(1.5);
        double[] low = [1, -1, g, g, Math.Log(2 / Math.Sqrt(2.5)), Math.Log(3.75 / Math.Sqrt(2.5))];
        Assert.Equal(expected, Log<LowRankMultivariateNormal<Rank1>>(low, [2.5, 0.5]), 1e-12);
    }

    [Fact]
    public void Any_number_of_values_has_the_density_of_its_covariance() => Property.Holds(Property.Seeds, seed =>
    {
        var random = new Random(seed);
        var size = random.Next(1, 8);
        Agree<MultivariateNormal>(random, size);
        Agree<LowRankMultivariateNormal<Rank1>>(random, size);
        Agree<LowRankMultivariateNormal<Rank3>>(random, size);
    }, tests: 60);

    [Theory]
    [InlineData(ScalarType.Float32)]
    [InlineData(ScalarType.Float64)]
    public void Densities_are_exact_at_extreme_parameters(ScalarType type)
    {
        foreach (var raw in Combinations(5))
        {
            foreach (var value in (double[][])[[0, 0], [1e20, -3], [-1000, 1e-40], [80, 80], [1e-20, 2]])
            {
                // By hand, and no part of it cancels: z of the second value is (v2 − μ2)/σ2 − u z1.
                var first = (value[0] - raw[0]) * Math.Exp(-raw[3]);
                var second = ((value[1] - raw[1]) * Math.Exp(-raw[4])) - (raw[2] * first);
                Near((-0.5 * ((first * first) + (second * second))) - raw[3] - raw[4] - LogTwoPi, Log<MultivariateNormal>(raw, value, type), type, raw, value);
            }
        }

        foreach (var raw in Combinations(6))
        {
            foreach (var value in (double[][])[[0, 0], [1e20, -3], [-1000, 1e-40], [80, 80], [1e-20, 2]])
            {
                // |a|² − (g · a)²/(1 + |g|²) by Lagrange's identity.
                var (a, b, c, d) = ((value[0] - raw[0]) * Math.Exp(-raw[4]), (value[1] - raw[1]) * Math.Exp(-raw[5]), raw[2], raw[3]);
                var (crossed, spread) = ((a * d) - (b * c), 1 + (c * c) + (d * d));
                var square = ((a * a) + (b * b) + (crossed * crossed)) / spread;
                Near((-0.5 * square) - (0.5 * Math.Log(spread)) - raw[4] - raw[5] - LogTwoPi, Log<LowRankMultivariateNormal<Rank1>>(raw, value, type), type, raw, value);
            }
        }
    }

    /// <summary>Columns of a factor that are nearly the same leave 1 of numbers of 10⁴.</summary>
    [Fact]
    public void Large_columns_that_are_alike_lose_nothing()
    {
        var random = new Random(5);
        for (var i = 0; i < 20; i++)
        {
            double[] raw = [.. Enumerable.Repeat(0.0, 4), .. Enumerable.Range(0, 12).Select(k => 80 + (k % 4) + (random.NextDouble() * 1e-3)), .. Enumerable.Repeat(0.0, 4)];
            raw = [.. raw.Select(number => (double)(float)number)];
            double[] value = [.. Enumerable.Range(0, 4).Select(_ => (double)(float)(random.NextDouble() - 0.5))];
            var expected = Dense(Covariance(raw, 4, 3), value);
            Assert.InRange(Log<LowRankMultivariateNormal<Rank3>>(raw, value, ScalarType.Float32), expected - 1e-4, expected + 1e-4);
        }
    }

    [Fact]
    public void Draws_have_the_covariance()
    {
        Drawn<MultivariateNormal>();
        Drawn<LowRankMultivariateNormal<Rank2>>();
    }

    /// <summary>While a raw number grows, the density flows along the velocities: ∂q/∂φ + ∂(q u)/∂v = 0 at every value, for the value v that φ moves,
    /// whose velocity is u.</summary>
    [Fact]
    public void Velocities_carry_the_density() => Property.Holds(Property.Seeds, seed =>
    {
        Carries<MultivariateNormal>(seed);
        Carries<LowRankMultivariateNormal<Rank2>>(seed);
        Carries<Normal>(seed);
    }, tests: 10);

    [Fact]
    public void Raw_parameters_of_another_number_are_refused_on_both_paths()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => Density.Log<MultivariateNormal>(zeros(8), zeros(3)));
        Assert.StartsWith("MultivariateNormal of 3 values takes 9 raw parameters in the last dimension, n (n + 3) / 2; there are 8.", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => Density.Log<LowRankMultivariateNormal<Rank2>>(zeros(11), zeros(3)));
        Assert.StartsWith("LowRankMultivariateNormal<Rank2> of 3 values takes 12 raw parameters in the last dimension, 4 for each value; there are 11.", error.Message, StringComparison.Ordinal);
        var recorder = new Recorder([3], isTraining: true);
        error = Assert.Throws<ArgumentException>(() => recorder.Add<MultivariateNormal>(recorder.Zeros(8), recorder.Data(0)));
        Assert.StartsWith("MultivariateNormal of 3 values takes 9 raw parameters; 8 were recorded.", error.Message, StringComparison.Ordinal);
        error = Assert.Throws<ArgumentException>(() => recorder.Draw<LowRankMultivariateNormal<Rank2>>(recorder.Zeros(11), 3, inPlate: true));
        Assert.StartsWith("LowRankMultivariateNormal<Rank2> of 3 values takes 12 raw parameters; 11 were recorded.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_numbers_of_raw_parameters_are_known()
    {
        var (full, low) = (DensityAttribute.Of(typeof(MultivariateNormal))!, DensityAttribute.Of(typeof(LowRankMultivariateNormal<Rank3>))!);
        Assert.Equal([2, 5, 9, 14, 65], new[] { 1, 2, 3, 4, 10 }.Select(full.Parameters));
        Assert.Equal((5, 50), (low.ParametersPerValue, low.Parameters(10)));
        Assert.True(low is { Reparameterised: true, Velocity: true, HasScale: true, Pairs: false, Ranked: true });
        Assert.Contains(
            "LowRankMultivariateNormal<Double> has a rank; its type argument must have a [Rank(…)] of at least 1",
            Assert.Throws<InvalidOperationException>(() => DensityAttribute.Of(typeof(LowRankMultivariateNormal<double>))).Message, StringComparison.Ordinal);
    }

    private static void Agree<T>(Random random, int size) where T : struct, IDensity<T>
    {
        var attribute = DensityAttribute.Of(typeof(T))!;
        double[] raw = [.. Enumerable.Range(0, attribute.Parameters(size)).Select(_ => (random.NextDouble() * 4) - 2)];
        double[] value = [.. Enumerable.Range(0, size).Select(_ => (random.NextDouble() * 6) - 3)];
        var covariance = Covariance(raw, size, attribute.Ranked ? attribute.ParametersPerValue - 2 : null);
        var expected = Dense(covariance, [.. value.Zip(raw, (v, mean) => v - mean)]);
        Assert.InRange(Log<T>(raw, value), expected - (1e-7 * (1 + Math.Abs(expected))), expected + (1e-7 * (1 + Math.Abs(expected))));
    }

    private static void Drawn<T>() where T : struct, IDensity<T>
    {
        const int Size = 4, Count = 400_000;
        using var scope = NewDisposeScope();
        var attribute = DensityAttribute.Of(typeof(T))!;
        var raw = Noise.FromSeed(3, dtype: Double).Normal(attribute.Parameters(Size)) * 0.7;
        var numbers = raw.data<double>().ToArray();
        var draws = T.Sample(raw, Noise.FromSeed(4, dtype: Double), Count, Size);
        var expected = Covariance(numbers, Size, attribute.Ranked ? attribute.ParametersPerValue - 2 : null);
        var mean = draws.mean([0]);
        var found = draws.sub(mean).t().matmul(draws.sub(mean)) / Count;
        for (var i = 0; i < Size; i++)
        {
            // Six standard errors of means, and of means of products: one false alarm in 10⁷.
            Assert.InRange(mean[i].ToDouble() - numbers[i], -6 * Math.Sqrt(expected[i, i] / Count), 6 * Math.Sqrt(expected[i, i] / Count));
            Assert.Equal(numbers[i], T.Mean(raw)[i].ToDouble());
            for (var j = 0; j < Size; j++)
            {
                var error = 6 * Math.Sqrt(((expected[i, i] * expected[j, j]) + (expected[i, j] * expected[i, j])) / Count);
                Assert.InRange(found[i, j].ToDouble() - expected[i, j], -error, error);
            }
        }
    }

    private static void Carries<T>(int seed) where T : struct, IDensity<T>
    {
        const int Size = 3;
        const double Step = 1e-5;
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: Double);
        var raw = noise.Normal(DensityAttribute.Of(typeof(T))!.Parameters(Size)).requires_grad_();
        var value = (noise.Normal(Size) * 2).requires_grad_();
        T.LogDensity(raw, value).backward();
        var owners = RawOwners.Spread<T>(arange(Size, dtype: Double)).data<double>().ToArray();
        var velocity = T.Velocity(raw, value.detach());
        Assert.Equal(raw.shape, velocity.shape);
        for (var k = 0; k < owners.Length; k++)
        {
            var shift = zeros(Size, dtype: Double);
            shift[(long)owners[k]] = tensor(Step, dtype: Double);
            var divergence = (T.Velocity(raw, value.detach() + shift) - T.Velocity(raw, value.detach() - shift))[k].ToDouble() / (2 * Step);
            var sum = raw.grad![k].ToDouble() + divergence + (velocity[k].ToDouble() * value.grad![(long)owners[k]].ToDouble());
            Assert.InRange(sum, -1e-6, 1e-6);
        }
    }

    private static double Log<T>(double[] raw, double[] value, ScalarType type = Double) where T : struct, IDensity<T>
    {
        using var scope = NewDisposeScope();
        return T.LogDensity(tensor(raw, dtype: type), tensor(value, dtype: type)).ToDouble();
    }

    private static void Near(double expected, double found, ScalarType type, double[] raw, double[] value)
    {
        // What is out of range is infinite, and raw numbers and values of 32 bits are what they are rounded to.
        var most = type == Double ? double.MaxValue : float.MaxValue;
        var allowed = Math.Abs(expected) * (type == Double ? 1e-12 : 1e-5);
        var isRight = Math.Abs(expected) > most ? found == Math.Sign(expected) * double.PositiveInfinity : Math.Abs(found - expected) <= allowed;
        Assert.True(isRight, $"{found} for {expected} at raw [{string.Join(", ", raw)}], value [{string.Join(", ", value)}]");
    }

    private static IEnumerable<double[]> Combinations(int count) => Enumerable.Range(0, (int)Math.Pow(3, count)).Select(
        number => Enumerable.Range(0, count).Select(i => (number / (int)Math.Pow(3, i) % 3) switch { 0 => -80.0, 1 => 0, _ => 80 }).ToArray());

    /// <summary>The covariance that raw numbers say, element by element.</summary>
    private static double[,] Covariance(double[] raw, int size, int? rank)
    {
        var width = rank is { } r ? size + r : size;
        var factor = new double[size, width];
        for (var i = 0; i < size; i++)
        {
            var scale = Math.Exp(raw[raw.Length - size + i]);
            factor[i, i] = scale;
            for (var j = 0; j < i && rank is null; j++)
                factor[i, j] = scale * raw[size + (i * (i - 1) / 2) + j];
            for (var k = 0; k < rank; k++)
                factor[i, size + k] = scale * raw[size + (k * size) + i];
        }

        var covariance = new double[size, size];
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
                covariance[i, j] = Enumerable.Range(0, width).Sum(k => factor[i, k] * factor[j, k]);
        }

        return covariance;
    }

    /// <summary>The normal log-density of a distance from the mean by the Cholesky factor of the covariance.</summary>
    private static double Dense(double[,] covariance, double[] distance)
    {
        var size = distance.Length;
        var (root, z, sum) = (new double[size, size], new double[size], -0.5 * size * LogTwoPi);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var rest = covariance[i, j] - Enumerable.Range(0, j).Sum(k => root[i, k] * root[j, k]);
                root[i, j] = i == j ? Math.Sqrt(rest) : rest / root[j, j];
            }

            z[i] = (distance[i] - Enumerable.Range(0, i).Sum(k => root[i, k] * z[k])) / root[i, i];
            sum -= (0.5 * z[i] * z[i]) + Math.Log(root[i, i]);
        }

        return sum;
    }
}
