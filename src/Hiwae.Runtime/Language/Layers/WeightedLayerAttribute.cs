namespace Hiwae;

/// <summary>What the layers with weights have in common. What is not written is as the <see cref="NetworkAttribute"/> says.</summary>
public abstract class WeightedLayerAttribute : LayerAttribute
{
    /// <summary>Only the language's own layers derive from it.</summary>
    private protected WeightedLayerAttribute()
    {
    }

    /// <summary>The nonlinearity after the layer.</summary>
    public Activation Activation { get; set; }

    /// <summary>Weights as a direction and a length (Salimans and Kingma 2016): each output's row is g v / ‖v‖.</summary>
    public bool WeightNorm { get; set; }

    /// <summary>
    /// A residual block: f(S(x) + B f(A(x))), with f the layer's nonlinearity, A and S maps of the layer's own form, B one from outputs
    /// to outputs; S is the identity where input and output have the same shape. Where the layer is linear because it is the last one
    /// of a network that ends in an image, the f inside is the network's.
    /// </summary>
    public bool Residual { get; set; }

    /// <summary>
    /// Scaled and shifted by the factor's context c: (1 + U c) ⊙ W x + b + V c for each output, with the same scale and shift at every
    /// position of an image.
    /// </summary>
    public bool Conditioned { get; set; }
}
