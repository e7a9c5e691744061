namespace Hiwae.Programs;

// Convolutions, and images in other sizes and orders.
public abstract partial record Operation
{
    /// <summary>f(W ∗ x + bias + addend): <see cref="Linear"/> for images, windows in place of columns.</summary>
    /// <param name="Output">Images.</param>
    /// <param name="X">Images.</param>
    /// <param name="Weight">W, [channels out, channels in · kernel · kernel].</param>
    /// <param name="Channel">The first of the channels in that x meets.</param>
    /// <param name="Channels">All channels in that W has.</param>
    /// <param name="Kernel">The windows' height and width.</param>
    /// <param name="Stride">The distance between windows.</param>
    /// <param name="Padding">Zeros on each side.</param>
    /// <param name="Bias">One number for each channel out.</param>
    /// <param name="Addend">A value of the output's form, of its level or a lower one.</param>
    /// <param name="Activation">f, one whose derivative follows from its result.</param>
    public sealed record Conv(
        Value Output, Value X, Value Weight, int Channel, int Channels, int Kernel, int Stride, int Padding, Value? Bias, Value? Addend, Activation Activation)
        : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X, Weight, Bias, Addend];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) =>
            this with { X = map(X), Weight = map(Weight), Bias = Mapped(Bias, map), Addend = Mapped(Addend, map) };
    }

    /// <summary>Larger images: each pixel factor × factor times, or what lies between pixels, their centres held.</summary>
    /// <param name="Output">Images.</param>
    /// <param name="X">Images.</param>
    /// <param name="Factor">The factor of height and width.</param>
    /// <param name="Interpolation">The interpolation.</param>
    public sealed record Upsample(Value Output, Value X, int Factor, Interpolation Interpolation) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X) };
    }

    /// <summary>The upper left part of images.</summary>
    /// <param name="Output">Images with fewer rows or columns.</param>
    /// <param name="X">Images.</param>
    public sealed record Crop(Value Output, Value X) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X) };
    }

    /// <summary>Vectors, which have the channels first, as images, which have them last.</summary>
    /// <param name="Output">Images.</param>
    /// <param name="X">Vectors.</param>
    public sealed record ToImages(Value Output, Value X) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X) };
    }

    /// <summary>Images as vectors.</summary>
    /// <param name="Output">Vectors.</param>
    /// <param name="X">Images.</param>
    public sealed record ToVectors(Value Output, Value X) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X) };
    }
}
