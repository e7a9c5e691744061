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

/// <summary>What is there for each of S heads, and what samples read of it: sample j the head j mod S.</summary>
public static class Heads
{
    /// <summary>Each sample's own head, [batch, samples, outputs]; with a single head [batch, 1 or samples, outputs].</summary>
    /// <param name="raw">The raw outputs of all heads, [batch, 1 or samples, heads, outputs].</param>
    /// <param name="samples">K, a multiple of the number of heads.</param>
    public static Tensor Select(Tensor raw, long samples)
    {
        using var scope = NewDisposeScope();
        var (batch, heads, outputs) = (raw.shape[0], raw.shape[2], raw.shape[3]);
        var own = (raw.shape[1], samples == heads) switch
        {
            (_, false) when heads == 1 => raw.squeeze(2),
            (1, _) => Repeat(raw.squeeze(1), samples),
            (_, true) => raw.diagonal(0, 1, 2).transpose(1, 2),
            _ => raw.view(batch, samples / heads, heads, heads, outputs).diagonal(0, 2, 3).transpose(2, 3).reshape(batch, samples, outputs),
        };
        return own.MoveToOuterDisposeScope();
    }

    /// <summary>For each sample what its head has, [batch, samples, size], of [batch, heads, size] or of what is there for each sample already. What has one row keeps it.</summary>
    /// <param name="ofHeads">[batch, heads or samples, size].</param>
    /// <param name="samples">K, a multiple of the number of heads.</param>
    public static Tensor Repeat(Tensor ofHeads, long samples)
    {
        var (batch, rows, size) = (ofHeads.shape[0], ofHeads.shape[1], ofHeads.shape[2]);
        if (rows == 1 || rows == samples)
            return ofHeads.alias();
        using var scope = NewDisposeScope();
        return ofHeads.unsqueeze(1).expand(batch, samples / rows, rows, size).reshape(batch, samples, size).MoveToOuterDisposeScope();
    }

    /// <summary>What each sample has under its own head, [batch, samples].</summary>
    /// <param name="ofAll">What it has under each head, [batch, samples, heads].</param>
    public static Tensor Own(Tensor ofAll)
    {
        var (batch, samples, heads) = (ofAll.shape[0], ofAll.shape[1], ofAll.shape[2]);
        if (samples == heads)
            return ofAll.diagonal(0, 1, 2);
        using var scope = NewDisposeScope();
        return ofAll.reshape(batch, samples / heads, heads, heads).diagonal(0, 2, 3).reshape(batch, samples).MoveToOuterDisposeScope();
    }
}
