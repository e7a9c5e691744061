using System.CommandLine;
using Hiwae.Cli.Options;
using Hiwae.Cli.Terminal;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>How learning rates change over a run: the kind, and the numbers of the one that has any.</summary>
internal sealed class ScheduleOption
{
    private const string StepKind = "step";
    private const int DefaultEvery = 10;
    private const double DefaultFactor = 0.5;

    private static readonly string[] Kinds = ["constant", StepKind, "cosine", "burda"];

    private readonly Option<string?> kind = ChoiceOption.Create<string?>(
        "--schedule",
        "How learning rates change: constant; step, by a factor every N epochs; cosine, to 0; burda, 8 stages of 3^i/3280 of the run at 10^(-i/7) of the rate (default constant).",
        [.. Kinds.Select(kind => (kind, (string?)kind))]);

    private readonly Option<int?> every = NumberOption.Whole(
        "--schedule-step", $"With '--schedule step': the epochs between two changes (default {DefaultEvery}).", 1);

    private readonly Option<double?> factor = NumberOption.Share(
        "--schedule-factor", string.Create(CultureInfo.InvariantCulture, $"With '--schedule step': what learning rates are multiplied by (default {DefaultFactor})."));

    /// <summary>The options.</summary>
    public IEnumerable<Option> All => [kind, every, factor];

    /// <summary>The schedule that was asked for.</summary>
    /// <exception cref="UsageException">A number of the step schedule is there, and another schedule.</exception>
    public LearningRateSchedule From(ParseResult parsed)
    {
        var (wanted, steps, ratio) = (parsed.GetValue(kind) ?? Kinds[0], parsed.GetValue(every), parsed.GetValue(factor));
        if (wanted != StepKind && (steps is not null || ratio is not null))
            throw new UsageException(
                $"{(steps is null ? factor.Name : every.Name)} is a number of the step schedule, and the schedule is {wanted}; write {kind.Name} {StepKind}, or leave it out.");
        return wanted switch
        {
            StepKind => new LearningRateSchedule.Step(steps ?? DefaultEvery, ratio ?? DefaultFactor),
            "cosine" => new LearningRateSchedule.Cosine(),
            "burda" => new LearningRateSchedule.Burda(),
            _ => new LearningRateSchedule.Constant(),
        };
    }
}
