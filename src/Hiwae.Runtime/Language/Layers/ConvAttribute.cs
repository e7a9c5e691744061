namespace Hiwae;

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
