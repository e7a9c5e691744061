namespace Hiwae.Runtime.Tests;

/// <summary>Log-densities of single values in 64-bit numbers, by raw parameters.</summary>
internal static class ExactDensities
{
    private static readonly double HalfLogTwoPi = 0.5 * Math.Log(2 * Math.PI);

    /// <summary>Of one value under one member: p its raw parameters.</summary>
    public delegate double Density(double[] p, double x);

    public static double Normal(double[] p, double x) => (-0.5 * Math.Pow((x - p[0]) * Math.Exp(-p[1]), 2)) - p[1] - HalfLogTwoPi;

    public static double Bernoulli(double[] p, double x) => (x * p[0]) - Precise.Softplus(p[0]);

    public static double Laplace(double[] p, double x) => -(Math.Abs(x - p[0]) * Math.Exp(-p[1])) - p[1] - Math.Log(2);

    /// <summary>A row under one member; values that a mask does not show count nothing.</summary>
    /// <param name="density">The family.</param>
    /// <param name="raw">Blocks of as many numbers as there are values.</param>
    /// <param name="x">The values.</param>
    /// <param name="mask">Empty where all are there; else one number, or one for each value.</param>
    public static double Row(Density density, ReadOnlySpan<double> raw, double[] x, double[] mask)
    {
        var (size, sum) = (x.Length, 0.0);
        var p = new double[raw.Length / size];
        for (var j = 0; j < size; j++)
        {
            if (mask.Length > 0 && !(mask[mask.Length == 1 ? 0 : j] > 0))
                continue;
            for (var k = 0; k < p.Length; k++)
                p[k] = raw[(k * size) + j];
            sum += density(p, x[j]);
        }

        return sum;
    }

    /// <summary>A row under a categorical variable.</summary>
    public static double Categorical(ReadOnlySpan<double> logits, double[] x)
    {
        var total = LogSum(logits);
        var sum = 0.0;
        for (var j = 0; j < x.Length; j++)
            sum += x[j] * (logits[j] - total);
        return sum;
    }

    public static double LogSum(ReadOnlySpan<double> x)
    {
        var highest = double.NegativeInfinity;
        foreach (var number in x)
            highest = Math.Max(highest, number);
        if (double.IsInfinity(highest))
            return highest;
        var sum = 0.0;
        foreach (var number in x)
            sum += Math.Exp(number - highest);
        return highest + Math.Log(sum);
    }
}
