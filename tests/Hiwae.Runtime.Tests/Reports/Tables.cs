namespace Hiwae.Runtime.Tests.Reports;

/// <summary>Tables of log weights.</summary>
internal static class Tables
{
    /// <summary>[repeats, samples] of independent standard normal values, about some level.</summary>
    public static double[,] Normal(Random random, int repeats, int samples, double level = 0)
    {
        var table = new double[repeats, samples];
        for (var r = 0; r < repeats; r++)
        {
            for (var j = 0; j < samples; j++)
                table[r, j] = level + Normal(random);
        }

        return table;
    }

    /// <summary>A standard normal value.</summary>
    public static double Normal(Random random) =>
        Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());

    /// <summary>Each entry made from its row and column.</summary>
    public static double[,] Of(int repeats, int samples, Func<int, int, double> entry)
    {
        var table = new double[repeats, samples];
        for (var r = 0; r < repeats; r++)
        {
            for (var j = 0; j < samples; j++)
                table[r, j] = entry(r, j);
        }

        return table;
    }
}
