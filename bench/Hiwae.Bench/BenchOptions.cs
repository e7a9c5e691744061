namespace Hiwae.Bench;

/// <summary>The extent of a measurement.</summary>
/// <param name="Workloads">The workloads, in order.</param>
/// <param name="Threads">Threads of every side.</param>
/// <param name="Rounds">Turns of each side.</param>
/// <param name="MostRounds">The most rounds, where some are disturbed.</param>
/// <param name="WarmSeconds">Seconds of warm-up of each side.</param>
/// <param name="RoundSeconds">About the seconds of a turn of the slowest side.</param>
internal sealed record BenchOptions(
    ImmutableArray<Workload> Workloads, int Threads, int Rounds, int MostRounds, double WarmSeconds, double RoundSeconds)
{
    /// <summary>The options of a command line.</summary>
    /// <param name="workloads">The workloads, in order.</param>
    /// <param name="threads">Threads of every side.</param>
    /// <param name="rounds">The number of rounds; null for the default.</param>
    /// <param name="quick">Whether rounds are fewer and shorter, and taken as they come.</param>
    public static BenchOptions Of(ImmutableArray<Workload> workloads, int threads, int? rounds, bool quick) => (quick, rounds) switch
    {
        (true, _) => new(workloads, threads, rounds ?? 3, rounds ?? 3, 0.5, 0.4),
        _ => new(workloads, threads, rounds ?? 7, 4 * (rounds ?? 7), 1.5, 2),
    };

    /// <summary>Whether a disturbed round is taken once more.</summary>
    public bool Repeats => MostRounds > Rounds;
}
