namespace Hiwae.Data;

/// <summary>Turns pixel probabilities into zeros and ones.</summary>
public static class Binarise
{
    /// <summary>The seed of what is drawn once for validation and test images, the same in every run.</summary>
    public const long HeldOutSeed = 20260101;

    /// <summary>A draw of every pixel, of the same shape; the pixels themselves where the data are binary already.</summary>
    public static Tensor Draw(Tensor pixels, Binarisation binarisation, Noise noise)
    {
        if (binarisation == Binarisation.None)
            return pixels.alias();
        using var scope = NewDisposeScope();
        // In place: the uniform values become zeros and ones.
        var values = noise.Uniform(pixels.shape);
        values.lt_(pixels);
        return values.to_type(pixels.dtype).MoveToOuterDisposeScope();
    }
}
