using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>Independent Bernoulli variables. Raw output: the logits l = log(p / (1 − p)), so that raw zeros have p = 1/2.</summary>
[Density(Support.Binary, parametersPerValue: 1)]
public readonly struct Bernoulli : IFormula<Bernoulli>
{
    /// <inheritdoc/>
    public static ImmutableArray<NoiseKind> Noises => [NoiseKind.Uniform];

    /// <inheritdoc/>
    /// <remarks>x l − softplus(l).</remarks>
    public static T LogDensity<T>(ReadOnlySpan<T> raw, T value) where T : IReal<T> => (value * raw[0]) - T.Softplus(raw[0]);

    /// <inheritdoc/>
    public static T Draw<T>(ReadOnlySpan<T> raw, ReadOnlySpan<T> noise) where T : IReal<T> =>
        T.IfLess(noise[0], Mean(raw), T.Constant(1), T.Constant(0));

    /// <inheritdoc/>
    /// <remarks>p = sigmoid(l).</remarks>
    public static T Mean<T>(ReadOnlySpan<T> raw) where T : IReal<T> => T.Sigmoid(raw[0]);

    /// <inheritdoc/>
    /// <remarks>As the formula says, what does not depend on the value summed apart, on its own smaller tensor.</remarks>
    public static Tensor LogDensity(Tensor raw, Tensor value)
    {
        using var scope = NewDisposeScope();
        return ((value * raw).sum(-1) - nn.functional.softplus(raw, 1, 40).sum(-1)).MoveToOuterDisposeScope();
    }
}
