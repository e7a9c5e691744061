namespace Hiwae;

/// <summary>
/// Declares a flow, an invertible map with a known determinant: the layers are the attributes below it, in order, and the type is a partial record class without parameters. On a factor
/// (<see cref="FactorAttribute.Flow"/>) it makes v = f(u) of a value u of the factor's density, so that log p(v) = log p(u) − log|det ∂f/∂u|.
/// </summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class FlowAttribute : Attribute;

/// <summary>A layer of a declared flow.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public abstract class FlowLayerAttribute : Attribute
{
    /// <summary>The layers are those of the language, each of which knows its inverse and its determinant; there can be no others.</summary>
    private protected FlowLayerAttribute()
    {
    }
}

/// <summary>
/// An affine coupling (Dinh et al. 2017): the first ⌊n/2⌋ of n values stay, and a network of them scales and shifts the others, v = u · e^a + t. The logarithm of a scale is 2 tanh(s/2) for an
/// output s, so that a scale stays between e^−2 and e². It starts as the identity. Both directions cost the same.
/// </summary>
public sealed class CouplingAttribute : FlowLayerAttribute
{
    /// <summary>Widths of the network's hidden layers; empty for a linear map.</summary>
    public int[] Hidden { get; set; } = [];

    /// <summary>The nonlinearity after each hidden layer.</summary>
    public Activation Activation { get; set; } = Activation.Tanh;
}

/// <summary>The values in reverse order, so that the next coupling changes those that the one before left as they were. It has no parameters.</summary>
public sealed class PermuteAttribute : FlowLayerAttribute;

/// <summary>
/// A learned scale and shift of each value by itself (Kingma and Dhariwal 2018), v = u · e^a + t with a = 2 tanh(s/2) of the parameter s. It starts as the identity, and not at the data.
/// </summary>
public sealed class ActNormAttribute : FlowLayerAttribute;
