using Hiwae.Native;

namespace Hiwae;

/// <summary>The functions of a family of densities, by its type: <c>Density.Log&lt;Normal&gt;(raw, value)</c>.</summary>
public static class Density
{
    /// <summary>A draw of the given shape, [..., size].</summary>
    /// <typeparam name="TDensity">The family.</typeparam>
    /// <param name="raw">The parameters, [..., n · size]; leading dimensions broadcast against those of the draw.</param>
    /// <param name="noise">The source of random numbers.</param>
    /// <param name="shape">The shape of the draw, plate and event dimensions included.</param>
    public static Tensor Sample<TDensity>(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) where TDensity : struct, IDensity<TDensity> =>
        TDensity.Sample(raw, noise, shape);

    /// <summary>The log-density of a value in nats, summed over the last dimension: [..., size] to [...].</summary>
    /// <typeparam name="TDensity">The family.</typeparam>
    /// <param name="raw">The parameters, [..., n · size].</param>
    /// <param name="value">Leading dimensions broadcast against the parameters'.</param>
    public static Tensor Log<TDensity>(Tensor raw, Tensor value) where TDensity : struct, IDensity<TDensity> =>
        Watch.Log<TDensity>(TDensity.LogDensity(raw, value), raw, value);

    /// <summary>The sum of log-densities, whose shapes broadcast against each other.</summary>
    /// <param name="terms">At least one; the only one is returned as it is.</param>
    /// <remarks>Unlike <c>a + b</c> it takes no number that the garbage collector may let go of while the engine reads it.</remarks>
    public static Tensor Sum(params ReadOnlySpan<Tensor> terms)
    {
        var sum = terms[0];
        foreach (var term in terms[1..])
            sum = sum.Plus(term);
        return sum;
    }

    /// <summary>The mean, [..., size].</summary>
    /// <typeparam name="TDensity">The family.</typeparam>
    /// <param name="raw">The parameters, [..., n · size].</param>
    public static Tensor Mean<TDensity>(Tensor raw) where TDensity : struct, IDensity<TDensity> => TDensity.Mean(raw);

    /// <summary>How a value moves with its raw parameters while the noise stays that would draw it, [..., n · size]: see <see cref="IDensity{TSelf}.Velocity"/>.</summary>
    /// <typeparam name="TDensity">The family.</typeparam>
    /// <param name="raw">The parameters, [..., n · size].</param>
    /// <param name="value">Leading dimensions broadcast against the parameters'.</param>
    /// <exception cref="NotSupportedException">The family has no velocity.</exception>
    public static Tensor Velocity<TDensity>(Tensor raw, Tensor value) where TDensity : struct, IDensity<TDensity> => TDensity.Velocity(raw, value);

    /// <summary>The logarithm of an unnormalised density in nats, up to a constant, [batch, samples].</summary>
    /// <typeparam name="TTarget">The density.</typeparam>
    /// <param name="value">[batch, samples, size].</param>
    /// <param name="parents">The values that it is conditioned on, each [batch, samples, size] or, outside the plate, [batch, 1, size].</param>
    public static Tensor LogTarget<TTarget>(Tensor value, params ReadOnlySpan<Tensor> parents) where TTarget : struct, ITarget<TTarget> =>
        Watch.LogTarget<TTarget>(TTarget.LogDensity(value, parents), value);

    /// <summary>The family's attribute, as <see cref="DensityAttribute.Of"/> has it.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    internal static DensityAttribute Attribute<TDensity>() where TDensity : struct => Attributes<TDensity>.Value;

    private static class Attributes<TDensity>
    {
        public static readonly DensityAttribute Value = DensityAttribute.Of(typeof(TDensity))
            ?? throw new InvalidOperationException($"{DensityAttribute.NameOf(typeof(TDensity))} has no [Density(…)]; say there what its support is and how many raw numbers a value takes.");
    }
}
