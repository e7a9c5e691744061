namespace Hiwae.Data;

/// <summary>A data set in its three splits.</summary>
/// <param name="Name">A built-in set's name, or the folder's last name.</param>
/// <param name="Height">Pixels per column.</param>
/// <param name="Width">Pixels per row.</param>
/// <param name="Binarisation">The binarisation of its pixels.</param>
/// <param name="Train">The images that parameters are fitted to.</param>
/// <param name="Validation">The images that decide when training stops.</param>
/// <param name="Test">The images that results are reported on.</param>
public sealed record ImageData(
    string Name,
    int Height,
    int Width,
    Binarisation Binarisation,
    ImageSet Train,
    ImageSet Validation,
    ImageSet Test) : IDisposable
{
    /// <summary>The source that loads the set again: the built-in set's name, or the path of the folder.</summary>
    public string Source { get; init; } = Name;

    /// <summary>The byte of the files that is read as a pixel that is on: 255 for grey levels, 1 where there are zeros and ones alone.</summary>
    public int White { get; init; } = ImageSet.White;

    /// <summary>The file that says which pixels of the images for training and validation are there; null where none was read.</summary>
    public string? MaskFile { get; init; }

    /// <summary>The same of the test images.</summary>
    public string? TestMaskFile { get; init; }

    /// <summary>Pixels per image.</summary>
    public int Size => Height * Width;

    /// <summary>The number of classes, one more than the largest label; null where a split has no labels.</summary>
    public int? Classes => LabelRange is { } range ? checked((int)range.Most + 1) : null;

    /// <summary>The smallest and the largest label; null where a split has no labels, or none has an image.</summary>
    internal (long Least, long Most)? LabelRange
    {
        get
        {
            using var scope = NewDisposeScope();
            if (Splits.Any(split => split.Set.Labels is null))
                return null;
            Tensor[] labels = [.. Splits.Select(split => split.Set.Labels!).Where(l => l.numel() > 0)];
            return labels is [] ? null : (labels.Min(l => l.min().ToInt64()), labels.Max(l => l.max().ToInt64()));
        }
    }

    /// <summary>The splits and what their images are for.</summary>
    internal ImmutableArray<(string Name, ImageSet Set)> Splits => [("training", Train), ("validation", Validation), ("test", Test)];

    /// <summary>Releases all images.</summary>
    public void Dispose()
    {
        Train.Dispose();
        Validation.Dispose();
        Test.Dispose();
    }
}

/// <summary>Images of one split.</summary>
/// <param name="Pixels">
/// [images, height · width], each the probability that the pixel is on: 32-bit floats in [0, 1], or 8-bit integers, of which 255 stands for 1.
/// </param>
/// <param name="Labels">[images], 64-bit integers; null where the source has none.</param>
public sealed record ImageSet(Tensor Pixels, Tensor? Labels) : IDisposable
{
    /// <summary>The 8-bit pixel that is on.</summary>
    public const int White = 255;

    /// <summary>
    /// [images, height · width], 8-bit integers: 1 where a pixel is there, 0 where it is missing; null where the source does not say.
    /// </summary>
    public Tensor? Mask { get; init; }

    /// <summary>The number that the first image has in the whole set, where those for training come first, then those for validation and for the test.</summary>
    public long First { get; init; }

    /// <summary>The file that the labels are from, or would be from if it were there; null where the images are from no file.</summary>
    internal string? LabelFile { get; init; }

    /// <summary>The number of the image whose label is the first of that file.</summary>
    internal long LabelStart { get; init; }

    /// <summary>The number of images.</summary>
    public int Count => checked((int)Pixels.shape[0]);

    /// <summary>Images from bytes; a quarter of the memory of floats.</summary>
    /// <param name="pixels">Row-major, image after image, from 0 to <see cref="White"/>.</param>
    /// <param name="size">Pixels per image.</param>
    /// <param name="labels">One for each image; null where there are none.</param>
    public static ImageSet FromBytes(byte[] pixels, int size, byte[]? labels)
    {
        using var scope = NewDisposeScope();
        var images = tensor(pixels, [pixels.Length / size, size], ScalarType.Byte);
        var classes = labels is null ? null : tensor(labels, [labels.Length], ScalarType.Byte).to_type(ScalarType.Int64);
        return new(images.MoveToOuterDisposeScope(), classes?.MoveToOuterDisposeScope());
    }

    /// <summary>The pixels as 32-bit floats in [0, 1], [images, height · width].</summary>
    public Tensor Intensities() => Binarise.Intensities(Pixels);

    /// <summary>The first images, at most as many as there are.</summary>
    public ImageSet Take(int count) => count >= Count ? this : Part(0, count);

    /// <summary>Cuts the set in two and releases it; the parts share its memory, which goes with the last of them.</summary>
    /// <param name="count">The number of images of the first part.</param>
    public (ImageSet First, ImageSet Last) Cut(int count)
    {
        var parts = (Part(0, count), Part(count, Count - count));
        Dispose();
        return parts;
    }

    /// <summary>Releases the images.</summary>
    public void Dispose()
    {
        Pixels.Dispose();
        Labels?.Dispose();
        Mask?.Dispose();
    }

    private ImageSet Part(int start, int count) => this with
    {
        Pixels = Pixels.narrow(0, start, count),
        Labels = Labels?.narrow(0, start, count),
        Mask = Mask?.narrow(0, start, count),
        First = First + start,
    };
}
