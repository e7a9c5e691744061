namespace Hiwae;

/// <summary>Independent Bernoulli variables with logits as parameters. Raw output: the logits.</summary>
/// <param name="Logits">log(p / (1 − p)), [..., size].</param>
[Density(Support.Binary, parametersPerValue: 1)]
public readonly record struct Bernoulli(Tensor Logits) : IDensity<Bernoulli>
{
    /// <inheritdoc/>
    public Tensor Mean => Logits.sigmoid();

    /// <inheritdoc/>
    public static Bernoulli FromRaw(Tensor raw) => new(raw);

    /// <inheritdoc/>
    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape) =>
        noise.Uniform(shape).lt(Mean).to_type(Logits.dtype);

    /// <inheritdoc/>
    /// <remarks>
    /// Σ x l − softplus(l). The first term is a product of each row of logits with its datum, so neither the datum is
    /// repeated over the plate nor a tensor of the logits' size made for it.
    /// </remarks>
    public Tensor LogDensity(Tensor value)
    {
        var shared = value.dim() == Logits.dim() && value.dim() > 1 && value.shape[^2] == 1;
        var linear = shared
            ? Logits.matmul(value.transpose(-1, -2)).squeeze(-1)
            : value.mul(Logits).sum(-1);
        return linear - nn.functional.softplus(Logits).sum(-1);
    }
}
