namespace Hiwae.Generators.Planning;

/// <summary>Where a factor's raw parameters come from.</summary>
internal enum ParameterSource
{
    /// <summary>Zeros: the standard density.</summary>
    Standard,

    /// <summary>Learned numbers that depend on nothing.</summary>
    Learned,

    /// <summary>A network over the parents.</summary>
    Network,

    /// <summary>The variable's own Q, at learned values of its parents.</summary>
    PseudoInputs,

    /// <summary>There are none: a target is a function of the variable and its parents.</summary>
    Target,
}
