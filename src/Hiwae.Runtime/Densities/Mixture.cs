using Hiwae.Native;

namespace Hiwae;

/// <summary>
/// A mixture of C members of a family: Σ_c w_c p_c(v), the whole vector v from one of them. All in log space, so that neither extreme
/// weights nor far components lose a gradient. What a factor with components has for its density.
/// </summary>
/// <typeparam name="TDensity">The family.</typeparam>
/// <param name="LogWeights">log w_c, [..., C]; normalised: their exponentials sum to one.</param>
/// <param name="Components">The members' raw parameters, [..., C, n · size].</param>
public readonly record struct Mixture<TDensity>(Tensor LogWeights, Tensor Components) where TDensity : struct, IDensity<TDensity>
{
    /// <summary>The mean, Σ_c w_c mean_c, [..., size].</summary>
    public Tensor Mean => (LogWeights.exp().unsqueeze(-1) * TDensity.Mean(Components)).sum(-2);

    /// <summary>
    /// The mixture that a network's raw output encodes. Raw zeros have components all alike, at the standard member.
    /// </summary>
    /// <param name="raw">
    /// [..., C (1 + n · size)], n numbers for each value: C logits of the weights, then for each component a block of n · size numbers.
    /// </param>
    /// <param name="components">C, at least 1.</param>
    /// <exception cref="ArgumentException">The last dimension is not made of that many equal parts, each of two numbers or more.</exception>
    /// <exception cref="ArgumentOutOfRangeException">The number of components is less than 1.</exception>
    public static Mixture<TDensity> FromRaw(Tensor raw, int components)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(components, 1);
        var length = raw.shape[^1];
        if (length % components != 0 || length < 2L * components)
        {
            throw new ArgumentException(
                $"A raw output with {length} numbers in its last dimension cannot be a mixture of {components} components; "
                + $"give {components} logits, then the same number of parameters for each component.",
                nameof(raw));
        }

        var parameters = raw.narrow(-1, components, length - components);
        long[] shape = [.. raw.shape[..^1], components, (length / components) - 1];
        return new(raw.narrow(-1, 0, components).log_softmax(-1), parameters.reshape(shape));
    }

    /// <summary>Components of equal weights: what a prior made of pseudo-inputs is (Tomczak and Welling 2018).</summary>
    /// <param name="raw">The components' raw parameters, [1, C, n · size].</param>
    /// <returns>The mixture with parameters [1, 1, C, size], for values [batch, samples, size].</returns>
    /// <exception cref="ArgumentException">The shape is another.</exception>
    public static Mixture<TDensity> Equal(Tensor raw)
    {
        if (raw.shape is not [1, var components, _])
            throw new ArgumentException($"The components' raw parameters have the shape [{string.Join(", ", raw.shape)}]; give [1, components, numbers].", nameof(raw));

        var logWeights = full([components], -Math.Log(components), dtype: raw.dtype, device: raw.device);
        return new(logWeights, raw.unsqueeze(1));
    }

    /// <summary>
    /// A draw of the given shape, [..., size]: for each vector a component is picked and a draw of it taken. It is differentiable in the
    /// components' parameters if theirs are, never in the weights.
    /// </summary>
    /// <param name="noise">The source of random numbers.</param>
    /// <param name="shape">The shape of the draw; leading dimensions broadcast against the parameters'.</param>
    public Tensor Sample(Noise noise, params ReadOnlySpan<long> shape)
    {
        var (leading, size, components) = (shape[..^1].ToArray(), shape[^1], LogWeights.shape[^1]);
        var picks = Categorical.Sample(LogWeights, noise, [.. leading, components]).argmax(-1, keepdim: true);
        var draws = TDensity.Sample(Components, noise, [.. leading, components, size]);
        return draws.gather(-2, picks.unsqueeze(-1).expand([.. leading, 1L, size])).squeeze(-2);
    }

    /// <summary>The log-density of a value in nats, log Σ_c w_c p_c(v): [..., size] to [...].</summary>
    /// <param name="value">Leading dimensions broadcast against the parameters'.</param>
    public Tensor LogDensity(Tensor value) =>
        Watch.Log<TDensity>(MixtureTensors.LogSum(LogWeights.Plus(TDensity.LogDensity(Components, value.unsqueeze(-2)))), null, value);
}

/// <summary>Sums of components' densities.</summary>
internal static class MixtureTensors
{
    /// <summary>
    /// log Σ_c e^t_c over the last dimension. Each component's share of the sum, which is what it gets of a gradient, is right however large the terms are; where the sum is zero or
    /// infinite no component has a share.
    /// </summary>
    public static Tensor LogSum(Tensor terms)
    {
        using var scope = NewDisposeScope();
        var most = terms.dtype == ScalarType.Float64 ? double.MaxValue : float.MaxValue;
        var within = terms.Within(-most, most);
        var largest = within.detach().amax([-1], keepdim: true);

        // Beside numbers of thousands of nats a sum loses the digits in which the shares are.
        var sum = (within - largest).logsumexp(-1).Plus(largest.squeeze(-1));
        return where(sum.abs().IsLess(most), sum, sum.Times(2)).MoveToOuterDisposeScope();
    }
}
