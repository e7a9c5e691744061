using System.Text.Json.Serialization;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Verify;

/// <summary>What <c>verify --json</c> prints.</summary>
/// <param name="Laws">One for each law and model, also for those that do not apply.</param>
/// <param name="Holds">Whether none is broken.</param>
/// <param name="Interrupted">Whether some were not tested.</param>
/// <param name="Seed">The seed of the cases.</param>
/// <param name="Seconds">How long it took.</param>
internal sealed record VerifyResult(IReadOnlyList<VerifiedLaw> Laws, bool Holds, bool Interrupted, long Seed, double Seconds);

/// <summary>What became of one law of one model.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Name">The law's name.</param>
/// <param name="Holds">Null where the law does not apply.</param>
/// <param name="Tests">How many cases were tried.</param>
/// <param name="Statistic">Of the worst case, or of the counterexample; null where nothing was measured, or where it is not finite.</param>
/// <param name="Threshold">What the statistic may be at most.</param>
/// <param name="Seed">What replays it.</param>
/// <param name="Reason">Why the law does not apply.</param>
/// <param name="Counterexample">The case that contradicts the law, shrunk.</param>
internal sealed record VerifiedLaw(
    string Model, string Name, bool? Holds, int Tests, double? Statistic, double? Threshold, long Seed, string? Reason, string? Counterexample)
{
    public static VerifiedLaw Of(LawResult law) => new(
        law.Model,
        law.Name,
        law.Outcome == LawOutcome.DoesNotApply ? null : law.Outcome == LawOutcome.Holds,
        law.Tests,
        Numbers.Finite(law.Statistic),
        law.Threshold,
        law.Seed,
        law.Reason,
        law.Counterexample);
}

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(VerifyResult))]
internal sealed partial class VerifyJson : JsonSerializerContext;
