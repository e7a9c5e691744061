using Hiwae.Cli.Options;
using Hiwae.Training;

namespace Hiwae.Cli.Train;

/// <summary>What a run does beyond plain gradient ascent, in words.</summary>
internal static class RefinementText
{
    /// <summary>A list of what was asked for, separated by commas; empty where nothing was.</summary>
    public static string Of(TrainingOptions options) => string.Join(", ", Parts(options));

    private static IEnumerable<string> Parts(TrainingOptions options)
    {
        if (options.Gradient is { } gradient)
            yield return $"gradient {GradientOption.Name(gradient)}";
        if (options.InferenceUpdates > 1)
            yield return $"{options.InferenceUpdates} updates of Q and R for each of P";
        if (options.InferenceLearningRate is { } rate)
            yield return Invariant($"learning rate {options.LearningRate}, for Q and R {rate}");
        if (Schedule(options.Schedule) is { } schedule)
            yield return schedule;
        if (options.AmsGrad)
            yield return "AMSGrad";
        if (options.WarmUp > 0)
            yield return Invariant($"warm-up of {options.WarmUp} epochs");
        if (options.FreeBits > 0)
            yield return Invariant($"{options.FreeBits} nats of free bits");
        if (options.Averaging > 0)
            yield return Invariant($"parameters averaged with decay {options.Averaging}");
    }

    private static string? Schedule(LearningRateSchedule schedule) => schedule switch
    {
        LearningRateSchedule.Step step => Invariant($"learning rates times {step.Factor} every {step.Every} epochs"),
        LearningRateSchedule.Cosine => "learning rates along a cosine",
        LearningRateSchedule.Burda => "learning rates in the 8 stages of Burda et al.",
        _ => null,
    };

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
