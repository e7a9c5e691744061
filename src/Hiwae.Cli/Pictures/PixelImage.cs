using ScottPlot;
using SkiaSharp;

namespace Hiwae.Cli.Pictures;

/// <summary>A small picture whose pixels are data, such as a datum or a reconstruction.</summary>
/// <param name="Width">Pixels per row.</param>
/// <param name="Height">Pixels per column.</param>
/// <param name="Pixels">Row by row; red, green and blue of each pixel, 0 to 255.</param>
public sealed record PixelImage(int Width, int Height, byte[] Pixels)
{
    /// <summary>From values in [0, 1], on for 1; what is outside is clamped and what is not a number is black.</summary>
    /// <param name="width">Pixels per row.</param>
    /// <param name="height">Pixels per column.</param>
    /// <param name="values">[height, width] of greys, or [3, height, width] of red, green and blue.</param>
    /// <exception cref="ArgumentException">There are neither one nor three values for each pixel.</exception>
    public static PixelImage FromValues(int width, int height, ReadOnlySpan<float> values)
    {
        var size = width * height;
        if (values.Length != size && values.Length != 3 * size)
            throw new ArgumentException($"There are {values.Length} values for {width} × {height} pixels; pass {size} of greys, or {3 * size} of colours.", nameof(values));
        var pixels = new byte[3 * size];
        for (var i = 0; i < pixels.Length; i++)
        {
            var value = values[values.Length == size ? i / 3 : (i % 3 * size) + (i / 3)];
            pixels[i] = (byte)(255 * Math.Clamp(float.IsNaN(value) ? 0 : value, 0, 1));
        }

        return new(width, height, pixels);
    }

    /// <summary>A picture of one shade.</summary>
    public static PixelImage Plain(int width, int height, byte shade) => Of(width, height, (_, _) => new(shade, shade, shade));

    /// <summary>From the colour at each column and row, from the top left.</summary>
    internal static PixelImage Of(int width, int height, Func<int, int, Colour> colour)
    {
        var pixels = new byte[3 * width * height];
        for (var i = 0; i < width * height; i++)
            (pixels[3 * i], pixels[(3 * i) + 1], pixels[(3 * i) + 2]) = colour(i % width, i / width);
        return new(width, height, pixels);
    }

    /// <summary>For the library of pixels.</summary>
    internal SKBitmap ToBitmap()
    {
        var bitmap = new SKBitmap(Width, Height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        var target = bitmap.GetPixelSpan();
        for (var i = 0; i < Width * Height; i++)
        {
            Pixels.AsSpan(3 * i, 3).CopyTo(target[(4 * i)..]);
            target[(4 * i) + 3] = 255;
        }

        return bitmap;
    }

    /// <summary>Puts it into a rectangle of a plot, its pixels as they are.</summary>
    internal void AddTo(Plot plot, Extent x, Extent y)
    {
        using var bitmap = ToBitmap();
        plot.Add.ImageRect(new Image(bitmap), new CoordinateRect(x.Low, x.High, y.Low, y.High)).AntiAlias = false;
    }
}
