namespace Hiwae.Bench;

/// <summary>How much is measured.</summary>
/// <param name="Workloads">Which, in order.</param>
/// <param name="Threads">Threads of every side.</param>
/// <param name="Rounds">How many times each side takes its turn.</param>
/// <param name="MostRounds">How many rounds are taken where some are disturbed.</param>
/// <param name="WarmSeconds">What each side runs before it is measured.</param>
/// <param name="RoundSeconds">What a turn of the slowest side takes, about.</param>
internal sealed record BenchOptions(
    ImmutableArray<Workload> Workloads, int Threads, int Rounds, int MostRounds, double WarmSeconds, double RoundSeconds)
{
    /// <summary>What the command line asks for.</summary>
    /// <param name="workloads">Which, in order.</param>
    /// <param name="threads">Threads of every side.</param>
    /// <param name="rounds">How many rounds; null for as many as there are by themselves.</param>
    /// <param name="quick">Whether rounds are fewer and shorter, and taken as they come.</param>
    public static BenchOptions Of(ImmutableArray<Workload> workloads, int threads, int? rounds, bool quick) => (quick, rounds) switch
    {
        (true, _) => new(workloads, threads, rounds ?? 3, rounds ?? 3, 0.5, 0.4),
        _ => new(workloads, threads, rounds ?? 7, 4 * (rounds ?? 7), 1.5, 2),
    };

    /// <summary>Whether a disturbed round is taken once more.</summary>
    public bool Repeats => MostRounds > Rounds;
}
