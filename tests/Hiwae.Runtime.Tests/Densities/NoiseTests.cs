namespace Hiwae.Runtime.Tests.Densities;

public sealed class NoiseTests
{
    [Theory, InlineData(ScalarType.Float32), InlineData(ScalarType.Float64)]
    public void Open_uniform_values_have_finite_logarithms(ScalarType type)
    {
        using var scope = NewDisposeScope();
        var lowest = new Zeros(type).OpenUniform(3);
        Assert.True(lowest.gt(0).all().ToBoolean());
        Assert.True(lowest.lt(Math.Pow(2, type == ScalarType.Float32 ? -24 : -53)).all().ToBoolean());
        var drawn = Noise.FromSeed(2, dtype: type).OpenUniform(100_000);
        Assert.True((drawn.log() + drawn.neg().log1p()).isfinite().all().ToBoolean());
    }

    [Fact]
    public void Gamma_values_come_from_the_seed_and_carry_a_gradient()
    {
        using var scope = NewDisposeScope();
        var concentration = tensor(new[] { 0.5, 2, 1000 }).requires_grad_();
        Tensor Drawn() => Noise.FromSeed(4, dtype: ScalarType.Float64).Gamma(concentration);
        Assert.True(Drawn().Equals(Drawn()));
        Drawn().sum().backward();
        Assert.True(concentration.grad!.gt(0).all().ToBoolean());
    }

    /// <summary>The least that a uniform draw can be.</summary>
    private sealed class Zeros(ScalarType type) : Noise(CPU, type)
    {
        public override Tensor Normal(params ReadOnlySpan<long> shape) => zeros(shape, dtype: DType);

        public override Tensor Uniform(params ReadOnlySpan<long> shape) => zeros(shape, dtype: DType);

        public override Tensor Gamma(Tensor concentration) => zeros_like(concentration);

        public override Tensor Permutation(long count) => arange(count);
    }
}
