namespace Hiwae.Bench.Work;

/// <summary>Noise that keeps what it gives, for somebody else to replay.</summary>
/// <param name="source">Draws.</param>
internal sealed class RecordedNoise(Noise source) : Noise(source.Device, source.DType), IDisposable
{
    private readonly List<Tensor> drawn = [];

    /// <summary>Every draw, in order.</summary>
    public IReadOnlyList<Tensor> Drawn => drawn;

    public override Tensor Normal(params ReadOnlySpan<long> shape) => Keep(source.Normal(shape));

    public override Tensor Uniform(params ReadOnlySpan<long> shape) => Keep(source.Uniform(shape));

    public override Tensor Gamma(Tensor concentration) => Keep(source.Gamma(concentration));

    public override Tensor Permutation(long count) => Keep(source.Permutation(count));

    public void Dispose()
    {
        foreach (var tensor in drawn)
            tensor.Dispose();
    }

    private Tensor Keep(Tensor value)
    {
        drawn.Add(value.detach().clone().DetachFromDisposeScope());
        return value;
    }
}
