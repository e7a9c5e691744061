namespace Hiwae;

/// <summary>Independent Bernoulli variables with logits as parameters. Raw output: the logits.</summary>
/// <param name="Logits">log(p / (1 − p)), [..., size].</param>
[Density(Support.Binary, parametersPerValue: 1)]
public readonly record struct Bernoulli(Tensor Logits) : IPointwiseDensity<Bernoulli>
{
    /// <inheritdoc/>
    public Tensor Mean => Logits.sigmoid();

    /// <inheritdoc/>
    public static Bernoulli FromRaw(Tensor raw) => new(raw);

    /// <inheritdoc/>
    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) =>
        noise.Uniform(shape).lt(Mean).to_type(Logits.dtype);

    /// <inheritdoc/>
    /// <remarks>Σ x l − softplus(l).</remarks>
    public Tensor LogDensity(Tensor value) =>
        (value * Logits).sum(-1) - nn.functional.softplus(Logits).sum(-1);

    /// <inheritdoc/>
    public Tensor LogDensities(Tensor value) => (value * Logits) - nn.functional.softplus(Logits);
}
