namespace Hiwae.Programs;

// Enumerated variables: their states, and the sum over them.
public abstract partial record Operation
{
    /// <summary>An enumerated variable in every joint state, for each proposal.</summary>
    /// <param name="Output">[states, size].</param>
    /// <param name="Table">The states, of all enumerated variables together.</param>
    /// <param name="Variable">Which of them it is.</param>
    public sealed record States(Value Output, Enumeration Table, int Variable) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this;
    }

    /// <summary>log Σ_c exp(the terms at state c) of each proposal, in nats. At a temperature T the terms that are not observed count T times.</summary>
    /// <param name="Output">[proposals, 1].</param>
    /// <param name="Terms">Log-densities of states and how each enters; none is subtracted.</param>
    /// <param name="Count">The number of states.</param>
    public sealed record LogSum(Value Output, ImmutableArray<Term> Terms, int Count) : Operation(Output)
    {
        /// <inheritdoc/>
        public override ImmutableArray<Value?> Inputs => [.. Terms.Select(term => (Value?)term.Value)];

        /// <inheritdoc/>
        public override Operation Reading(Func<Value, Value> map) => this with { Terms = [.. Terms.Select(term => term with { Value = map(term.Value) })] };
    }
}
