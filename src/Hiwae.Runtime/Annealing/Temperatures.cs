namespace Hiwae.Annealing;

/// <summary>The temperatures 0 = β_0 &lt; … &lt; β_T = 1 of a chain.</summary>
internal static class Temperatures
{
    // The range of the sigmoid, as Grosse et al. (2015) and Wu et al. (2017) have it.
    private const double Range = 4;

    /// <summary>β_t = (σ(4 (2t/T − 1)) − σ(−4)) / (σ(4) − σ(−4)): close to one another at both ends, [T + 1].</summary>
    public static double[] Sigmoid(int steps)
    {
        var (low, high) = (Logistic(-Range), Logistic(Range));
        var betas = new double[steps + 1];
        for (var t = 1; t < steps; t++)
            betas[t] = (Logistic(Range * ((2.0 * t / steps) - 1)) - low) / (high - low);
        betas[steps] = 1;
        return betas;
    }

    private static double Logistic(double x) => 1 / (1 + Math.Exp(-x));
}
