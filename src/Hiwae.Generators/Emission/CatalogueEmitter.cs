using System;
using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Emission;

/// <summary>The list of all models of an assembly.</summary>
internal static class CatalogueEmitter
{
    /// <summary>The entries in the order in which they are listed.</summary>
    public static EquatableArray<CatalogueEntry> Sort(IEnumerable<CatalogueEntry> entries) => new(
        [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal).ThenBy(entry => entry.GlobalName, StringComparer.Ordinal)]);

    public static SourceFile Emit(EquatableArray<CatalogueEntry> entries)
    {
        var writer = new CodeWriter().Line($$"""
            {{ModelEmitter.Header}}
            #pragma warning disable CS0612, CS0618 // An obsolete model is still listed.

            namespace Hiwae;

            /// <summary>The models that this assembly declares.</summary>
            internal static class DeclaredModels
            {
                /// <summary>In the order of their names.</summary>
                public static {{Names.List}}<{{Names.Runtime}}.ModelEntry> All { get; } =
                [
            """);
        foreach (var entry in entries)
            writer.Line($"        {Names.Runtime}.ModelEntry.Of<{entry.GlobalName}>(),");
        writer.Line($$"""
                ];

                /// <summary>Runs before anything else in this assembly, so that its first tensor finds the engine.</summary>
                [{{Names.Initializer}}]
                internal static void LoadEngine() => {{Names.Engine}}.Load();
            }
            """);
        return new(FileNames.Catalogue, writer.ToString());
    }
}

/// <summary>A model in the catalogue.</summary>
/// <param name="Name">The name on the command line, which the catalogue is sorted by.</param>
/// <param name="GlobalName">The record's global name.</param>
internal sealed record CatalogueEntry(string Name, string GlobalName);
