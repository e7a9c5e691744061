using Hiwae.Programs;

namespace Hiwae.Compilation;

/// <summary>The one place where it is decided whether a model's steps are compiled.</summary>
public static class StepChoice
{
    /// <summary>Which path a network's evaluation or training takes.</summary>
    /// <param name="network">The model's parameters.</param>
    /// <param name="path">The path asked for.</param>
    /// <param name="isTraining">Whether it is training, in which layers may act otherwise.</param>
    /// <param name="gradient">The estimator of the gradient.</param>
    /// <exception cref="ArgumentException">The compiled path was asked for, and is not possible.</exception>
    public static StepDecision Decide<TModel>(
        ModelNetwork<TModel> network, StepPath path = StepPath.Automatic, bool isTraining = false, Gradient gradient = Gradient.Reparameterised)
        where TModel : class, IModel<TModel> =>
        path == StepPath.Portable
            ? new(false, "that was asked for")
            : Decide(NetworkPrograms.Of(network).Program(isTraining, gradient), network.GetName(), path);

    /// <summary>Which path a program takes.</summary>
    /// <param name="program">The program.</param>
    /// <param name="name">The model's name, for messages.</param>
    /// <param name="path">The path asked for.</param>
    /// <exception cref="ArgumentException">The compiled path was asked for, and is not possible.</exception>
    public static StepDecision Decide(Program program, string name, StepPath path) => (path, Obstacle(program)) switch
    {
        (StepPath.Portable, _) => new(false, "that was asked for"),
        (StepPath.Compiled, { } obstacle) => throw new ArgumentException(
            $"{name} cannot be trained or evaluated by a compiled step: {obstacle}. Ask for the automatic or the portable path instead."),
        (_, { } obstacle) => new(false, obstacle),
        (StepPath.Compiled, null) => new(true, "that was asked for"),
        _ => new(true, "every operation of the model has a compiled form"),
    };

    /// <summary>Why a program cannot run compiled, as a clause; null where it can.</summary>
    internal static string? Obstacle(Program program) =>
        program.Refusal ?? program.Parameters.Select(parameter => Obstacle(parameter())).FirstOrDefault(o => o is not null);

    private static string? Obstacle(Tensor parameter) => parameter switch
    {
        { dtype: not ScalarType.Float32 } => $"its parameters are of type {parameter.dtype}, and a compiled step computes in {ScalarType.Float32}",
        { device_type: not DeviceType.CPU } => $"its parameters are on {parameter.device}, and a compiled step runs on the CPU",
        _ => null,
    };
}

/// <summary>Which path a model's steps take.</summary>
/// <param name="IsCompiled">Whether it is the compiled one.</param>
/// <param name="Reason">Why, as a clause.</param>
public readonly record struct StepDecision(bool IsCompiled, string Reason)
{
    /// <summary>In which precision the linear maps of a compiled step multiply.</summary>
    public Precision Precision { get; init; }

    /// <summary>The path, with the reason after it.</summary>
    public override string ToString() => $"{(IsCompiled ? "compiled" : "portable")}: {Reason}";
}

/// <summary>Paths for computing a bound and its gradient.</summary>
public enum StepPath
{
    /// <summary>Compiled where that is possible, else portable.</summary>
    Automatic,

    /// <summary>As a program of the model's operations and their adjoints, on the CPU.</summary>
    Compiled,

    /// <summary>By operators on tensors, and automatic differentiation: possible for every model, on every engine and device.</summary>
    Portable,
}
