namespace Hiwae.Data;

/// <summary>The way in which pixels become zeros and ones.</summary>
public enum Binarisation
{
    /// <summary>The source is binary already.</summary>
    None,

    /// <summary>Each pixel is drawn with its intensity as probability: anew at every epoch for training, once with a fixed seed for validation and test.</summary>
    Stochastic,
}

/// <summary>Turns pixels into what a model takes: their intensities, or zeros and ones with those as probabilities.</summary>
public static class Binarise
{
    /// <summary>The seed of what is drawn once for validation and test images, the same in every run.</summary>
    public const long HeldOutSeed = 20260101;

    /// <summary>A draw of every pixel, or the intensities where the data are binary already.</summary>
    /// <param name="pixels">[images, size], as in <see cref="FieldKind.Pixels"/>.</param>
    /// <param name="binarisation">The way in which pixels become zeros and ones.</param>
    /// <param name="noise">The source of random numbers.</param>
    /// <param name="rows">The numbers of the images, 64-bit integers; null for all of them.</param>
    /// <returns>[images or rows, size], floats.</returns>
    public static Tensor Draw(Tensor pixels, Binarisation binarisation, Noise noise, Tensor? rows = null) =>
        Present(pixels, rows, binarisation == Binarisation.None ? null : noise);

    /// <summary>The intensities, in [0, 1].</summary>
    /// <param name="pixels">[images, size], as in <see cref="FieldKind.Pixels"/>.</param>
    /// <param name="rows">The numbers of the images, 64-bit integers; null for all of them.</param>
    /// <returns>[images or rows, size], floats.</returns>
    public static Tensor Intensities(Tensor pixels, Tensor? rows = null) => Present(pixels, rows, null);

    private static Tensor Present(Tensor pixels, Tensor? rows, Noise? noise)
    {
        if (noise is null && rows is null && pixels.dtype != ScalarType.Byte)
            return pixels.alias();
        if (PixelRows.Take(pixels, rows, noise))
            return PixelRows.Of(pixels, rows, noise);
        using var scope = NewDisposeScope();
        var intensities = rows is null ? pixels : pixels.index_select(0, rows);
        if (intensities.dtype == ScalarType.Byte)
            intensities = intensities.to_type(ScalarType.Float32) / FieldValues.White;
        return (noise is null ? intensities : noise.Uniform(intensities.shape).lt(intensities).to_type(intensities.dtype)).MoveToOuterDisposeScope();
    }
}
