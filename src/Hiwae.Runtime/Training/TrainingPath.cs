using Hiwae.Compilation;
using Hiwae.Native;

namespace Hiwae.Training;

/// <summary>Which path training takes.</summary>
public static class TrainingPath
{
    private const string FreeBits = "free bits join the data of a batch, and a compiled step takes each datum for itself";

    /// <summary>Which path a network's training steps take, and in which precision.</summary>
    /// <param name="options">How to train.</param>
    /// <param name="network">The model's parameters.</param>
    /// <exception cref="ArgumentException">The compiled path or a precision was asked for, and is not possible.</exception>
    public static StepDecision Decide<TModel>(this TrainingOptions options, ModelNetwork<TModel> network) where TModel : class, IModel<TModel> =>
        options.Precision == Precision.BFloat16
            ? InBf16(options.PathOf(network), options.Step, network.GetName(), Bf16Product.Obstacle)
            : options.PathOf(network);

    /// <summary>A decision for products in bf16.</summary>
    /// <param name="decision">The path.</param>
    /// <param name="path">The path asked for.</param>
    /// <param name="name">The model's name, for messages.</param>
    /// <param name="lack">Why the machine has no such products, as a clause; null where it has.</param>
    /// <exception cref="ArgumentException">They are not possible.</exception>
    internal static StepDecision InBf16(StepDecision decision, StepPath path, string name, string? lack)
    {
        ArgumentException Refusal(string reason) => new($"{name} cannot be trained with precision bf16: {reason}.");
        return (decision.IsCompiled, path, lack) switch
        {
            (false, StepPath.Portable, _) => throw Refusal(
                "only a compiled step has it, and the portable path was asked for. Ask for the automatic path instead, or train with float32"),
            (false, _, _) => throw Refusal($"only a compiled step has it, and training would take the portable path, because {decision.Reason}. Train with float32 instead"),
            (_, _, { } reason) => throw Refusal($"{reason}. Train with float32 instead"),
            _ => decision with { Precision = Precision.BFloat16 },
        };
    }

    private static StepDecision PathOf<TModel>(this TrainingOptions options, ModelNetwork<TModel> network) where TModel : class, IModel<TModel> => options switch
    {
        { FreeBits: 0 } or { Step: StepPath.Portable } => StepChoice.Decide(network, options.Step, isTraining: true, options.GradientOf(TModel.Description)),
        { Step: StepPath.Compiled } => throw new ArgumentException(FormattableString.Invariant(
            $"{network.GetName()} cannot be trained by a compiled step with {options.FreeBits} nats of free bits: {FreeBits}. ") +
            "Ask for the automatic or the portable path, or leave free bits at 0."),
        _ => new(false, FreeBits),
    };
}
