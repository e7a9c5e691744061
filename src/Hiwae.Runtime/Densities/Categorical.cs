using Hiwae.Formulas;
using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// One categorical variable over the last dimension; a value is a vector with a single one. Raw output: the logits, log-probabilities
/// up to a constant, so that raw zeros are the uniform density.
/// </summary>
[Density(Support.OneHot, parametersPerValue: 1)]
public readonly struct Categorical : IDensity<Categorical>
{
    /// <inheritdoc/>
    public static DensityForm? Form { get; } = new CategoricalForm();

    /// <inheritdoc/>
    /// <remarks>
    /// The place of the largest logit after each has got a standard Gumbel variable, −log(−log u), added (Gumbel 1954; Maddison, Tarlow
    /// and Minka 2014).
    /// </remarks>
    public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape)
    {
        using var scope = NewDisposeScope();
        var places = (raw - noise.OpenUniform(shape).log().neg().log()).argmax(-1);
        return nn.functional.one_hot(places, shape[^1]).to_type(raw.dtype).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>Σ x (l − log Σ exp l).</remarks>
    public static Tensor LogDensity(Tensor raw, Tensor value)
    {
        using var scope = NewDisposeScope();
        return (value * raw.log_softmax(-1)).sum(-1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    /// <remarks>The probabilities.</remarks>
    public static Tensor Mean(Tensor raw) => raw.softmax(-1);
}

/// <summary>One categorical variable over all columns of a program's value: see <see cref="Categorical"/>.</summary>
public sealed record CategoricalForm() : DensityForm(nameof(Categorical), 1, []);
