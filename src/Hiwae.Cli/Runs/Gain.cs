namespace Hiwae.Cli.Runs;

/// <summary>
/// Whether training, which went on to its end with finite numbers, lost what it had gained. The bound of the untrained network is what a model knows that has
/// learned nothing; from there on the gain is counted, so that neither the unit of the data nor a constant of their density matters.
/// </summary>
internal static class Gain
{
    // Within this the bound of the first batch, of a few images, may differ from that of others.
    private const double Noise = 0.1;

    /// <summary>Whether more than half of the gain is lost, or more than all of it, by more than noise.</summary>
    /// <param name="start">The bound of the untrained network, in nats.</param>
    /// <param name="best">The best bound since.</param>
    /// <param name="end">The bound of the parameters that are kept.</param>
    public static bool IsLost(double start, double best, double end)
    {
        var highest = Math.Max(start, best);
        return highest - end > Math.Max(1 + (Noise * Math.Abs(start)), (highest - start) / 2);
    }
}
