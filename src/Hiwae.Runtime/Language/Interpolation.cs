namespace Hiwae;

/// <summary>How an image is enlarged.</summary>
public enum Interpolation
{
    /// <summary>Each pixel is repeated.</summary>
    Nearest,

    /// <summary>Linear between the centres of pixels in both directions; the border is extended.</summary>
    Bilinear,
}
