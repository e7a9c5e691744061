using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Networks;

public sealed class ActivationTests
{
    public static TheoryData<Activation> All => [.. Enum.GetValues<Activation>()];

    /// <summary>Operators have other code for single precision, for vectors of a few sizes, and for tensors that are not contiguous.</summary>
    [Theory, MemberData(nameof(All))]
    public void Gradients_in_single_precision_are_those_in_double(Activation activation) => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        var (value, back) = (noise.Normal(5, 3, 7) * 2, noise.Normal(3, 5, 7).transpose(0, 1));
        var expected = Gradient(value, back, activation);
        var actual = Gradient(value.to_type(ScalarType.Float32), back.to_type(ScalarType.Float32), activation);
        Assert.False(back.is_contiguous());
        Assert.InRange((actual.to_type(ScalarType.Float64) - expected).abs().max().ToDouble(), 0, 1e-4);
    });

    private static Tensor Gradient(Tensor value, Tensor back, Activation activation)
    {
        var leaf = value.detach().clone().requires_grad_();
        autograd.backward([Activations.Apply(leaf, activation)], [back]);
        return leaf.grad!;
    }
}
