using Hiwae.Randomness;

namespace Hiwae.Data.Glyphs;

/// <summary>
/// The built-in set: 28 × 28 binary images of digits and capital letters, each written with its own slant, size, pen,
/// place and wobble, so that a machine without any data has something worth looking at.
/// </summary>
public static class GlyphSet
{
    /// <summary>The name of the set.</summary>
    public const string Name = "glyphs";

    /// <summary>Training images.</summary>
    public const int Train = 20_000;

    /// <summary>Validation images.</summary>
    public const int Validation = 2_000;

    /// <summary>Test images.</summary>
    public const int Test = 2_000;

    /// <summary>Pixels per row and column.</summary>
    public const int Side = GlyphRaster.Size;

    /// <summary>The seed of the set that goes by the name <c>glyphs</c>.</summary>
    public const long DefaultSeed = 1;

    /// <summary>The whole set.</summary>
    /// <param name="seed">The same seed gives the same images on every machine.</param>
    public static DataSet Load(long seed = DefaultSeed)
    {
        var (pixels, labels) = Render(seed, 0, Train + Validation + Test);
        foreach (ref var pixel in pixels.AsSpan())
            pixel *= FieldValues.White;
        var field = new DataField(DataField.ImageName, [Side, Side], new FieldKind.Pixels(Binarisation.None));
        var (train, heldOut) = new DataSplit([FieldValues.OfPixels(field, pixels), FieldValues.OfLabels(labels)]).Cut(Train);
        var (validation, test) = heldOut.Cut(Validation);
        return new(Name, train, validation, test);
    }

    /// <summary>Images as bytes, 0 or 1, with their labels: the position in 0 … 9, A … Z.</summary>
    /// <param name="seed">The set.</param>
    /// <param name="first">The number of the first image; any number can be drawn without those before it.</param>
    /// <param name="count">The number of images.</param>
    public static (byte[] Pixels, byte[] Labels) Render(long seed, int first, int count)
    {
        var pixels = new byte[count * Side * Side];
        var labels = new byte[count];
        Parallel.For(0, count, i =>
        {
            var random = SplitMix.For((ulong)seed, first + i);
            var label = random.Below(Alphabet.Paths.Length);
            labels[i] = (byte)label;
            GlyphRaster.Draw(
                Alphabet.Paths[label], GlyphStyle.Draw(ref random), pixels.AsSpan(i * Side * Side, Side * Side));
        });
        return (pixels, labels);
    }
}
