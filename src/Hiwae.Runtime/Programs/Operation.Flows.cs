namespace Hiwae.Programs;

// The layers of flows.
public abstract partial record Operation
{
    /// <summary>Some columns, each at most once, in any order.</summary>
    /// <param name="Output">The result, of x's level.</param>
    /// <param name="X">x.</param>
    /// <param name="From">By column of the output, that of x.</param>
    public sealed record Columns(Value Output, Value X, ImmutableArray<int> From) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X) };
    }

    /// <summary>x e^a + t of the last columns, with a = 2 tanh(s/2), or (x − t) e^−a; the columns before these as they are.</summary>
    /// <param name="Output">The result, of x's form.</param>
    /// <param name="X">x.</param>
    /// <param name="Raw">s and then t of as many of x's last columns, of x's level or a lower one.</param>
    /// <param name="IsInverse">Whether it is the inverse.</param>
    public sealed record Affine(Value Output, Value X, Value Raw, bool IsInverse) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [X, Raw];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { X = map(X), Raw = map(Raw) };
    }

    /// <summary>The logarithm of the determinant of an <see cref="Affine"/> in nats: Σ a, or −Σ a of the inverse.</summary>
    /// <param name="Output">One column.</param>
    /// <param name="Raw">s and then t.</param>
    /// <param name="IsInverse">Whether it is of the inverse.</param>
    public sealed record LogScale(Value Output, Value Raw, bool IsInverse) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [Raw];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { Raw = map(Raw) };
    }
}
