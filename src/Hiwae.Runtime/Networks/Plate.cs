namespace Hiwae.Networks;

/// <summary>
/// Values inside a network: [batch, 1 or samples, ...shape]. Until a layer mixes them, the parents stay apart, so that
/// what does not depend on the sample is computed once per datum.
/// </summary>
internal static class Plate
{
    /// <summary>The parts joined along the first dimension of their shapes: as a vector, or along the channels.</summary>
    /// <param name="parts">Each [batch, 1 or samples, size] or [batch, 1 or samples, channels, height, width].</param>
    public static Tensor Join(Tensor[] parts)
    {
        if (parts.Length == 1)
            return parts[0];
        var batch = parts.Max(part => part.shape[0]);
        var samples = parts.Max(part => part.shape[1]);
        return cat([.. parts.Select(part => part.expand([batch, samples, .. part.shape[2..]]))], 2);
    }

    /// <summary>
    /// Vectors as images, which lie in memory with the channels last: there convolutions and interpolation are fastest,
    /// and they, and what acts on every element, leave it so.
    /// </summary>
    /// <param name="value">[batch, 1 or samples, size].</param>
    /// <param name="shape">Channels, height and width.</param>
    public static Tensor AsImages(Tensor value, ImmutableArray<int> shape)
    {
        using var scope = NewDisposeScope();
        var images = value.reshape(value.shape[0], value.shape[1], shape[0], shape[1], shape[2]);
        return images.permute(0, 1, 3, 4, 2).contiguous().permute(0, 1, 4, 2, 3).MoveToOuterDisposeScope();
    }

    /// <summary>A function of images [count, channels, height, width], applied with batch and samples as one.</summary>
    /// <param name="value">[batch, samples, channels, height, width].</param>
    /// <param name="function">Gives one image for each.</param>
    public static Tensor OfImages(Tensor value, Func<Tensor, Tensor> function)
    {
        var shape = value.shape;
        var images = function(value.reshape(-1, shape[2], shape[3], shape[4]));
        return images.reshape([shape[0], shape[1], .. images.shape[1..]]);
    }
}

/// <summary>The raw outputs of all heads, [batch, 1 or samples, heads, outputs], and what is read off them.</summary>
public static class Heads
{
    /// <summary>Each sample's own head, [batch, heads, outputs]: sample j reads head j.</summary>
    /// <param name="raw">[batch, 1 or samples, heads, outputs]; with a plate, samples equals heads.</param>
    public static Tensor Select(Tensor raw) => raw.shape[1] == 1
        ? raw.squeeze(1)
        : raw.diagonal(0, 1, 2).transpose(1, 2);
}
