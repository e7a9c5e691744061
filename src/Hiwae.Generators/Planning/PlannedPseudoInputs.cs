namespace Hiwae.Generators.Planning;

/// <summary>The learned values at which a variable's own Q is mixed.</summary>
/// <param name="Count">How many.</param>
/// <param name="Parents">The parents of Q, in order.</param>
/// <param name="Proposal">The submodule of Q.</param>
/// <param name="HasDropout">Whether the network of Q draws noise in training.</param>
internal sealed record PlannedPseudoInputs(int Count, EquatableArray<PseudoInput> Parents, string Proposal, bool HasDropout);
