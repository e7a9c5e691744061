using SkiaSharp;

namespace Hiwae.Cli.Pictures;

/// <summary>Something that can be drawn, into pixels or as shapes.</summary>
public abstract record Picture
{
    private const int MostUnits = 8192;

    /// <summary>In units, each a pixel of a screen.</summary>
    public abstract int Width { get; }

    /// <summary>In units.</summary>
    public abstract int Height { get; }

    /// <summary>What it is, for those who cannot see it.</summary>
    public abstract string Name { get; }

    /// <summary>The pixels of a PNG file along a unit; one where two would make it larger than what shows it may take.</summary>
    private protected virtual int Density => Math.Max(Width, Height) > MostUnits ? 1 : 2;

    /// <summary>Draws it on an empty canvas, in units.</summary>
    private protected abstract void Draw(SKCanvas canvas);

    /// <summary>The bytes of a PNG file, sharp on screens with small pixels too.</summary>
    public byte[] ToPng()
    {
        using var surface = SKSurface.Create(new SKImageInfo(Width * Density, Height * Density, SKColorType.Rgba8888, SKAlphaType.Opaque));
        surface.Canvas.Clear(SKColors.White);
        surface.Canvas.Scale(Density);
        Draw(surface.Canvas);
        using var pixels = surface.PeekPixels();
        using var data = pixels.Encode(new SKPngEncoderOptions(SKPngEncoderFilterFlags.AllFilters, 9)) ?? throw new InvalidOperationException($"The picture of {Width} × {Height} cannot be encoded.");
        return data.ToArray();
    }

    /// <summary>The text of an SVG file, which needs nothing besides itself and may stand in a page of HTML any number of times.</summary>
    public string ToSvg()
    {
        using var file = new MemoryStream();
        using (var canvas = SKSvgCanvas.Create(SKRect.Create(Width, Height), file))
            Draw(canvas);
        return SvgText.Of(this, System.Text.Encoding.UTF8.GetString(file.ToArray()));
    }

    /// <summary>Writes a file: an SVG where its name ends so, else a PNG.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written.</exception>
    public void Save(string path)
    {
        if (Path.GetExtension(path).Equals(".svg", StringComparison.OrdinalIgnoreCase))
            File.WriteAllText(path, ToSvg() + "\n");
        else
            File.WriteAllBytes(path, ToPng());
    }
}
