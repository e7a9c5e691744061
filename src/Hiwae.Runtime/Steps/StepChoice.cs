using Hiwae.Training;

namespace Hiwae.Steps;

/// <summary>The one place where it is decided whether a model's steps are compiled.</summary>
public static class StepChoice
{
    private const string FreeBits = "free bits join the data of a batch, and a compiled step takes each datum for itself";

    /// <summary>Why the tensor engine has no compiled steps, as a clause; null where it has them.</summary>
    public static string? EngineObstacle => StepEngine.Obstacle;

    /// <summary>Which path a network's training and evaluation take.</summary>
    /// <param name="network">The model's parameters.</param>
    /// <param name="path">What was asked for.</param>
    /// <exception cref="ArgumentException">The compiled path was asked for, and is not possible.</exception>
    public static StepDecision Decide<TModel>(ModelNetwork<TModel> network, StepPath path = StepPath.Automatic)
        where TModel : class, IModel<TModel> =>
        path == StepPath.Portable
            ? new(false, "that was asked for")
            : Decide(network.Steps.Recording(isTraining: false), network.GetName(), path);

    /// <summary>Which path a network's training steps take.</summary>
    /// <param name="network">The model's parameters.</param>
    /// <param name="options">How to train.</param>
    /// <exception cref="ArgumentException">The compiled path was asked for, and is not possible.</exception>
    public static StepDecision Decide<TModel>(ModelNetwork<TModel> network, TrainingOptions options)
        where TModel : class, IModel<TModel> => options switch
        {
            { FreeBits: 0 } or { Step: StepPath.Portable } => Decide(network, options.Step),
            { Step: StepPath.Compiled } => throw new ArgumentException(FormattableString.Invariant(
                $"{network.GetName()} cannot be trained by a compiled step with {options.FreeBits} nats of free bits: {FreeBits}. ") +
                "Ask for the automatic or the portable path, or leave free bits at 0."),
            _ => new(false, FreeBits),
        };

    /// <summary>Which path a recording takes.</summary>
    /// <param name="recording">What there is to compute.</param>
    /// <param name="name">The model's name, for messages.</param>
    /// <param name="path">What was asked for.</param>
    /// <exception cref="ArgumentException">The compiled path was asked for, and is not possible.</exception>
    public static StepDecision Decide(StepRecording recording, string name, StepPath path) => (path, Obstacle(recording)) switch
    {
        (StepPath.Portable, _) => new(false, "that was asked for"),
        (StepPath.Compiled, { } obstacle) => throw new ArgumentException(
            $"{name} cannot be trained or evaluated by a compiled step: {obstacle}. Ask for the automatic or the portable path instead."),
        (_, { } obstacle) => new(false, obstacle),
        (StepPath.Compiled, null) => new(true, "that was asked for"),
        _ => new(true, "every operation of the model has a compiled form"),
    };

    /// <summary>Why a recording cannot run compiled; null where it can.</summary>
    internal static string? Obstacle(StepRecording recording) =>
        StepEngine.Obstacle ?? recording.Refusal ?? recording.Parameters.Select(parameter => Obstacle(parameter())).FirstOrDefault(o => o is not null);

    private static string? Obstacle(Tensor parameter) => parameter switch
    {
        { dtype: not ScalarType.Float32 } => $"its parameters are of type {parameter.dtype}, and a compiled step computes in {ScalarType.Float32}",
        { device_type: not DeviceType.CPU } => $"its parameters are on {parameter.device}, and a compiled step runs on the CPU",
        _ => null,
    };
}
