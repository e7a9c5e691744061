using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Checking;
using Hiwae.Generators.Declarations;
using Hiwae.Generators.Diagnostics;

namespace Hiwae.Generators.Networks;

/// <summary>Whether a network is a partial record without complications, and has layers.</summary>
internal static class NetworkForm
{
    private static readonly Site Record = new(Part.Record);

    public static IEnumerable<Finding> Check(NetworkDeclaration network)
    {
        var name = network.Record.Name;
        foreach (var (trait, what, remedy) in new[]
        {
            (RecordTraits.NotRecord, "a class", $"write 'partial record {name}'"),
            (RecordTraits.HasParameters, "a record with parameters", $"write 'partial record {name};'"),
            (RecordTraits.Abstract, "abstract", "remove 'abstract'"),
            (RecordTraits.Generic, "generic or inside a generic type", "remove the type parameters"),
            (RecordTraits.Derived, "derived from another type", "remove the base type"),
            (RecordTraits.FileLocal, "local to its file", "remove 'file'"),
        })
        {
            if (network.Traits.HasFlag(trait))
                return [DeclaredNetworkRules.NotAPlainRecord.At(Record, name, what, remedy)];
        }

        if (network.Traits.HasFlag(RecordTraits.NotPartial))
            return [DeclaredNetworkRules.NotPartial.At(Record, name, "record")];
        if (network.Traits.HasFlag(RecordTraits.ContainerNotPartial))
        {
            return network.Record.Containers.Where(container => !container.IsPartial)
                .Select(container => DeclaredNetworkRules.NotPartial.At(Record, container.Name, container.Keyword));
        }

        if (network.HasStrayLayers)
            return [Stray(name, "layers on another part than the one that says [Network]", "write them all below [Network], in their order")];
        return network.Layers.Count > 0
            ? []
            : [DeclaredNetworkRules.Layers.At(Record, name, "no layers", "write them below [Network], such as [Dense(200), Dense(100)]")];
    }

    /// <summary>Layers on a type that is no network at all.</summary>
    public static Finding NoNetwork(string name) => Stray(name, "layers but no [Network]", "write [Network] above them, or remove them");

    private static Finding Stray(string name, string what, string remedy) =>
        DeclaredNetworkRules.Layers.At(new(Part.StrayLayer), name, what, remedy);
}
