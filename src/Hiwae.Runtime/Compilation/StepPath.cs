namespace Hiwae.Compilation;

/// <summary>How a bound and its gradient are computed.</summary>
public enum StepPath
{
    /// <summary>Compiled where that is possible, else portable.</summary>
    Automatic,

    /// <summary>As one native call that knows the model's operations and their adjoints.</summary>
    Compiled,

    /// <summary>By operators on tensors, and automatic differentiation: possible for every model, on every engine and device.</summary>
    Portable,
}
