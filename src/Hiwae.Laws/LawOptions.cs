namespace Hiwae.Laws;

/// <summary>Options of a verification: the number of cases, their seed, and what only the user knows of a model.</summary>
public sealed record LawOptions
{
    /// <summary>The largest number of random cases for a law.</summary>
    public const int MostTests = 1_000_000;

    /// <summary>Random cases for each law that holds for every realisation; a statistical law gets a tenth of them, and at least one.</summary>
    public int Tests { get; init; } = 10;

    /// <summary>The seed of the cases: the same seed gives the same cases, and the same counterexample.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>log ∫ p̃, in nats, of a model with an unnormalised target and no observed variable, where it is known: ŵ is then held to it.</summary>
    public double? LogNormaliser { get; init; }

    /// <summary>
    /// Makes random data, each variable [count, size]: for models that do not take all data of their variables' support. Null for
    /// random values from the support of each observed variable's density.
    /// </summary>
    public Func<long, Noise, Observation>? Data { get; init; }

    /// <summary>Callback after each law, with its result.</summary>
    public Action<LawResult>? Progress { get; init; }

    /// <summary>Cancellation, checked between two cases; see <see cref="ModelLaws.Verify{TModel}"/>.</summary>
    public Func<bool>? IsStopped { get; init; }

    /// <summary>The options themselves where every one is in its range.</summary>
    /// <exception cref="ArgumentException">One is not; the message names it and its limit.</exception>
    public LawOptions Check() => this switch
    {
        { Tests: < 1 or > MostTests } => throw new ArgumentException($"The number of tests is {Tests}; it must be from 1 to {MostTests}."),
        { Seed: < 0 } => throw new ArgumentException($"The seed is {Seed}; it must be at least 0."),
        { LogNormaliser: { } value } when !double.IsFinite(value) => throw new ArgumentException(
            FormattableString.Invariant($"The target's log normaliser is {value}; it must be a finite number of nats.")),
        _ => this,
    };
}
