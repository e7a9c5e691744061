using Hiwae.Compilation;

namespace Hiwae.Training;

/// <summary>Which path training takes.</summary>
public static class TrainingPath
{
    private const string FreeBits = "free bits join the data of a batch, and a compiled step takes each datum for itself";

    /// <summary>Which path a network's training steps take.</summary>
    /// <param name="options">How to train.</param>
    /// <param name="network">The model's parameters.</param>
    /// <exception cref="ArgumentException">The compiled path was asked for, and is not possible.</exception>
    public static StepDecision Decide<TModel>(this TrainingOptions options, ModelNetwork<TModel> network) where TModel : class, IModel<TModel> => options switch
    {
        { FreeBits: 0 } or { Step: StepPath.Portable } => StepChoice.Decide(network, options.Step, isTraining: true),
        { Step: StepPath.Compiled } => throw new ArgumentException(FormattableString.Invariant(
            $"{network.GetName()} cannot be trained by a compiled step with {options.FreeBits} nats of free bits: {FreeBits}. ") +
            "Ask for the automatic or the portable path, or leave free bits at 0."),
        _ => new(false, FreeBits),
    };
}
