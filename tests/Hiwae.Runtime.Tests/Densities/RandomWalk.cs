namespace Hiwae.Runtime.Tests.Densities;

/// <summary>A random walk from 0: the steps are normal. Raw output: a block of their means, then a block of log σ.</summary>
[Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
public readonly struct RandomWalk : IDensity<RandomWalk>
{
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Density.Sample<Normal>(raw, noise, shape).cumsum(-1);

    // The determinant of the step from differences to sums is one.
    public static Tensor LogDensity(Tensor raw, Tensor value) => Density.Log<Normal>(raw, cat([value.narrow(-1, 0, 1), value.diff(dim: -1)], -1));

    public static Tensor Mean(Tensor raw) => Density.Mean<Normal>(raw).cumsum(-1);
}
