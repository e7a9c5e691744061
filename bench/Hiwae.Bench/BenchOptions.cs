namespace Hiwae.Bench;

/// <summary>How much is measured.</summary>
/// <param name="Workloads">Which, in order.</param>
/// <param name="Rounds">How many times each side takes its turn.</param>
/// <param name="WarmSeconds">What each side runs before it is measured.</param>
/// <param name="RoundSeconds">What a turn of the slowest side takes, about.</param>
/// <param name="Tunes">Whether the tuned peer's settings are searched for; without, the first guess stands.</param>
internal sealed record BenchOptions(ImmutableArray<Workload> Workloads, int Rounds, double WarmSeconds, double RoundSeconds, bool Tunes)
{
    /// <summary>How many rounds are taken where some are disturbed.</summary>
    public int MostRounds => Tunes ? 4 * Rounds : Rounds;

    /// <summary>At least five rounds, or fewer and shorter ones.</summary>
    public static BenchOptions Of(ImmutableArray<Workload> workloads, int? rounds, bool quick) => quick
        ? new(workloads, rounds ?? 3, 0.5, 0.4, Tunes: false)
        : new(workloads, rounds ?? 7, 1.5, 2, Tunes: true);
}
