namespace Hiwae.Runtime.Tests.Steps;

/// <summary>Gives numbers that were drawn before, in order; of the shape that is asked for.</summary>
internal sealed class ReplayedNoise(Tensor[] drawn) : Noise(CPU, drawn[0].dtype)
{
    private int next;

    public override Tensor Normal(params ReadOnlySpan<long> shape) => Next(shape);

    public override Tensor Uniform(params ReadOnlySpan<long> shape) => Next(shape);

    public override Tensor Gamma(Tensor concentration) => throw new NotSupportedException("Gamma variables are not replayed.");

    public override Tensor Permutation(long count) => throw new NotSupportedException("Permutations are not replayed.");

    private Tensor Next(ReadOnlySpan<long> shape) => drawn[next++].reshape(shape.ToArray());
}
