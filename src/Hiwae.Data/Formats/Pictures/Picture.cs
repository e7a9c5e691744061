using Hiwae.Files;
using SkiaSharp;

namespace Hiwae.Data.Formats.Pictures;

/// <summary>A PNG or JPEG file, decoded.</summary>
/// <param name="Path">The file.</param>
/// <param name="Height">Rows.</param>
/// <param name="Width">Columns.</param>
/// <param name="Pixels">[height, width] where every pixel is grey, else [3, height, width] of red, green and blue; 255 is white.</param>
internal sealed record Picture(string Path, int Height, int Width, byte[] Pixels)
{
    /// <summary>The most pixels that one picture may have.</summary>
    public const int MostPixels = 1 << 24;

    private const int Channels = 4;
    private const string Remedy = "save it again as PNG";

    /// <summary>Whether all its pixels are grey.</summary>
    public bool IsGrey => Pixels.Length == Height * Width;

    /// <summary>Whether a file that begins so is a picture that is read.</summary>
    public static bool Is(ReadOnlySpan<byte> start) => start is [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] or [0xFF, 0xD8, 0xFF, ..];

    /// <summary>The picture: 8 bits a channel, also where the file has 16 or a palette, with what is transparent laid over black.</summary>
    /// <exception cref="DataFormatException">The file is missing, damaged or cut off, or no PNG or JPEG.</exception>
    public static Picture Read(string path) => DataFile.Read(path, stream =>
    {
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        if (!Is(bytes))
            throw new DataFormatException(path, 0, "this is no PNG and no JPEG file", Remedy);
        using var data = SKData.CreateCopy(bytes);
        using var codec = SKCodec.Create(data) ?? throw new DataFormatException(path, null, "the picture is damaged", Remedy);
        var (width, height) = (codec.Info.Width, codec.Info.Height);
        if (width < 1 || height < 1 || (long)width * height > MostPixels)
            throw new DataFormatException(path, null, $"the picture is of {height} × {width} pixels; at most {MostPixels} are read", "make it smaller");
        var colours = new byte[width * height * Channels];
        SKCodecResult result;
        unsafe
        {
            fixed (byte* start = colours)
                result = codec.GetPixels(new SKImageInfo(width, height, SKColorType.Rgba8888, SKAlphaType.Premul), (nint)start);
        }

        return result == SKCodecResult.Success
            ? new Picture(path, height, width, IsAllGrey(colours) ? Planes(colours, width * height, 1) : Planes(colours, width * height, 3))
            : throw new DataFormatException(path, null, result == SKCodecResult.IncompleteInput ? "the picture is cut off" : $"the picture is damaged ({result})", Remedy);
    });

    /// <summary>The picture with three channels.</summary>
    public Picture InColour() => IsGrey ? this with { Pixels = [.. Pixels, .. Pixels, .. Pixels] } : this;

    private static bool IsAllGrey(ReadOnlySpan<byte> colours)
    {
        for (var i = 0; i < colours.Length; i += Channels)
        {
            if (colours[i] != colours[i + 1] || colours[i] != colours[i + 2])
                return false;
        }

        return true;
    }

    private static byte[] Planes(ReadOnlySpan<byte> colours, int pixels, int count)
    {
        var planes = new byte[pixels * count];
        for (var channel = 0; channel < count; channel++)
        {
            for (var i = 0; i < pixels; i++)
                planes[(channel * pixels) + i] = colours[(i * Channels) + channel];
        }

        return planes;
    }
}
