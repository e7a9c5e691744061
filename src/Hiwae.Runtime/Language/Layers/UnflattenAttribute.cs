namespace Hiwae;

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
