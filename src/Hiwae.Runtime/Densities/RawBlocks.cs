namespace Hiwae;

/// <summary>How a network's raw output is divided among a density's parameters.</summary>
internal static class RawBlocks
{
    /// <summary>[..., count · size] into count blocks [..., size], each a tensor of its own over the same numbers.</summary>
    /// <exception cref="ArgumentException">The last dimension is not a multiple of the count.</exception>
    public static Tensor[] Split(Tensor raw, int count)
    {
        var length = raw.shape[^1];
        return length % count == 0
            ? raw.chunk(count, -1)
            : throw new ArgumentException(
                $"A raw output with {length} numbers in its last dimension does not divide into {count} blocks; give {count} numbers for each value.", nameof(raw));
    }
}
