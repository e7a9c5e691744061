namespace Hiwae.Data;

/// <summary>Images of one split.</summary>
/// <param name="Pixels">[images, height · width], 32-bit floats in [0, 1]: the probability that the pixel is on.</param>
/// <param name="Labels">[images], 64-bit integers; null where the source has none.</param>
public sealed record ImageSet(Tensor Pixels, Tensor? Labels) : IDisposable
{
    /// <summary>The number of images.</summary>
    public int Count => checked((int)Pixels.shape[0]);

    /// <summary>Images from bytes.</summary>
    /// <param name="pixels">Row-major, image after image.</param>
    /// <param name="size">Pixels per image.</param>
    /// <param name="white">The value of a pixel that is on.</param>
    /// <param name="labels">One for each image; null where there are none.</param>
    public static ImageSet FromBytes(byte[] pixels, int size, int white, byte[]? labels)
    {
        using var scope = NewDisposeScope();
        var images = tensor(pixels, [pixels.Length / size, size], ScalarType.Byte).to_type(ScalarType.Float32);
        if (white != 1)
            images.div_(white);
        var classes = labels is null ? null : tensor(labels, [labels.Length], ScalarType.Byte).to_type(ScalarType.Int64);
        return new(images.MoveToOuterDisposeScope(), classes?.MoveToOuterDisposeScope());
    }

    /// <summary>The first images, at most as many as there are.</summary>
    public ImageSet Take(int count) => count >= Count
        ? this
        : new(Pixels.narrow(0, 0, count), Labels?.narrow(0, 0, count));

    /// <summary>Cuts the set in two and releases it; the parts share its memory, which goes with the last of them.</summary>
    /// <param name="count">How many images the first part has.</param>
    public (ImageSet First, ImageSet Last) Cut(int count)
    {
        var rest = Count - count;
        var parts = (
            new ImageSet(Pixels.narrow(0, 0, count), Labels?.narrow(0, 0, count)),
            new ImageSet(Pixels.narrow(0, count, rest), Labels?.narrow(0, count, rest)));
        Dispose();
        return parts;
    }

    /// <summary>Releases the images.</summary>
    public void Dispose()
    {
        Pixels.Dispose();
        Labels?.Dispose();
    }
}
