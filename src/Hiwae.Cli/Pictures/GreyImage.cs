namespace Hiwae.Cli.Pictures;

/// <summary>A grey picture.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Pixels per column.</param>
/// <param name="Pixels">Row-major, 0 black to 255 white.</param>
public sealed record GreyImage(int Width, int Height, byte[] Pixels)
{
    /// <summary>A picture of one shade.</summary>
    public static GreyImage Plain(int width, int height, byte shade)
    {
        var pixels = new byte[width * height];
        Array.Fill(pixels, shade);
        return new(width, height, pixels);
    }

    /// <summary>From values in [0, 1], on for 1; what is outside is clamped and what is not a number is black.</summary>
    public static GreyImage FromValues(int width, int height, ReadOnlySpan<float> values)
    {
        var pixels = new byte[width * height];
        for (var i = 0; i < pixels.Length; i++)
            pixels[i] = (byte)(255 * Math.Clamp(float.IsNaN(values[i]) ? 0 : values[i], 0, 1));
        return new(width, height, pixels);
    }
}

/// <summary>A coloured picture.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Pixels per column.</param>
/// <param name="Pixels">Row-major; red, green and blue of each pixel.</param>
public sealed record ColourImage(int Width, int Height, byte[] Pixels);
