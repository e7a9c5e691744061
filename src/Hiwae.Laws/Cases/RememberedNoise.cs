namespace Hiwae.Verification;

/// <summary>Passes draws on and remembers them.</summary>
/// <param name="source">Where they come from.</param>
internal sealed class RememberedNoise(Noise source) : Noise(source.Device, source.DType)
{
    private readonly List<Tensor> draws = [];

    /// <summary>Everything that was drawn, in order.</summary>
    public IReadOnlyList<Tensor> Draws => draws;

    public override Tensor Normal(params ReadOnlySpan<long> shape) => Remember(source.Normal(shape));

    public override Tensor Uniform(params ReadOnlySpan<long> shape) => Remember(source.Uniform(shape));

    public override Tensor Gamma(Tensor concentration) => Remember(source.Gamma(concentration));

    public override Tensor Permutation(long count) => Remember(source.Permutation(count));

    private Tensor Remember(Tensor draw)
    {
        draws.Add(draw.detach().clone().DetachFromDisposeScope());
        return draw;
    }
}
