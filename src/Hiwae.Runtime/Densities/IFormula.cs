using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// A family of densities written as formulas of one value and its raw parameters; the values of a vector are independent given these. From the formulas come the functions
/// of tensors, with their gradients, and what compiled programs run. A new family is one type that implements this interface and carries a <see cref="DensityAttribute"/>.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface IFormula<TSelf> : IPointwiseDensity<TSelf> where TSelf : struct, IFormula<TSelf>
{
    /// <summary>The log-density of a value in nats.</summary>
    /// <typeparam name="T">The number: see <see cref="IReal{TSelf}"/>.</typeparam>
    /// <param name="raw">The value's raw parameters, as many as <see cref="DensityAttribute.ParametersPerValue"/>.</param>
    /// <param name="value">The value.</param>
    static abstract T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T>;

    /// <summary>The mean.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="raw">The value's raw parameters.</param>
    static abstract T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T>;

    /// <summary>A value at which the density and its derivatives are harmless; the mean, unless a density says otherwise.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="raw">The value's raw parameters.</param>
    static virtual T Centre<T>(ReadOnlySpan<T> raw) where T : IReal<T> => TSelf.Mean(raw);

    /// <summary>The noises that one value's draw is made of, in the order in which they are drawn.</summary>
    static virtual ImmutableArray<NoiseKind> Noises => [];

    /// <summary>A draw, as a function of noise that does not depend on the parameters.</summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="raw">The value's raw parameters.</param>
    /// <param name="noise">One number for each of <see cref="Noises"/>.</param>
    /// <exception cref="NotSupportedException">The family has no such function.</exception>
    static virtual T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T> => throw FormulaTensors.NoDraws<TSelf>();

    /// <summary>
    /// The derivative of a value by one of its raw parameters, as a function of both, while the noise stays from which these would draw it; for a family whose
    /// <see cref="DensityAttribute.Velocity"/> is set. At a draw it is the derivative of <see cref="Draw"/>.
    /// </summary>
    /// <typeparam name="T">The number.</typeparam>
    /// <param name="raw">The value's raw parameters.</param>
    /// <param name="value">The value.</param>
    /// <param name="parameter">The parameter's place among them.</param>
    /// <exception cref="NotSupportedException">The family has no such function.</exception>
    static virtual T Velocity<T>(ReadOnlySpan<T> raw, T value, int parameter) where T : IReal<T> => throw DensityAttribute.NoVelocity<TSelf>();

    /// <inheritdoc/>
    static DensityForm? IDensity<TSelf>.Form => FormulaForm.Of<TSelf>();

    /// <inheritdoc/>
    static Tensor IDensity<TSelf>.Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => FormulaTensors.Sample<TSelf>(raw, noise, shape);

    /// <inheritdoc/>
    static Tensor IDensity<TSelf>.LogDensity(Tensor raw, Tensor value) => FormulaTensors.LogDensity<TSelf>(raw, value);

    /// <inheritdoc/>
    static Tensor IDensity<TSelf>.Mean(Tensor raw) => FormulaTensors.Mean<TSelf>(raw);

    /// <inheritdoc/>
    static Tensor IDensity<TSelf>.Velocity(Tensor raw, Tensor value) => FormulaTensors.Velocity<TSelf>(raw, value);

    /// <inheritdoc/>
    static Tensor IPointwiseDensity<TSelf>.LogDensities(Tensor raw, Tensor value) => FormulaTensors.LogDensities<TSelf>(raw, value);

    /// <inheritdoc/>
    static Tensor IPointwiseDensity<TSelf>.Centre(Tensor raw) => FormulaTensors.Centre<TSelf>(raw);
}
