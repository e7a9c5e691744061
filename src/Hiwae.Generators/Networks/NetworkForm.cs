using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Checking;
using Hiwae.Generators.Declarations;
using Hiwae.Generators.Diagnostics;

namespace Hiwae.Generators.Networks;

/// <summary>Whether a network is a partial record without complications, and has layers.</summary>
internal static class NetworkForm
{
    private static readonly RecordForm Form = new(DeclaredNetworkRules.NotAPlainRecord, DeclaredNetworkRules.NotPartial);

    public static IEnumerable<Finding> Check(NetworkDeclaration network)
    {
        var name = network.Record.Name;
        Finding[] form = [.. Form.Check(network.Record, network.Traits, name)];
        if (form.Length > 0)
            return form;
        if (network.HasStrayLayers)
            return [Stray(name, "layers on another part than the one that says [Network]", "write them all below [Network], in their order")];
        return network.Layers.Count > 0
            ? []
            : [DeclaredNetworkRules.Layers.At(new(Part.Record), name, "no layers", "write them below [Network], such as [Dense(200), Dense(100)]")];
    }

    /// <summary>Layers on a type that is no network at all.</summary>
    public static Finding NoNetwork(string name) => Stray(name, "layers but no [Network]", "write [Network] above them, or remove them");

    private static Finding Stray(string name, string what, string remedy) =>
        DeclaredNetworkRules.Layers.At(new(Part.StrayLayer), name, what, remedy);
}
