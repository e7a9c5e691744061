namespace Hiwae.Generators.Declarations;

/// <summary>
/// What the user wrote, as a value: the root of the model that Parsing makes and Checking reads.
/// </summary>
/// <remarks>
/// Contract of every type reachable from here, and from <see cref="Planning.Plan"/> and <see cref="Checking.Finding"/>:
/// it is immutable; two values are equal exactly if the same code follows from them; and it holds no symbol, syntax
/// node, tree, location or compilation. An edit elsewhere then parses to an equal value and everything after it is
/// taken from the cache, and no old compilation is kept alive. Lists are <see cref="EquatableArray{T}"/>.
/// </remarks>
/// <param name="Record">The record's name and where it is nested.</param>
/// <param name="Traits">How the record is declared.</param>
/// <param name="Summary">The text of its summary, on one line; empty where there is none.</param>
/// <param name="Options">What the model attribute says.</param>
/// <param name="Variables">The parameters of the primary constructor.</param>
/// <param name="Members">Names of the record's own members that a generated one would clash with.</param>
/// <param name="IsComplete">False where the compiler itself rejects a part of it; it is then left to the compiler.</param>
internal sealed record Declaration(
    RecordIdentity Record,
    RecordTraits Traits,
    string Summary,
    ModelOptions Options,
    EquatableArray<VariableDeclaration> Variables,
    EquatableArray<string> Members,
    bool IsComplete);
