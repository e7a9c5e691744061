using System.Text.Json.Serialization;
using Hiwae.Cli.Terminal;

namespace Hiwae.Cli.Verify;

/// <summary>The result of <c>verify --json</c>.</summary>
/// <param name="Laws">One for each law and model, also for those that do not apply.</param>
/// <param name="Holds">Whether none is broken.</param>
/// <param name="Interrupted">Whether some were not tested.</param>
/// <param name="Seed">The seed of the cases.</param>
/// <param name="Seconds">The duration.</param>
internal sealed record VerifyResult(IReadOnlyList<VerifiedLaw> Laws, bool Holds, bool Interrupted, long Seed, double Seconds);

/// <summary>The verdict on one law of one model.</summary>
/// <param name="Model">The model's name.</param>
/// <param name="Name">The law's name.</param>
/// <param name="Holds">Null where the law does not apply.</param>
/// <param name="Tests">The number of cases.</param>
/// <param name="Statistic">Of the worst case, or of the counterexample; null where nothing was measured, or where it is not finite.</param>
/// <param name="Threshold">The greatest statistic with which the law holds.</param>
/// <param name="Seed">The seed that replays it.</param>
/// <param name="Reason">The reason why the law does not apply.</param>
/// <param name="Finding">What is wrong in words.</param>
/// <param name="Counterexample">The case that contradicts the law, shrunk.</param>
internal sealed record VerifiedLaw(
    string Model, string Name, bool? Holds, int Tests, double? Statistic, double? Threshold, long Seed, string? Reason, string? Finding, string? Counterexample)
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
        law.Finding,
        law.Counterexample);
}

/// <summary>The serialisation of the results.</summary>
[JsonSourceGenerationOptions(WriteIndented = true, PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(VerifyResult))]
internal sealed partial class VerifyJson : JsonSerializerContext;
