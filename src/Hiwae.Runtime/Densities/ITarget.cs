using Hiwae.Programs;

namespace Hiwae;

/// <summary>
/// An unnormalised density p̃ that is inferred as it stands: what <see cref="Target{TTarget}"/> puts in the place of a generative factor. The mean of ŵ is
/// then its normaliser, the integral of p̃.
/// </summary>
/// <typeparam name="TSelf">The implementing type.</typeparam>
public interface ITarget<TSelf> where TSelf : struct, ITarget<TSelf>
{
    /// <summary>What a compiled program knows of it; null where it can only be computed with tensors.</summary>
    static virtual TargetForm? Form => null;

    /// <summary>log p̃(value | parents) in nats, up to a constant, [batch, samples].</summary>
    /// <param name="value">[batch, samples, size].</param>
    /// <param name="parents">In the order of declaration, each [batch, samples, size] or, outside the plate, [batch, 1, size].</param>
    static abstract Tensor LogDensity(Tensor value, params ReadOnlySpan<Tensor> parents);
}
