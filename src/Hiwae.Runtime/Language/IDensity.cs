using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// A family of densities over the last dimension, as functions of tensors: of a network's raw output, which holds the parameters, and of a value. Most families are better
/// written as an <see cref="IFormula{TSelf}"/>, one value at a time, and have all of this from there. The type carries a <see cref="DensityAttribute"/>; the generator
/// treats it like the built-in ones, and <see cref="Density"/> calls it.
/// </summary>
/// <remarks>
/// A raw output is unconstrained, [..., n · size] where n is <see cref="DensityAttribute.ParametersPerValue"/>: n blocks of size values, unless it has
/// <see cref="DensityAttribute.Pairs"/>. Raw zeros are the standard member:
/// what a factor without parents is fixed at. Leading dimensions of raw outputs and values broadcast against each other.
/// </remarks>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IDensity<TSelf> where TSelf : struct, IDensity<TSelf>
{
    /// <summary>The family as compiled programs know it; null where it can only be computed with tensors.</summary>
    static virtual DensityForm? Form => null;

    /// <summary>A draw of the given shape, [..., size].</summary>
    /// <param name="raw">The parameters.</param>
    /// <param name="noise">The source of random numbers.</param>
    /// <param name="shape">The shape of the draw, plate and event dimensions included.</param>
    static abstract Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape);

    /// <summary>The log-density of a value in nats, summed over the last dimension: [..., size] to [...].</summary>
    /// <param name="raw">The parameters.</param>
    /// <param name="value">The value.</param>
    static abstract Tensor LogDensity(Tensor raw, Tensor value);

    /// <summary>The mean, [..., size].</summary>
    /// <param name="raw">The parameters.</param>
    static abstract Tensor Mean(Tensor raw);

    /// <summary>
    /// The derivative of a value by its raw parameters, [..., n · size], while the noise stays from which these would draw it: ∂T(ε; raw)/∂raw at ε = T⁻¹(value; raw); where several noises draw the same value, the
    /// mean over them. A raw parameter of a pair moves the later value alone. No gradient goes through it. Families have it where <see cref="DensityAttribute.Velocity"/> says so.
    /// </summary>
    /// <param name="raw">The parameters.</param>
    /// <param name="value">The value, which need not have been drawn from them.</param>
    /// <exception cref="NotSupportedException">The family has none.</exception>
    static virtual Tensor Velocity(Tensor raw, Tensor value) => throw DensityAttribute.NoVelocity<TSelf>();

    /// <summary>Whether the log-density is a sum over values, as that of an <see cref="IPointwiseDensity{TSelf}"/> is.</summary>
    static virtual bool IsPointwise => false;
}

/// <summary>
/// A family of densities that can tell how much each value contributes: its log-density is a sum over values, so that those that are
/// missing can be left out of it (see <see cref="MaskAttribute"/>).
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IPointwiseDensity<TSelf> : IDensity<TSelf> where TSelf : struct, IPointwiseDensity<TSelf>
{
    /// <summary>The log-density of each value in nats, [..., size] to [..., size]; its sum over the last dimension is <see cref="IDensity{TSelf}.LogDensity"/>.</summary>
    /// <param name="raw">The parameters.</param>
    /// <param name="value">The values.</param>
    static abstract Tensor LogDensities(Tensor raw, Tensor value);

    /// <summary>
    /// A value at which the density and its gradient are harmless, [..., size]. It is put in the place of a missing value before its
    /// log-density, which is then left out, is taken. The mean, unless a density says otherwise.
    /// </summary>
    /// <param name="raw">The parameters.</param>
    static virtual Tensor Centre(Tensor raw) => TSelf.Mean(raw);

    static bool IDensity<TSelf>.IsPointwise => true;
}

/// <summary>
/// An unnormalised density p̃ that is inferred as it stands: what <see cref="Target{TTarget}"/> puts in the place of a generative factor. The mean of ŵ is
/// then its normaliser, the integral of p̃.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface ITarget<TSelf> where TSelf : struct, ITarget<TSelf>
{
    /// <summary>The target as compiled programs know it; null where it can only be computed with tensors.</summary>
    static virtual TargetForm? Form => null;

    /// <summary>log p̃(value | parents) in nats, up to a constant, [batch, samples].</summary>
    /// <param name="value">[batch, samples, size].</param>
    /// <param name="parents">The values of the parents in the order of declaration, each [batch, samples, size] or, outside the plate, [batch, 1, size].</param>
    static abstract Tensor LogDensity(Tensor value, params ReadOnlySpan<Tensor> parents);
}
