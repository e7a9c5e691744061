namespace Hiwae.Generators.Planning;

/// <summary>Where a factor's raw parameters come from.</summary>
internal enum ParameterSource
{
    /// <summary>Zeros: the standard density.</summary>
    Standard,

    /// <summary>Learned numbers that depend on nothing.</summary>
    Learned,

    /// <summary>A dense network over the parents.</summary>
    Network,
}
