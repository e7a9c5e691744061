namespace Hiwae;

/// <summary>A layer of a declared network.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, AllowMultiple = true, Inherited = false)]
public abstract class LayerAttribute : Attribute
{
    /// <summary>The layers are those of the language; there can be no others.</summary>
    private protected LayerAttribute()
    {
    }
}

/// <summary>A nonlinearity by itself, of every value. Where it is not written, it is as the <see cref="NetworkAttribute"/> says.</summary>
public sealed class ActivateAttribute : LayerAttribute
{
    /// <summary>The nonlinearity.</summary>
    public Activation Activation { get; set; }
}

/// <summary>The common part of the layers with weights. An option that is not written is as the <see cref="NetworkAttribute"/> says.</summary>
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

/// <summary>A dense layer: every output sees every value of a vector.</summary>
/// <param name="outputs">The number of values that it gives, at least 1.</param>
public sealed class DenseAttribute(int outputs) : WeightedLayerAttribute
{
    /// <summary>The number of values that it gives.</summary>
    public int Outputs => outputs;
}

/// <summary>A convolution of an image: height and width become ⌊(n + 2 · padding − kernel) / stride⌋ + 1.</summary>
/// <param name="channels">The number of channels that it gives, at least 1.</param>
public sealed class ConvAttribute(int channels) : WeightedLayerAttribute
{
    /// <summary>The number of channels that it gives.</summary>
    public int Channels => channels;

    /// <summary>Height and width of the window, at least 1.</summary>
    public int Kernel { get; set; } = 3;

    /// <summary>Steps between windows, at least 1.</summary>
    public int Stride { get; set; } = 1;

    /// <summary>Zeros added on every side, at least 0.</summary>
    public int Padding { get; set; }
}

/// <summary>The common part of the layers that normalise.</summary>
public abstract class NormalisationAttribute : LayerAttribute
{
    /// <summary>Only the language's own layers derive from it.</summary>
    private protected NormalisationAttribute()
    {
    }

    /// <summary>The nonlinearity after it.</summary>
    public Activation Activation { get; set; } = Activation.Identity;
}

/// <summary>All values of a datum brought to mean 0 and variance 1, then scaled and shifted by learned numbers (Ba et al. 2016).</summary>
public sealed class LayerNormAttribute : NormalisationAttribute;

/// <summary>
/// Each value of a vector, or channel of an image, brought to mean 0 and variance 1 over the batch, samples included, then scaled and
/// shifted by learned numbers (Ioffe and Szegedy 2015). In training a datum's bound then depends on the other data of
/// its batch; otherwise running averages take their place.
/// </summary>
public sealed class BatchNormAttribute : NormalisationAttribute;

/// <summary>
/// In training, sets each value to zero with a probability, and divides the others by one minus it (Srivastava et al.
/// 2014). A network that is not in training leaves values as they are.
/// </summary>
/// <param name="probability">At least 0 and below 1.</param>
public sealed class DropoutAttribute(double probability = 0.5) : LayerAttribute
{
    /// <summary>The probability that a value is set to zero.</summary>
    public double Probability => probability;
}

/// <summary>An image as a vector: channel after channel, row after row.</summary>
public sealed class FlattenAttribute : LayerAttribute;

/// <summary>A vector as an image, channel after channel, row after row.</summary>
/// <param name="channels">The number of channels, at least 1.</param>
/// <param name="height">At least 1.</param>
/// <param name="width">At least 1.</param>
public sealed class UnflattenAttribute(int channels, int height, int width) : LayerAttribute
{
    /// <summary>The number of channels.</summary>
    public int Channels => channels;

    /// <summary>The number of rows.</summary>
    public int Height => height;

    /// <summary>The number of columns.</summary>
    public int Width => width;
}

/// <summary>Enlarges an image.</summary>
/// <param name="factor">The factor of height and width, at least 1.</param>
public sealed class UpsampleAttribute(int factor = 2) : LayerAttribute
{
    /// <summary>The factor of height and width.</summary>
    public int Factor => factor;

    /// <summary>The interpolation.</summary>
    public Interpolation Mode { get; set; } = Interpolation.Nearest;
}

/// <summary>The interpolation of an enlarged image.</summary>
public enum Interpolation
{
    /// <summary>Each pixel is repeated.</summary>
    Nearest,

    /// <summary>Linear between the centres of pixels in both directions; the border is extended.</summary>
    Bilinear,
}

/// <summary>Keeps the first rows and columns of an image.</summary>
/// <param name="height">Rows kept, at least 1 and at most as many as there are.</param>
/// <param name="width">Columns kept, at least 1 and at most as many as there are.</param>
public sealed class CropAttribute(int height, int width) : LayerAttribute
{
    /// <summary>Rows kept.</summary>
    public int Height => height;

    /// <summary>Columns kept.</summary>
    public int Width => width;
}
