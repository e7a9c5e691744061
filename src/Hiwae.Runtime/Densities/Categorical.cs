namespace Hiwae;

/// <summary>
/// One categorical variable over the last dimension, with unnormalised log-probabilities as parameters; a value is a vector with a
/// single one. Raw output: the logits, so that raw zeros are the uniform density.
/// </summary>
/// <param name="Logits">Log-probabilities up to a constant, [..., size].</param>
[Density(Support.OneHot, parametersPerValue: 1)]
public readonly record struct Categorical(Tensor Logits) : IDensity<Categorical>
{
    /// <summary>The probabilities, [..., size].</summary>
    public Tensor Mean => Logits.softmax(-1);

    /// <inheritdoc/>
    public static Categorical FromRaw(Tensor raw) => new(raw);

    /// <inheritdoc/>
    /// <remarks>
    /// The place of the largest logit after each has got a standard Gumbel variable, −log(−log u), added (Gumbel 1954; Maddison, Tarlow
    /// and Minka 2014).
    /// </remarks>
    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape)
    {
        var places = (Logits - noise.OpenUniform(shape).log().neg().log()).argmax(-1);
        return nn.functional.one_hot(places, shape[^1]).to_type(Logits.dtype);
    }

    /// <inheritdoc/>
    /// <remarks>Σ x (l − log Σ exp l).</remarks>
    public Tensor LogDensity(Tensor value) => (value * Logits.log_softmax(-1)).sum(-1);
}
