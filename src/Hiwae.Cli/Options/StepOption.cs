using System.CommandLine;
using Hiwae.Compilation;

namespace Hiwae.Cli.Options;

/// <summary>The path by which steps run.</summary>
internal static class StepOption
{
    /// <summary>The option; automatic where it is left out.</summary>
    public static Option<StepPath> Create()
    {
        var option = ChoiceOption.Create(
            "--step",
            "How steps run: compiled, as one native program; portable, by the tensor engine's operators; auto, compiled wherever that is possible (default auto).",
            [("auto", StepPath.Automatic), ("compiled", StepPath.Compiled), ("portable", StepPath.Portable)]);
        option.DefaultValueFactory = _ => StepPath.Automatic;
        return option;
    }
}

/// <summary>The precision in which a compiled step multiplies.</summary>
internal static class PrecisionOption
{
    private static readonly (string Name, Precision Precision)[] Choices = [("float32", Precision.Float32), ("bf16", Precision.BFloat16)];

    /// <summary>The option; single precision where it is left out.</summary>
    public static Option<Precision> Create()
    {
        var option = ChoiceOption.Create(
            "--precision",
            "How the linear maps of compiled training steps multiply: float32; bf16, factors rounded to 8 bits, where the processor has instructions for it (default float32).",
            Choices);
        option.DefaultValueFactory = _ => Precision.Float32;
        return option;
    }

    /// <summary>The name of a precision on the command line.</summary>
    public static string Name(Precision precision) => Choices.First(choice => choice.Precision == precision).Name;
}

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
