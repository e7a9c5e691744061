namespace Hiwae.Data;

/// <summary>Images of one split.</summary>
/// <param name="Pixels">[images, height · width], 32-bit floats in [0, 1]: the probability that the pixel is on.</param>
/// <param name="Labels">[images], 64-bit integers; null where the source has none.</param>
public sealed record ImageSet(Tensor Pixels, Tensor? Labels)
{
    /// <summary>The number of images.</summary>
    public int Count => checked((int)Pixels.shape[0]);

    /// <summary>The first images, at most as many as there are.</summary>
    public ImageSet Take(int count) => count >= Count
        ? this
        : new(Pixels.narrow(0, 0, count), Labels?.narrow(0, 0, count));
}
