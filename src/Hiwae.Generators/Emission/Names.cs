using System;
using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Emission;

/// <summary>
/// Names of the runtime's types, written so that nothing in the user's project can change what they mean: neither a
/// variable called Normal nor a namespace called Hiwae.
/// </summary>
internal static class Names
{
    public const string Runtime = "global::Hiwae";
    public const string Networks = "global::Hiwae.Networks";
    public const string Programs = "global::Hiwae.Programs";
    public const string Engine = "global::Hiwae.Native.Engine";
    public const string Torch = "global::TorchSharp.torch";
    public const string List = "global::System.Collections.Generic.IReadOnlyList";
    public const string ImmutableArray = "global::System.Collections.Immutable.ImmutableArray";
    public const string Initializer = "global::System.Runtime.CompilerServices.ModuleInitializer";
}

/// <summary>Names of emitted files: the compiler wants them to differ in more than case.</summary>
internal static class FileNames
{
    /// <summary>The hyphen keeps it apart from every record's name.</summary>
    public const string Catalogue = "declared-models" + GeneratedNames.Suffix;

    /// <summary>The suffix of a network's file after the record's name; the hyphen keeps it apart from every model's.</summary>
    private const string Network = "-network";

    /// <summary>Names that equal another but for case, in order; hardly ever any.</summary>
    public static EquatableArray<string> Ambiguous(IEnumerable<string> records) => new(
    [
        .. records.GroupBy(name => name, StringComparer.OrdinalIgnoreCase)
            .Where(group => group.Count() > 1)
            .SelectMany(group => group)
            .OrderBy(name => name, StringComparer.Ordinal),
    ]);

    /// <summary>The file of a record.</summary>
    public static string Of(string record, EquatableArray<string> ambiguous) => Of(record, ambiguous, "");

    /// <summary>The file of a declared network.</summary>
    public static string OfNetwork(string record, EquatableArray<string> ambiguous) => Of(record, ambiguous, Network);

    /// <summary>The file of a declared flow.</summary>
    public static string OfFlow(string record, EquatableArray<string> ambiguous) => Of(record, ambiguous, "-flow");

    private static string Of(string record, EquatableArray<string> ambiguous, string kind)
    {
        var position = ambiguous.ToList().IndexOf(record);
        return record.Replace("@", "") + kind + (position < 0 ? "" : $"-{position.Invariant()}") + GeneratedNames.Suffix;
    }
}

/// <summary>An emitted file.</summary>
/// <param name="Name">Unique in the compilation.</param>
/// <param name="Text">The code.</param>
internal sealed record SourceFile(string Name, string Text);
