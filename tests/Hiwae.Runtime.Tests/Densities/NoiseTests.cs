using MathNet.Numerics;

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

    /// <summary>Each rate many times, beside the distribution function: the largest distance exceeds the threshold with probability 10⁻⁶, whatever the distribution.</summary>
    [Theory, InlineData(1e-3), InlineData(0.7), InlineData(30), InlineData(9.9e3), InlineData(1.1e4), InlineData(1e8)]
    public void Poisson_values_have_the_distribution_function(double rate)
    {
        using var scope = NewDisposeScope();
        const int Draws = 20_000;
        var draws = Noise.FromSeed(5, dtype: ScalarType.Float64).Poisson(full(Draws, rate, dtype: ScalarType.Float64)).data<double>().ToArray();
        Assert.All(draws, draw => Assert.True(draw >= 0 && draw == Math.Round(draw)));
        foreach (var place in Enumerable.Range(-50, 101).Select(i => Math.Floor(rate + (i * 0.1 * Math.Sqrt(rate)))).Where(place => place >= 0).Distinct())
        {
            var share = draws.Count(draw => draw <= place) / (double)Draws;
            Assert.Equal(1 - SpecialFunctions.GammaLowerRegularized(place + 1, rate), share, Math.Sqrt(Math.Log(2e6) / (2 * Draws)) + 1e-5);
        }
    }

    [Fact]
    public void Poisson_values_depend_on_their_own_rate_and_on_the_seed_alone()
    {
        using var scope = NewDisposeScope();
        Tensor Drawn(params double[] rates) => Noise.FromSeed(4).Poisson(tensor(rates).requires_grad_());
        var all = Drawn(0, 2, 500, 1e6);
        Assert.False(all.requires_grad);
        Assert.Equal(ScalarType.Float32, all.dtype);
        Assert.Equal(0, all[0].ToDouble());
        Assert.True(all.Equals(Drawn(0, 2, 500, 1e6)));
        Assert.True(all.narrow(0, 0, 2).Equals(Drawn(0, 2, 3e30, 0).narrow(0, 0, 2)));
        Assert.Equal([0L], Noise.FromSeed(4).Poisson(zeros(0)).shape);
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
