namespace Hiwae.Bench.Scale;

/// <summary>What a message costs between two machines.</summary>
/// <param name="Name">What connects them.</param>
/// <param name="Latency">Seconds for an empty message.</param>
/// <param name="Bandwidth">Bytes in a second, one way.</param>
internal readonly record struct Link(string Name, double Latency, double Bandwidth)
{
    /// <summary>
    /// Seconds for a sum over all ranks that each of them has at the end: halves are exchanged, then quarters and so on, added, and gathered again (Rabenseifner 2004), which takes 2 log₂ R messages, and of the bytes
    /// 2 (R − 1) / R. Where that is less, log₂ R messages of all bytes.
    /// </summary>
    public double AllReduce(double bytes, int ranks)
    {
        var rounds = Math.Ceiling(Math.Log2(ranks));
        return Math.Min(rounds * (Latency + (bytes / Bandwidth)), (2 * rounds * Latency) + (2.0 * (ranks - 1) / ranks * bytes / Bandwidth));
    }
}

/// <summary>The time of a step in one process: what it takes whatever the work, and what each unit of the work takes.</summary>
/// <param name="Fixed">Seconds for the update of all parameters and what else is not divided.</param>
/// <param name="PerUnit">Seconds for a datum, or for a sample of all data of the batch.</param>
internal readonly record struct StepTime(double Fixed, double PerUnit)
{
    /// <summary>The line through two measurements.</summary>
    public static StepTime Through((double Units, double Seconds) few, (double Units, double Seconds) many)
    {
        var slope = (many.Seconds - few.Seconds) / (many.Units - few.Units);
        return new(Math.Max(0, few.Seconds - (slope * few.Units)), slope);
    }

    /// <summary>Seconds for some work.</summary>
    public double Of(double units) => Fixed + (PerUnit * units);
}

/// <summary>A step that several ranks take, by a model of its cost: the ranks compute at the same time, and then add up what they found. Nothing of the two overlaps.</summary>
/// <param name="Name">The model, and what is divided.</param>
/// <param name="Unit">What is divided, in words.</param>
/// <param name="Compute">The time of computing.</param>
/// <param name="GradientBytes">The bytes of all gradients.</param>
/// <param name="SmallMessages">The bytes of each of the small messages of a step: the bound and, of divided samples, the sums of the weights.</param>
internal sealed record ScaledStep(string Name, string Unit, StepTime Compute, double GradientBytes, ImmutableArray<double> SmallMessages)
{
    /// <summary>Seconds that ranks spend on messages in a step.</summary>
    public double Messages(Link link, int ranks) => ranks == 1 ? 0 : link.AllReduce(GradientBytes, ranks) + SmallMessages.Sum(bytes => link.AllReduce(bytes, ranks));

    /// <summary>The part of their time that ranks spend on what one rank would do too, where each has as much work as that one.</summary>
    /// <param name="units">The work of each rank.</param>
    /// <param name="link">What connects them.</param>
    /// <param name="ranks">Their number.</param>
    public double WeakEfficiency(double units, Link link, int ranks) => Compute.Of(units) / (Compute.Of(units) + Messages(link, ranks));

    /// <summary>How many times as fast as one rank they are for the same work, as a part of their number. Where there is less to divide than there are ranks, some have nothing to do.</summary>
    /// <param name="units">The work of all ranks together.</param>
    /// <param name="link">What connects them.</param>
    /// <param name="ranks">Their number.</param>
    public double StrongEfficiency(double units, Link link, int ranks) => Compute.Of(units) / (ranks * (Compute.Of(Math.Max(1, Math.Ceiling(units / ranks))) + Messages(link, ranks)));

    /// <summary>The largest power of two of ranks up to which half of what is paid for is used; the limit where that is more.</summary>
    /// <param name="units">The work of all ranks together.</param>
    /// <param name="link">What connects them.</param>
    /// <param name="limit">The most ranks that are looked at.</param>
    public int WorthUpTo(double units, Link link, int limit)
    {
        var ranks = 1;
        while (ranks < limit && StrongEfficiency(units, link, ranks * 2) >= 0.5)
            ranks *= 2;
        return ranks;
    }
}
