namespace Hiwae.Generators.Declarations;

/// <summary>A layer, with what it does not say filled in from its network.</summary>
/// <param name="Kind">Which layer.</param>
/// <param name="Numbers">The constructor's, then kernel, stride and padding of a convolution.</param>
/// <param name="Probability">Of dropout, else 0.</param>
/// <param name="Activation">The nonlinearity; written if the layer itself names one.</param>
/// <param name="Mode">How an image is enlarged.</param>
/// <param name="WeightNorm">Whether the weights are normalised.</param>
/// <param name="Residual">Whether it is a residual block.</param>
/// <param name="Conditioned">Whether a context scales and shifts it.</param>
internal sealed record LayerDeclaration(
    LayerKind Kind,
    EquatableArray<int> Numbers,
    double Probability,
    Option Activation,
    Option Mode,
    bool WeightNorm,
    bool Residual,
    bool Conditioned)
{
    /// <summary>The nonlinearity inside a residual block, where it is not the one after it.</summary>
    public Option? Inner { get; init; }

    /// <summary>Whether it is a map with weights, which options of the network apply to.</summary>
    public bool IsWeighted => Kind is LayerKind.Dense or LayerKind.Conv;

    /// <summary>Whether it takes any shape and gives the same.</summary>
    public bool KeepsShape => Kind is LayerKind.Dropout or LayerKind.LayerNorm or LayerKind.BatchNorm;
}
