namespace Hiwae.Laws.Cases;

/// <summary>Noise that keeps copies of its draws, to be replayed.</summary>
/// <param name="source">The source of the draws.</param>
internal sealed class RecordedNoise(Noise source) : Noise(source.Device, source.DType), IDisposable
{
    private readonly List<Tensor> draws = [];

    /// <summary>Everything that was drawn, in order.</summary>
    public IReadOnlyList<Tensor> Draws => draws;

    public override Tensor Normal(params ReadOnlySpan<long> shape) => Record(source.Normal(shape));

    public override Tensor Uniform(params ReadOnlySpan<long> shape) => Record(source.Uniform(shape));

    public override Tensor Gamma(Tensor concentration) => Record(source.Gamma(concentration));

    public override Tensor Permutation(long count) => Record(source.Permutation(count));

    /// <summary>Releases the copies.</summary>
    public void Dispose()
    {
        foreach (var draw in draws)
            draw.Dispose();
    }

    private Tensor Record(Tensor draw)
    {
        draws.Add(draw.detach().clone().DetachFromDisposeScope());
        return draw;
    }
}

/// <summary>Draws that were made before, in the order in which they were made, each perhaps rearranged.</summary>
/// <param name="draws">The draws.</param>
/// <param name="arrange">The rearrangement of a draw for a requested shape.</param>
internal sealed class ReplayedNoise(IEnumerable<Tensor> draws, Func<Tensor, long[], Tensor> arrange) : Noise(CPU, ScalarType.Float64)
{
    private readonly Queue<Tensor> left = new(draws);

    public override Tensor Normal(params ReadOnlySpan<long> shape) => Next([.. shape]);

    public override Tensor Uniform(params ReadOnlySpan<long> shape) => Next([.. shape]);

    public override Tensor Gamma(Tensor concentration) => Next(concentration.shape);

    public override Tensor Permutation(long count) => Next([count]);

    private Tensor Next(long[] shape)
    {
        if (!left.TryDequeue(out var draw))
            throw new InvalidOperationException($"More is drawn than before: now [{string.Join(", ", shape)}].");
        var arranged = arrange(draw, shape);
        return arranged.shape.SequenceEqual(shape)
            ? arranged
            : throw new InvalidOperationException(
                $"A draw of [{string.Join(", ", shape)}] is asked for where one of [{string.Join(", ", arranged.shape)}] was made before.");
    }
}
