namespace Hiwae.Randomness;

/// <summary>
/// The draws of a whole batch as a window of it sees them: those of its own data and proposals, number for number, and what all share. It takes nothing from the noise, so that the same
/// draws can be made again.
/// </summary>
/// <remarks>
/// Gamma draws are libtorch's, one after the other, and begin anew in each window: they are the same whenever the same window is drawn, but other ones than those of the whole.
/// </remarks>
/// <param name="noise">Where the numbers are from.</param>
/// <param name="firstDraw">The number of the first draw of the batch.</param>
/// <param name="shapes">What the dimensions of each draw stand for, in the order of the draws.</param>
/// <param name="window">The window.</param>
internal sealed class WindowNoise(CounterNoise noise, long firstDraw, ImmutableArray<DrawShape> shapes, PlateWindow window) : Noise(noise.Device, noise.DType)
{
    private int drawn;

    /// <inheritdoc/>
    public override Tensor Normal(params ReadOnlySpan<long> shape) => Drawn(NoiseKind.Normal, shape);

    /// <inheritdoc/>
    public override Tensor Uniform(params ReadOnlySpan<long> shape) => Drawn(NoiseKind.Uniform, shape);

    /// <inheritdoc/>
    public override Tensor Gamma(Tensor concentration)
    {
        var (draw, place) = Next();
        var row = place.HasRows ? window.Row : 0;
        return noise.Gamma(concentration, draw, place.HasSamples ? (row * window.AllSamples) + window.Sample : row);
    }

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">Always: a window of an order is none.</exception>
    public override Tensor Permutation(long count) => throw new NotSupportedException("A window of a batch has no order of its own.");

    private Tensor Drawn(NoiseKind kind, ReadOnlySpan<long> shape)
    {
        var (draw, place) = Next();
        var rest = 1L;
        foreach (var extent in shape[(place.HasSamples ? 2 : 1)..])
            rest *= extent;
        var columns = place.HasSamples ? shape[1] * rest : rest;
        return noise.Drawn(kind, shape, draw, new(place.HasRows ? window.Row : 0, shape[0], place.HasSamples ? window.Sample * (columns / window.Samples) : 0, columns, columns));
    }

    private (long Draw, DrawShape Shape) Next() => drawn < shapes.Length
        ? (firstDraw + drawn, shapes[drawn++])
        : throw new InvalidOperationException($"A window of a batch makes more than the {shapes.Length} draws that the batch makes.");
}
