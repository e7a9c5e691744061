using Hiwae.Formulas;

namespace Hiwae.Programs;

// Draws, log-densities, and the estimate that is made of them.
public abstract partial record Operation
{
    /// <summary>A reparameterised draw.</summary>
    /// <param name="Output">[..., size] of groups or proposals.</param>
    /// <param name="Density">The family.</param>
    /// <param name="Raw">Its raw parameters, of the output's level or a lower one; once with several rows, one for each proposal.</param>
    /// <param name="Noises">The noises that it is made of, each of the output's level, and of its columns unless the family says otherwise.</param>
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
    /// <param name="IsCompared">Whether only the comparison of proposals reads it here: what comes back is then subtracted, at the temperature.</param>
    public sealed record Point(Value Output, Value X, bool IsCompared = false) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X) };
    }

    /// <summary>
    /// A draw of distinct proposals as densities read it: what a <see cref="Point"/> would take from what comes back is taken from all proposals, by their shares and as each
    /// would have drawn it (doubly reparameterised gradients under balance weights).
    /// </summary>
    /// <param name="Output">The draw.</param>
    /// <param name="X">The draw.</param>
    /// <param name="Density">The proposals' family, which has velocities.</param>
    /// <param name="AllHeads">Raw parameters, [..., heads · outputs], of a lower level than the draw's or the same.</param>
    /// <param name="Heads">The number of proposals that are compared.</param>
    /// <param name="IsCompared">Whether only the comparison of proposals reads it here: nothing then goes back to the draw itself.</param>
    public sealed record SharedPoint(Value Output, Value X, DensityForm Density, Value AllHeads, int Heads, bool IsCompared = false) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X, AllHeads];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X), AllHeads = map(AllHeads) };
    }

    /// <summary>A log-density in nats, summed over the columns of the value.</summary>
    /// <param name="Output">One column.</param>
    /// <param name="Density">The family, or that of a mixture's components.</param>
    /// <param name="Raw">
    /// Its raw parameters; of a mixture the logits of the weights before them, or, with equal weights, components' rows without logits. Once with several rows and unequal
    /// weights: one row for each proposal.
    /// </param>
    /// <param name="X">The value at which it is taken.</param>
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
    /// <param name="Heads">S, the number of heads.</param>
    public sealed record Cross(Value Output, DensityForm Density, Value AllHeads, Value X, int Heads) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [AllHeads, X];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { AllHeads = map(AllHeads), X = map(X) };
    }

    /// <summary>The logarithm of an unnormalised density, in nats.</summary>
    /// <param name="Output">One column.</param>
    /// <param name="Target">The target.</param>
    /// <param name="X">The value at which it is taken.</param>
    /// <param name="Parents">The values that it is conditioned on; no gradient goes there.</param>
    public sealed record LogTarget(Value Output, TargetForm Target, Value X, ImmutableArray<Value> Parents) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X, .. Parents.Select(parent => (Value?)parent)];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X), Parents = [.. Parents.Select(map)] };
    }

    /// <summary>log_softmax over all elements of all rows.</summary>
    /// <param name="Output">The result, of x's form.</param>
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
    /// <param name="Crosses">The log-densities subtracted besides: each proposal's own column; the weighting reads the others too.</param>
    /// <param name="Weighting">π.</param>
    public sealed record Estimate(Value Output, ImmutableArray<Term> Terms, ImmutableArray<Value> Crosses, Weighting Weighting) : Operation(Output)
    {
        /// <summary>The crosses once more, at points of their own: they get the gradient of Σ_j ω_j log ρ_j, ρ_j the share of a proposal's own density, and no other use is made of them.</summary>
        public ImmutableArray<Value> Compared { get; init; } = [];

        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs =>
        [
            .. Terms.Select(term => (Value?)term.Value),
            .. Crosses.Select(cross => (Value?)cross),
            (Weighting as Weighting.Learned)?.LogWeights,
            .. Compared.Select(cross => (Value?)cross),
        ];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with
        {
            Terms = [.. Terms.Select(term => term with { Value = map(term.Value) })],
            Crosses = [.. Crosses.Select(map)],
            Compared = [.. Compared.Select(map)],
            Weighting = Weighting is Weighting.Learned learned ? new Weighting.Learned(map(learned.LogWeights)) : Weighting,
        };
    }

    /// <summary>log p(x, z) of each group of one proposal in two parts, in nats.</summary>
    /// <param name="Output">[groups, 2]: the sum of the added terms, which is log p(z), and that of the observed ones, log p(x | z).</param>
    /// <param name="Terms">Log-densities of any level and how each enters; none is subtracted.</param>
    public sealed record Joint(Value Output, ImmutableArray<Term> Terms) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [.. Terms.Select(term => (Value?)term.Value)];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { Terms = [.. Terms.Select(term => term with { Value = map(term.Value) })] };
    }
}
