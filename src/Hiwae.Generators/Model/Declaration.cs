namespace Hiwae.Generators.Model;

/// <summary>
/// What the user wrote, as a value: the root of the model that Parsing makes and Checking reads.
/// </summary>
/// <remarks>
/// Contract of every type reachable from here, and from the plan and <see cref="Finding"/>:
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

/// <summary>The arguments of the model attribute.</summary>
/// <param name="Name">As given, or null.</param>
/// <param name="Samples">K.</param>
/// <param name="Heads">S, or null where it is not written.</param>
/// <param name="Weights">The member of the enumeration, or its number where it has none.</param>
/// <param name="Beta">β of power weights, or null where it is not written.</param>
/// <param name="Gradient">The member of the enumeration, or its number where it has none.</param>
/// <param name="Alpha">α of the bound, or null where it is not written.</param>
/// <param name="KlWeight">The weight that training gives to what the latent variables cost, or null where it is not written.</param>
internal sealed record ModelOptions(string? Name, int Samples, int? Heads, Option Weights, double? Beta, Option Gradient, double? Alpha, double? KlWeight)
{
    /// <summary>Whether samples are drawn anew from each other, by their weights, after every step of a sequence.</summary>
    public bool IsFiltering { get; init; }

    /// <summary>S: as many as samples where it is not written.</summary>
    public int AllHeads => Heads ?? Samples;
}

/// <summary>The members of the enumeration of weights, and what they need.</summary>
internal static class Weightings
{
    public const string Uniform = nameof(Uniform);
    public const string Balance = nameof(Balance);
    public const string Learned = nameof(Learned);
    public const string Power = nameof(Power);
    public const string Maximum = nameof(Maximum);

    /// <summary>Whether the weights compare the densities of the proposals at each sample, so that they depend on it.</summary>
    public static bool Compare(string weights) => weights is Balance or Power or Maximum;
}

/// <summary>A value of one of the language's enumerations.</summary>
/// <param name="Name">The member's name, or the number where there is no such member.</param>
/// <param name="IsDefined">Whether there is such a member.</param>
/// <param name="IsWritten">Whether the argument is present rather than defaulted.</param>
internal sealed record Option(string Name, bool IsDefined, bool IsWritten);

/// <summary>The name of a model on the command line.</summary>
internal static class ModelName
{
    /// <summary>As given, or the record's name in kebab case.</summary>
    public static string Of(Declaration declaration) => declaration.Options.Name ?? Default(declaration.Record.Name);

    /// <summary>The record's name in kebab case.</summary>
    public static string Default(string record) => Text.Kebab(record.TrimStart('@')) is { Length: > 0 } name ? name : record;
}
