using Hiwae.Compilation;

namespace Hiwae.Cli.Display;

/// <summary>How steps run, in words.</summary>
internal static class StepText
{
    /// <summary>In one word.</summary>
    public static string Path(StepDecision step) => step.IsCompiled ? "compiled" : "portable";

    /// <summary><c>compiled</c>, or <c>portable</c> and why.</summary>
    public static string Of(StepDecision step) => step.IsCompiled ? Path(step) : $"{Path(step)}, because {step.Reason}";
}
