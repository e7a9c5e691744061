namespace Hiwae;

/// <summary>
/// Declares a network: the layers are the attributes below it, in order. The type must be a partial record without
/// parameters. Its shapes are computed when the project is compiled, from those of the variables that it is used on.
/// </summary>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class NetworkAttribute : Attribute
{
    /// <summary>
    /// The nonlinearity after every layer that does not name its own, except after the last one of a network that ends
    /// in an image: that one is linear unless it names one.
    /// </summary>
    public Activation Activation { get; set; } = Activation.Tanh;

    /// <summary>Whether layers that do not say otherwise have normalised weights.</summary>
    public bool WeightNorm { get; set; }

    /// <summary>Whether layers that do not say otherwise are residual blocks.</summary>
    public bool Residual { get; set; }
}
