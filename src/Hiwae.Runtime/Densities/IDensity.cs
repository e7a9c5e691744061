using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// A family of densities over the last dimension, its values independent given the parameters. A new family is one
/// <c>readonly record struct</c> that implements this interface and carries a <see cref="DensityAttribute"/>; the
/// generator treats it like the built-in ones.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IDensity<TSelf> where TSelf : struct, IDensity<TSelf>
{
    /// <summary>
    /// The member whose parameters a network's raw output encodes. Raw zeros are the standard member: what a factor
    /// without parents is fixed at.
    /// </summary>
    /// <param name="raw">
    /// Unconstrained, [..., n · size] where n is <see cref="DensityAttribute.ParametersPerValue"/>: n blocks of size values.
    /// </param>
    static abstract TSelf FromRaw(Tensor raw);

    /// <summary>A draw of the given shape, [..., size]; leading dimensions broadcast against the parameters'.</summary>
    /// <param name="noise">Where the randomness comes from.</param>
    /// <param name="shape">The shape of the draw, plate and event dimensions included.</param>
    Tensor Sample(Noise noise, params ReadOnlySpan<long> shape);

    /// <summary>The log-density of a value in nats, summed over the last dimension: [..., size] to [...].</summary>
    /// <param name="value">Leading dimensions broadcast against the parameters'.</param>
    Tensor LogDensity(Tensor value);

    /// <summary>The mean, [..., size].</summary>
    Tensor Mean { get; }

    /// <summary>What a compiled program knows of the family; null where it has no compiled form.</summary>
    static virtual DensityForm? Form => null;
}
