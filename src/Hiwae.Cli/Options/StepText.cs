using Hiwae.Compilation;

namespace Hiwae.Cli.Options;

/// <summary>How steps run, in words.</summary>
internal static class StepText
{
    /// <summary>In one word.</summary>
    public static string Path(StepDecision step) => step.IsCompiled ? "compiled" : "portable";

    /// <summary><c>compiled</c>, with its precision where that is not single, or <c>portable</c> and why.</summary>
    /// <param name="step">How a step is computed.</param>
    public static string Of(StepDecision step) => step switch
    {
        { IsCompiled: false } => $"{Path(step)}, because {step.Reason}",
        { Precision: Precision.Float32 } => Path(step),
        _ => $"{Path(step)}, precision {PrecisionOption.Name(step.Precision)}",
    };

    /// <summary>How training runs and, where it runs otherwise, evaluation.</summary>
    /// <param name="training">A training step.</param>
    /// <param name="evaluation">An evaluation.</param>
    public static string Of(StepDecision training, StepDecision evaluation) => training.IsCompiled == evaluation.IsCompiled
        ? Of(training)
        : $"{Of(training)}; evaluation {Of(evaluation)}";
}
