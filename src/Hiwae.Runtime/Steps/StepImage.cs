namespace Hiwae.Steps;

/// <summary>The extents of an image. Within a step, images lie in memory with the channels last.</summary>
/// <param name="Channels">Values for each pixel.</param>
/// <param name="Height">Rows of pixels.</param>
/// <param name="Width">Pixels of a row.</param>
public readonly record struct StepImage(int Channels, int Height, int Width)
{
    /// <summary>The number of pixels.</summary>
    public int Pixels => Height * Width;
}
