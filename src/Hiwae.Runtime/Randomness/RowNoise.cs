namespace Hiwae.Randomness;

/// <summary>The draws of all data as some of them see these: the rows of each from one on, number for number. It takes as many draws from the noise as the whole does.</summary>
/// <param name="noise">Where the numbers are from.</param>
/// <param name="row">The first row.</param>
internal sealed class RowNoise(CounterNoise noise, long row) : Noise(noise.Device, noise.DType)
{
    /// <inheritdoc/>
    public override Tensor Normal(params ReadOnlySpan<long> shape) => Drawn(NoiseKind.Normal, shape);

    /// <inheritdoc/>
    public override Tensor Uniform(params ReadOnlySpan<long> shape) => Drawn(NoiseKind.Uniform, shape);

    /// <inheritdoc/>
    public override Tensor Gamma(Tensor concentration) => noise.Gamma(concentration, noise.Reserve(), row);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: some of an order is none.</exception>
    public override Tensor Permutation(long count) => throw new NotSupportedException("Some rows of a batch have no order of their own.");

    private Tensor Drawn(NoiseKind kind, ReadOnlySpan<long> shape)
    {
        var columns = 1L;
        foreach (var extent in shape[1..])
            columns *= extent;
        return noise.Drawn(kind, shape, noise.Reserve(), new(row, shape[0], 0, columns, columns));
    }
}
