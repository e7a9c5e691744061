namespace Hiwae.Compilation;

/// <summary>How a bound and its gradient are computed.</summary>
public enum StepPath
{
    /// <summary>Compiled where that is possible, else portable.</summary>
    Automatic,

    /// <summary>As a program of the model's operations and their adjoints, on the CPU.</summary>
    Compiled,

    /// <summary>By operators on tensors, and automatic differentiation: possible for every model, on every engine and device.</summary>
    Portable,
}
