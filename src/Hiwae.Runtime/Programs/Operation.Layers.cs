namespace Hiwae.Programs;

// Layers of networks, on vectors and images alike.
public abstract partial record Operation
{
    /// <summary>f(x Wᵀ + bias + addend), where x meets the columns of W from an offset on.</summary>
    /// <param name="Output">[..., outputs], of x's level.</param>
    /// <param name="X">x.</param>
    /// <param name="Weight">W, [outputs, columns].</param>
    /// <param name="Column">The offset.</param>
    /// <param name="Bias">One row of outputs.</param>
    /// <param name="Addend">A value of the output's width, of its level or a lower one.</param>
    /// <param name="Activation">f, one whose derivative follows from its result.</param>
    public sealed record Linear(Value Output, Value X, Value Weight, int Column, Value? Bias, Value? Addend, Activation Activation) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X, Weight, Bias, Addend];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) =>
            this with { X = map(X), Weight = map(Weight), Bias = Mapped(Bias, map), Addend = Mapped(Addend, map) };
    }

    /// <summary><see cref="Linear"/> for proposals, each by its own rows of W and its own part of the bias.</summary>
    /// <param name="Output">The result, of the proposals' level.</param>
    /// <param name="X">A value of any level.</param>
    /// <param name="Weight">[heads · outputs, columns].</param>
    /// <param name="Column">Where x's columns of W begin.</param>
    /// <param name="Bias">One row of heads · outputs.</param>
    /// <param name="Addend">A value of the output's width.</param>
    /// <param name="Activation">f.</param>
    public sealed record HeadLinear(Value Output, Value X, Value Weight, int Column, Value? Bias, Value? Addend, Activation Activation) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X, Weight, Bias, Addend];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) =>
            this with { X = map(X), Weight = map(Weight), Bias = Mapped(Bias, map), Addend = Mapped(Addend, map) };
    }

    /// <summary>Each proposal's own block of the outputs of all heads.</summary>
    /// <param name="Output">The result, of the proposals' level.</param>
    /// <param name="AllHeads">[..., heads · outputs].</param>
    /// <param name="Heads">S, the number of heads.</param>
    public sealed record SelectHead(Value Output, Value AllHeads, int Heads) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [AllHeads];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { AllHeads = map(AllHeads) };
    }

    /// <summary>f(x).</summary>
    /// <param name="Output">The result, of x's form.</param>
    /// <param name="X">x.</param>
    /// <param name="Activation">f.</param>
    public sealed record Activate(Value Output, Value X, Activation Activation) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X) };
    }

    /// <summary>f(a + b).</summary>
    /// <param name="Output">The result, of the form of both and the higher level.</param>
    /// <param name="First">a.</param>
    /// <param name="Second">b.</param>
    /// <param name="Activation">f, one whose derivative follows from its result.</param>
    public sealed record Add(Value Output, Value First, Value Second, Activation Activation) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [First, Second];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { First = map(First), Second = map(Second) };
    }

    /// <summary>f((1 + s) ⊙ p + t), scale and shift the same at every position of an image.</summary>
    /// <param name="Output">The result, of p's form and level.</param>
    /// <param name="Product">p.</param>
    /// <param name="Scale">s, one number for each of p's features, of p's level or a lower one.</param>
    /// <param name="Shift">t, likewise.</param>
    /// <param name="Activation">f, one whose derivative follows from its result.</param>
    public sealed record Condition(Value Output, Value Product, Value Scale, Value Shift, Activation Activation) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [Product, Scale, Shift];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { Product = map(Product), Scale = map(Scale), Shift = map(Shift) };
    }

    /// <summary>gain · direction / ‖direction‖ by row (Salimans and Kingma 2016).</summary>
    /// <param name="Output">[rows, columns], once.</param>
    /// <param name="Direction">[rows, columns].</param>
    /// <param name="Gain">One number a row, however they are laid out.</param>
    public sealed record WeightNorm(Value Output, Value Direction, Value Gain) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [Direction, Gain];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { Direction = map(Direction), Gain = map(Gain) };
    }

    /// <summary>f((x − mean)/√(variance + 1e-5) ⊙ weight + bias), mean and variance over each row (Ba et al. 2016).</summary>
    /// <param name="Output">The result, of x's form.</param>
    /// <param name="X">x.</param>
    /// <param name="Weight">A row of x's width, of an image channels first.</param>
    /// <param name="Bias">A row of the same form.</param>
    /// <param name="Activation">f, one whose derivative follows from its result.</param>
    public sealed record LayerNorm(Value Output, Value X, Value Weight, Value Bias, Activation Activation) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X, Weight, Bias];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X), Weight = map(Weight), Bias = map(Bias) };
    }

    /// <summary>f((x − mean)/√(variance + ε) ⊙ weight + bias) by channel, with running averages: batch normalisation in evaluation.</summary>
    /// <param name="Output">The result, of x's form.</param>
    /// <param name="X">Images.</param>
    /// <param name="Mean">One number for each channel.</param>
    /// <param name="Variance">One number for each channel.</param>
    /// <param name="Weight">One number for each channel.</param>
    /// <param name="Bias">One number for each channel.</param>
    /// <param name="Epsilon">ε.</param>
    /// <param name="Activation">f, one whose derivative follows from its result.</param>
    public sealed record BatchNorm(
        Value Output, Value X, Value Mean, Value Variance, Value Weight, Value Bias, double Epsilon, Activation Activation) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X, Mean, Variance, Weight, Bias];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) =>
            this with { X = map(X), Mean = map(Mean), Variance = map(Variance), Weight = map(Weight), Bias = map(Bias) };
    }

    /// <summary>x / (1 − p) where a uniform number is at least p, else 0.</summary>
    /// <param name="Output">The result, of x's form.</param>
    /// <param name="X">x.</param>
    /// <param name="Uniform">Uniform numbers of x's form, in the order of vectors: of an image channels first.</param>
    /// <param name="Probability">p.</param>
    public sealed record Dropout(Value Output, Value X, Value Uniform, double Probability) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X, Uniform];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X), Uniform = map(Uniform) };
    }

    /// <summary>Vectors side by side, or images along the channels; what is of a lower level is repeated.</summary>
    /// <param name="Output">The result, of the highest level.</param>
    /// <param name="Parts">In order; of one there is a copy on the output's level.</param>
    public sealed record Concat(Value Output, ImmutableArray<Value> Parts) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [.. Parts.Select(part => (Value?)part)];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { Parts = [.. Parts.Select(map)] };
    }

    /// <summary>x where the mask is positive, else a neutral value.</summary>
    /// <param name="Output">The result, of x's form.</param>
    /// <param name="X">Data.</param>
    /// <param name="Mask">A mask of x's width, or one column for all of it.</param>
    /// <param name="Neutral">The number in place of a missing value.</param>
    public sealed record Fill(Value Output, Value X, Value Mask, double Neutral) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X, Mask];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X), Mask = map(Mask) };
    }
}
