namespace Hiwae.Data;

/// <summary>Turns pixel probabilities into zeros and ones.</summary>
public static class Binarise
{
    /// <summary>The seed of the one binarisation of validation and test images, the same in every run.</summary>
    public const long HeldOutSeed = 20260101;

    /// <summary>A draw of every pixel, of the same shape; the pixels themselves where the data are binary already.</summary>
    public static Tensor Draw(Tensor pixels, Binarisation binarisation, Noise noise)
    {
        if (binarisation == Binarisation.None)
            return pixels.alias();
        using var scope = NewDisposeScope();
        return noise.Uniform(pixels.shape).lt(pixels).to_type(pixels.dtype).MoveToOuterDisposeScope();
    }

    /// <summary>The fixed binarisation of a held-out split.</summary>
    public static Tensor HeldOut(ImageSet images, Binarisation binarisation) =>
        Draw(images.Pixels, binarisation, Noise.FromSeed(HeldOutSeed));
}
