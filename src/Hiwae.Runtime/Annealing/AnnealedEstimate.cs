namespace Hiwae.Annealing;

/// <summary>An estimate of log p(x) of one datum by chains.</summary>
/// <param name="LogWeights">log w of each chain, in nats.</param>
/// <param name="Value">
/// Of chains forward log (1/C Σ w), on average below log p(x); of chains backward −log (1/C Σ 1/w), on average above it, where they start from exact posterior samples of simulated data.
/// </param>
/// <param name="StandardError">Its standard error over chains, in nats, by the delta method; NaN for one chain. Chains that start from one posterior sample have that in common, which it does not see.</param>
/// <param name="Acceptance">The mean probability with which moves were accepted; NaN where none was made.</param>
public sealed record AnnealedEstimate(ImmutableArray<double> LogWeights, double Value, double StandardError, double Acceptance)
{
    /// <summary>The estimate from chains forward.</summary>
    /// <param name="logWeights">log w of each chain.</param>
    /// <param name="acceptance">The mean probability of acceptance.</param>
    public static AnnealedEstimate Forward(ImmutableArray<double> logWeights, double acceptance) => Of(logWeights, 1, acceptance);

    /// <summary>The estimate from chains backward.</summary>
    /// <inheritdoc cref="Forward"/>
    public static AnnealedEstimate Backward(ImmutableArray<double> logWeights, double acceptance) => Of(logWeights, -1, acceptance);

    private static AnnealedEstimate Of(ImmutableArray<double> logWeights, int sign, double acceptance)
    {
        var highest = logWeights.Max(log => sign * log);
        if (!double.IsFinite(highest))
            return new(logWeights, sign * highest, double.NaN, acceptance);
        double[] ratios = [.. logWeights.Select(log => Math.Exp((sign * log) - highest))];
        var (mean, count) = (ratios.Average(), ratios.Length);
        var variance = count < 2 ? double.NaN : ratios.Sum(ratio => (ratio - mean) * (ratio - mean)) / (count - 1);
        return new(logWeights, sign * (highest + Math.Log(mean)), Math.Sqrt(variance / count) / mean, acceptance);
    }
}

/// <summary>log p(x) of a simulated datum between two estimates.</summary>
/// <param name="Forward">From the start density: on average below log p(x).</param>
/// <param name="Backward">From the exact posterior sample: on average above it.</param>
public sealed record Sandwich(AnnealedEstimate Forward, AnnealedEstimate Backward)
{
    /// <summary>The distance between the two, in nats; it may be negative for one datum by chance.</summary>
    public double Gap => Backward.Value - Forward.Value;
}
