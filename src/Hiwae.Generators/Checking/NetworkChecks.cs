using System;
using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;
using Hiwae.Shapes;

namespace Hiwae.Generators.Checking;

/// <summary>
/// Everything that is wrong with a declared network by itself, whatever it is used on; in stages, as
/// <see cref="Checker"/> has them, so that one mistake gives one diagnostic.
/// </summary>
internal static class NetworkChecks
{
    private static readonly Func<NetworkDeclaration, IEnumerable<Finding>>[][] Stages =
    [
        [NetworkForm.Check],
        [Names, Options, Numbers],
        [Shapes],
    ];

    /// <summary>The findings; none where the compiler itself rejects the declaration.</summary>
    public static EquatableArray<Finding> Check(NetworkDeclaration network)
    {
        if (!network.IsComplete)
            return [];
        foreach (var stage in Stages)
        {
            Finding[] findings = [.. stage.SelectMany(check => check(network))];
            if (findings.Length > 0)
                return new(findings);
        }

        return [];
    }

    /// <summary>Whether it can be implemented, and used.</summary>
    public static bool IsValid(NetworkDeclaration network) => network.IsComplete && Check(network).Count == 0;

    private static IEnumerable<Finding> Names(NetworkDeclaration network) => network.Members.Select(
        member => RecordRules.MemberTaken.At(new(Part.Member, Name: member), network.Record.Name, member));

    private static IEnumerable<Finding> Options(NetworkDeclaration network)
    {
        var name = network.Record.Name;
        if (!network.Activation.IsDefined)
            yield return RecordRules.UndefinedOption.At(new(Part.NetworkArgument, Name: "Activation"), $"Activation of {name}", network.Activation.Name, "Activation");
        for (var i = 0; i < network.Layers.Count; i++)
        {
            var layer = network.Layers[i];
            foreach (var (argument, value, type) in new[] { ("Activation", layer.Activation, "Activation"), ("Mode", layer.Mode, "Interpolation") })
            {
                if (value is { IsDefined: false, IsWritten: true })
                    yield return RecordRules.UndefinedOption.At(Argument(i, argument), $"{argument} of {ShapeText.Of(layer.Form())} in {name}", value.Name, type);
            }
        }
    }

    private static IEnumerable<Finding> Numbers(NetworkDeclaration network) =>
        from layer in network.Layers.Select((layer, position) => (Form: layer.Form(), Position: position))
        from number in LayerNumbers.OutOfRange(layer.Form, layer.Position)
        select DeclaredNetworkRules.NumberOutOfRange.At(
            Argument(layer.Position, number.Name), network.Record.Name, number.Fault.Text, number.Fault.Remedy);

    private static IEnumerable<Finding> Shapes(NetworkDeclaration network)
    {
        if (network.Shapes().Fault is not { } fault)
            return [];
        var rule = fault.IsTooLarge ? DeclaredNetworkRules.NumberOutOfRange : DeclaredNetworkRules.Misfit;
        return [rule.At(new(Part.Layer, Index: fault.Layer), network.Record.Name, fault.Text, fault.Remedy)];
    }

    private static DeclarationPath Argument(int layer, string name) => new(Part.LayerArgument, Index: layer, Name: name);
}

/// <summary>Whether a network is a partial record without complications, and has layers.</summary>
internal static class NetworkForm
{
    private static readonly RecordForm Form = new(DeclaredNetworkRules.NotAPlainRecord, DeclaredNetworkRules.NotPartial);

    public static IEnumerable<Finding> Check(NetworkDeclaration network)
    {
        var name = network.Record.Name;
        Finding[] form = [.. Plain(network)];
        if (form.Length > 0)
            return form;
        if (network.HasStrayLayers)
            return [Stray(name, "layers on another part than the one that says [Network]", "write them all below [Network], in their order")];
        return network.Layers.Count > 0
            ? []
            : [DeclaredNetworkRules.Layers.At(new(Part.Record), name, "no layers", "write them below [Network], such as [Dense(200), Dense(100)]")];
    }

    /// <summary>Whether it is a partial record without complications, whatever its layers are.</summary>
    public static IEnumerable<Finding> Plain(NetworkDeclaration network) => Form.Check(network.Record, network.Traits, network.Record.Name);

    /// <summary>Layers on a type that is no network at all.</summary>
    public static Finding NoNetwork(string name) => Stray(name, "layers but no [Network]", "write [Network] above them, or remove them");

    private static Finding Stray(string name, string what, string remedy) =>
        DeclaredNetworkRules.Layers.At(new(Part.StrayLayer), name, what, remedy);
}
