using Hiwae.Generators.Declarations;

namespace Hiwae.Generators.Planning;

/// <summary>The name of a model on the command line.</summary>
internal static class ModelName
{
    /// <summary>As given, or the record's name in kebab case.</summary>
    public static string Of(Declaration declaration) => declaration.Options.Name ?? Default(declaration.Record.Name.TrimStart('@'));

    private static string Default(string record) => Text.Kebab(record) is { Length: > 0 } name ? name : record;
}
