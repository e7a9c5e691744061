namespace Hiwae.Programs;

/// <summary>
/// An operation of a program: what it reads, what it gives, and what else it has to know. Rows of the output's level are computed from the rows that they belong to.
/// </summary>
public abstract record Operation
{
    private Operation(Value output) => Output = output;

    /// <summary>The value that it gives.</summary>
    public Value Output { get; init; }

    /// <summary>The part of the model that it belongs to, such as <c>p(x | z)</c>.</summary>
    public string Part { get; init; } = "";

    /// <summary>The values that it reads, in a fixed order; null for one that is left out.</summary>
    public abstract ImmutableArray<Value?> Inputs { get; }

    /// <summary>The same operation on other values.</summary>
    /// <param name="map">What is read instead of each input.</param>
    public abstract Operation Reading(Func<Value, Value> map);

    /// <summary>f(x Wᵀ + bias + addend), where x meets the columns of W from an offset on.</summary>
    /// <param name="Output">[..., outputs], of x's level.</param>
    /// <param name="X">x.</param>
    /// <param name="Weight">W, [outputs, columns].</param>
    /// <param name="Column">The offset.</param>
    /// <param name="Bias">One row of outputs.</param>
    /// <param name="Addend">Of the output's width, of its level or a lower one.</param>
    /// <param name="Activation">f, one whose derivative follows from its result.</param>
    public sealed record Linear(Value Output, Value X, Value Weight, int Column, Value? Bias, Value? Addend, Activation Activation) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X, Weight, Bias, Addend];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) =>
            this with { X = map(X), Weight = map(Weight), Bias = Mapped(Bias, map), Addend = Mapped(Addend, map) };
    }

    /// <summary>As <see cref="Linear"/> for proposals, each by its own rows of W and its own part of the bias.</summary>
    /// <param name="Output">Of the proposals.</param>
    /// <param name="X">Of any level.</param>
    /// <param name="Weight">[heads · outputs, columns].</param>
    /// <param name="Column">Where x's columns of W begin.</param>
    /// <param name="Bias">One row of heads · outputs.</param>
    /// <param name="Addend">Of the output's width.</param>
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
    /// <param name="Output">Of the proposals.</param>
    /// <param name="AllHeads">[..., heads · outputs].</param>
    /// <param name="Heads">K.</param>
    public sealed record SelectHead(Value Output, Value AllHeads, int Heads) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [AllHeads];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { AllHeads = map(AllHeads) };
    }

    /// <summary>f(x).</summary>
    /// <param name="Output">Of x's form.</param>
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
    /// <param name="Output">Of the form of both, and the higher level.</param>
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
    /// <param name="Output">Of p's form and level.</param>
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
    /// <param name="Output">Of x's form.</param>
    /// <param name="X">x.</param>
    /// <param name="Weight">A row of x's width, of an image channels first.</param>
    /// <param name="Bias">Likewise.</param>
    /// <param name="Activation">f, one whose derivative follows from its result.</param>
    public sealed record LayerNorm(Value Output, Value X, Value Weight, Value Bias, Activation Activation) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X, Weight, Bias];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X), Weight = map(Weight), Bias = map(Bias) };
    }

    /// <summary>f((x − mean)/√(variance + ε) ⊙ weight + bias) by channel, with running averages: batch normalisation in evaluation.</summary>
    /// <param name="Output">Of x's form.</param>
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
    /// <param name="Output">Of x's form.</param>
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
    /// <param name="Output">Of the highest level.</param>
    /// <param name="Parts">In order; of one there is a copy on the output's level.</param>
    public sealed record Concat(Value Output, ImmutableArray<Value> Parts) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [.. Parts.Select(part => (Value?)part)];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { Parts = [.. Parts.Select(map)] };
    }

    /// <summary>x where the mask is positive, else a neutral value.</summary>
    /// <param name="Output">Of x's form.</param>
    /// <param name="X">Data.</param>
    /// <param name="Mask">Of x's width, or one column for all of it.</param>
    /// <param name="Neutral">What stands where a value is missing.</param>
    public sealed record Fill(Value Output, Value X, Value Mask, double Neutral) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X, Mask];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X), Mask = map(Mask) };
    }

    /// <summary>f(W ∗ x + bias + addend): as <see cref="Linear"/> for images, windows in place of columns.</summary>
    /// <param name="Output">Images.</param>
    /// <param name="X">Images.</param>
    /// <param name="Weight">W, [channels out, channels in · kernel · kernel].</param>
    /// <param name="Channel">The first of the channels in that x meets.</param>
    /// <param name="Channels">All channels in that W has.</param>
    /// <param name="Kernel">The windows' height and width.</param>
    /// <param name="Stride">From one window to the next.</param>
    /// <param name="Padding">Zeros on each side.</param>
    /// <param name="Bias">One number for each channel out.</param>
    /// <param name="Addend">Of the output's form, of its level or a lower one.</param>
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
    /// <param name="Factor">How many times as high and wide.</param>
    /// <param name="Interpolation">Which.</param>
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

    /// <summary>A reparameterised draw.</summary>
    /// <param name="Output">[..., size] of groups or proposals.</param>
    /// <param name="Density">The family.</param>
    /// <param name="Raw">Its raw parameters, of the output's level or a lower one; once with several rows, one for each proposal.</param>
    /// <param name="Noises">What it is made of, each of the output's form.</param>
    public sealed record Draw(Value Output, DensityForm Density, Value Raw, ImmutableArray<Value> Noises) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [Raw, .. Noises.Select(noise => (Value?)noise)];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { Raw = map(Raw), Noises = [.. Noises.Select(map)] };
    }

    /// <summary>A draw as densities read it: what comes back to a proposal's own is weighted once more (doubly reparameterised gradients).</summary>
    /// <param name="Output">The draw.</param>
    /// <param name="X">The draw.</param>
    public sealed record Point(Value Output, Value X) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X) };
    }

    /// <summary>A log-density in nats, summed over the columns of the value.</summary>
    /// <param name="Output">One column.</param>
    /// <param name="Density">The family, or that of a mixture's components.</param>
    /// <param name="Raw">
    /// Its raw parameters; of a mixture the logits of the weights before them, or, with equal weights, components' rows without logits. Once with several rows and unequal
    /// weights: one row for each proposal.
    /// </param>
    /// <param name="X">Where it is taken.</param>
    /// <param name="Mask">Positive where a value is there; all are where null. Of x's width, or one column.</param>
    /// <param name="Components">The number of components; 1 for the density itself.</param>
    /// <param name="IsEqual">Whether components have equal weights.</param>
    /// <param name="IsWhole">Whether the variable is there or missing as a whole.</param>
    public sealed record LogDensity(Value Output, DensityForm Density, Value Raw, Value X, Value? Mask, int Components, bool IsEqual, bool IsWhole)
        : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [Raw, X, Mask];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { Raw = map(Raw), X = map(X), Mask = Mapped(Mask, map) };
    }

    /// <summary>The log-densities of each proposal under all heads, in nats.</summary>
    /// <param name="Output">[proposals, heads].</param>
    /// <param name="Density">The family.</param>
    /// <param name="AllHeads">Raw parameters, [..., heads · outputs], of a lower level than the proposals' or the same.</param>
    /// <param name="X">The proposals.</param>
    /// <param name="Heads">K.</param>
    public sealed record Cross(Value Output, DensityForm Density, Value AllHeads, Value X, int Heads) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [AllHeads, X];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { AllHeads = map(AllHeads), X = map(X) };
    }

    /// <summary>The logarithm of an unnormalised density, in nats.</summary>
    /// <param name="Output">One column.</param>
    /// <param name="Target">Which.</param>
    /// <param name="X">Where it is taken.</param>
    /// <param name="Parents">What it is conditioned on; no gradient goes there.</param>
    public sealed record LogTarget(Value Output, TargetForm Target, Value X, ImmutableArray<Value> Parents) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X, .. Parents.Select(parent => (Value?)parent)];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X), Parents = [.. Parents.Select(map)] };
    }

    /// <summary>log_softmax over all elements of all rows.</summary>
    /// <param name="Output">Of x's form.</param>
    /// <param name="X">A parameter.</param>
    public sealed record LogSoftmax(Value Output, Value X) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X) };
    }

    /// <summary>Columns of pseudo-inputs brought into a support.</summary>
    /// <param name="Output">Once, [rows, size].</param>
    /// <param name="X">Once, [rows, columns].</param>
    /// <param name="Support">The support.</param>
    /// <param name="Column">The first of the columns.</param>
    public sealed record Constrain(Value Output, Value X, Support Support, int Column) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X) };
    }

    /// <summary>log ŵ = log Σ_j π_j w_j of each group from the terms of the log weights, in nats.</summary>
    /// <param name="Output">[groups, 1].</param>
    /// <param name="Terms">Log-densities of any level and how each enters.</param>
    /// <param name="Crosses">What is subtracted besides: each proposal's own column; the weighting reads the others too.</param>
    /// <param name="Weighting">π.</param>
    public sealed record Estimate(Value Output, ImmutableArray<Term> Terms, ImmutableArray<Value> Crosses, Weighting Weighting) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs =>
            [.. Terms.Select(term => (Value?)term.Value), .. Crosses.Select(cross => (Value?)cross), (Weighting as Weighting.Learned)?.LogWeights];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with
        {
            Terms = [.. Terms.Select(term => term with { Value = map(term.Value) })],
            Crosses = [.. Crosses.Select(map)],
            Weighting = Weighting is Weighting.Learned learned ? new Weighting.Learned(map(learned.LogWeights)) : Weighting,
        };
    }

    private static Value? Mapped(Value? value, Func<Value, Value> map) => value is { } known ? map(known) : null;
}

/// <summary>A term of the log weights.</summary>
/// <param name="Value">A log-density, one column.</param>
/// <param name="Kind">How it enters.</param>
public readonly record struct Term(Value Value, TermKind Kind);

/// <summary>How a term enters the log weights.</summary>
public enum TermKind
{
    /// <summary>Subtracted: a factor of q.</summary>
    Subtracted,

    /// <summary>Added: a factor of p or r.</summary>
    Added,

    /// <summary>Added, whatever the temperature: a factor of p of what is observed, or a target.</summary>
    Observed,
}

/// <summary>The weights π of the proposals.</summary>
public abstract record Weighting
{
    private Weighting()
    {
    }

    /// <summary>1/K.</summary>
    public sealed record Uniform : Weighting;

    /// <summary>Learned constants.</summary>
    /// <param name="LogWeights">log π, one number for each proposal.</param>
    public sealed record Learned(Value LogWeights) : Weighting;

    /// <summary>q_j^β / Σ_i q_i^β.</summary>
    /// <param name="Beta">β; 1 is the balance heuristic.</param>
    public sealed record Power(double Beta) : Weighting;

    /// <summary>1 for the proposal of the highest density, shared where several have it.</summary>
    public sealed record Maximum : Weighting;
}
