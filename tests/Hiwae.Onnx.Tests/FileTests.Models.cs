using Hiwae.Models;

namespace Hiwae.Onnx.Tests;

public sealed partial class FileTests
{
    [Model]
    public sealed partial record ObservedTensors(
        [Shape(2), P<Unknown>(nameof(Z))] Tensor X,
        [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

    [Model]
    public sealed partial record LatentTensors(
        [Shape(2), P<Normal>(nameof(Z))] Tensor X,
        [Shape(2), P<Normal>, Q<Unknown>(nameof(X))] Tensor Z);

    [Model]
    public sealed partial record Borrowed(
        [Shape(2), P<Normal>(nameof(Z), nameof(X_mean))] Tensor X,
        [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z,
        [Given, Shape(2)] Tensor X_mean);

    /// <summary>The normal density, of which only tensors are known.</summary>
    [Density(Support.Real, parametersPerValue: 2, Reparameterised = true)]
    public readonly struct Unknown : IDensity<Unknown>
    {
        /// <inheritdoc/>
        public static Tensor Sample(Tensor raw, Noise noise, params ReadOnlySpan<long> shape) => Density.Sample<Normal>(raw, noise, shape);

        /// <inheritdoc/>
        public static Tensor LogDensity(Tensor raw, Tensor value) => Density.Log<Normal>(raw, value);

        /// <inheritdoc/>
        public static Tensor Mean(Tensor raw) => Density.Mean<Normal>(raw);
    }

    private sealed class ByHand() : ModelNetwork<Iwae>(null)
    {
        public override Proposal<Iwae> Propose(Observation observation, int samples, Noise noise, GradientTape tape) => throw new NotSupportedException();

        public override Iwae Generate(int count, Noise noise, Observation given = default) => throw new NotSupportedException();

        public override Iwae Decode(Iwae trace) => throw new NotSupportedException();
        public override Iwae Redraw(Iwae trace, Noise noise) => throw new NotSupportedException();
    }
}
