using System.Buffers.Binary;
using Hiwae.Cli.Pictures;
using SkiaSharp;

namespace Hiwae.Cli.Tests.Pictures;

/// <summary>A PNG file as it is seen.</summary>
internal sealed class Seen
{
    private readonly SKBitmap bitmap;

    private Seen(byte[] file)
    {
        // The format's signature, and the size where its first chunk has it.
        Assert.Equal([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A], file[..8]);
        bitmap = SKBitmap.Decode(file);
        Assert.Equal((bitmap.Width, bitmap.Height), (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20))));
    }

    public int Width => bitmap.Width;

    public int Height => bitmap.Height;

    /// <summary>Decodes a file.</summary>
    public static Seen Of(byte[] file) => new(file);

    /// <summary>Decodes a file on disk.</summary>
    public static Seen Of(string path) => new(File.ReadAllBytes(path));

    /// <summary>Draws a picture, and decodes the file.</summary>
    public static Seen Of(Picture picture) => new(picture.ToPng());

    /// <summary>The colour of a pixel.</summary>
    public Colour At(int x, int y) => bitmap.GetPixel(x, y) is var colour ? new(colour.Red, colour.Green, colour.Blue) : default;

    /// <summary>The number of pixels in a rectangle that a condition holds for.</summary>
    public int Count(int left, int top, int right, int bottom, Func<Colour, bool> condition) =>
        (from y in Enumerable.Range(top, bottom - top) from x in Enumerable.Range(left, right - left) where condition(At(x, y)) select 0).Count();

    /// <summary>The number of dark pixels in a rectangle.</summary>
    public int Ink(int left, int top, int right, int bottom) => Count(left, top, right, bottom, colour => colour.Brightness < 0.5);
}
