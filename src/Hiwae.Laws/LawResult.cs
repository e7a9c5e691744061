namespace Hiwae.Laws;

/// <summary>The result for one law of one model.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Name">The law's name.</param>
/// <param name="Outcome">Whether it holds.</param>
/// <param name="Tests">The number of cases tried.</param>
/// <param name="Seed">The seed that replays it.</param>
public sealed record LawResult(string Model, string Name, LawOutcome Outcome, int Tests, long Seed)
{
    /// <summary>The statistic of the worst case, or of the counterexample; null where nothing was measured.</summary>
    public double? Statistic { get; init; }

    /// <summary>The upper limit of the statistic; null where nothing was measured.</summary>
    public double? Threshold { get; init; }

    /// <summary>Why the law does not apply; null where it does.</summary>
    public string? Reason { get; init; }

    /// <summary>The case that contradicts the law, shrunk; null where none does.</summary>
    public string? Counterexample { get; init; }

    /// <summary>What is wrong in words, the density named where one is to blame; null where numbers alone say it.</summary>
    public string? Finding { get; init; }

    /// <inheritdoc/>
    public override string ToString() => Outcome switch
    {
        LawOutcome.DoesNotApply => $"{Model}: {Name} does not apply: {Reason}",
        LawOutcome.Broken => FormattableString.Invariant(
            $"{Model}: {Name} does not hold: statistic {Statistic:g6}, threshold {Threshold:g6}, at {Counterexample}{(Finding is null ? "" : $": {Finding}")}"),
        _ => FormattableString.Invariant($"{Model}: {Name} holds: statistic {Statistic:g6}, threshold {Threshold:g6}, in {Tests} tests"),
    };
}

/// <summary>The outcome of a law.</summary>
public enum LawOutcome
{
    /// <summary>No case contradicted it.</summary>
    Holds,

    /// <summary>A case contradicts it.</summary>
    Broken,

    /// <summary>It says nothing about the model, or could not be measured; <see cref="LawResult.Reason"/> says why.</summary>
    DoesNotApply,
}
