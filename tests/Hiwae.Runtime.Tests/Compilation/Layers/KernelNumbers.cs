using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>The numbers that an operation of a case reads, by value.</summary>
internal sealed class KernelNumbers(KernelCase given, Dictionary<int, double[]> numbers)
{
    public Operation Operation => given.Operation;

    public KernelPlates Plates => given.Plates;

    /// <summary>Numbers as floats have them.</summary>
    public static KernelNumbers Random(KernelCase given)
    {
        var random = new Random(given.Seed);
        return new(given, given.Inputs.ToDictionary(
            value => value.Id,
            value => Enumerable.Range(0, given.Plates.RowsOf(value) * value.Columns).Select(_ => (double)Draw(given.Operation, value, random)).ToArray()));
    }

    /// <summary>All of a value.</summary>
    public double[] All(Value value) => numbers[value.Id];

    /// <summary>The row of a value that a row of the output reads.</summary>
    public ReadOnlySpan<double> Row(Value value, int row) =>
        numbers[value.Id].AsSpan(given.Plates.RowAt(value, given.Operation.Output.Level, row) * value.Columns, value.Columns);

    private static float Draw(Operation operation, Value value, Random random) => operation switch
    {
        Operation.Dropout dropout when dropout.Uniform.Id == value.Id => random.NextSingle(),
        Operation.BatchNorm norm when norm.Variance.Id == value.Id => 0.5f + random.NextSingle(),
        _ => (float)((2 * random.NextDouble()) - 1),
    };
}

/// <summary>What an operation should do, in 64-bit numbers.</summary>
internal abstract class KernelReference
{
    /// <summary>The output, all rows.</summary>
    public abstract double[] Forward(KernelNumbers numbers);

    /// <summary>The derivative of Σ g · output by a value; not a number where it is not asked for.</summary>
    public virtual double[] Backward(KernelNumbers numbers, Value value, double[] g)
    {
        const double step = 1e-5;
        const int most = 60;
        var at = numbers.All(value);
        var slopes = new double[at.Length];
        Array.Fill(slopes, double.NaN);
        var every = Math.Max(1, at.Length / most);
        for (var i = at.Length % every; i < at.Length; i += every)
        {
            var kept = at[i];
            at[i] = kept + step;
            var above = Sum(Forward(numbers), g);
            at[i] = kept - step;
            slopes[i] = (above - Sum(Forward(numbers), g)) / (2 * step);
            at[i] = kept;
        }
        return slopes;
    }

    private static double Sum(double[] y, double[] g)
    {
        var sum = 0.0;
        for (var i = 0; i < y.Length; i++)
            sum += y[i] * g[i];
        return sum;
    }
}
