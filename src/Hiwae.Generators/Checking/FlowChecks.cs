using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Checking;

/// <summary>Everything that is wrong with a declared flow by itself, in stages, so that one mistake gives one diagnostic.</summary>
internal static class FlowChecks
{
    private static readonly RecordForm Plain = new(FlowRules.NotAPlainRecord, FlowRules.NotPartial);

    /// <summary>The findings; none where the compiler itself rejects the declaration.</summary>
    public static EquatableArray<Finding> Check(FlowDeclaration flow)
    {
        if (!flow.IsComplete)
            return [];
        Finding[] form = [.. Form(flow)];
        return new(form.Length > 0 ? form : [.. Names(flow), .. Layers(flow)]);
    }

    /// <summary>Whether it can be implemented, and used.</summary>
    public static bool IsValid(FlowDeclaration flow) => flow.IsComplete && Check(flow).Count == 0;

    /// <summary>Layers on a type that is no flow at all.</summary>
    public static Finding NoFlow(string name) => Stray(name, "layers of a flow but no [Flow]", "write [Flow] above them, or remove them");

    private static IEnumerable<Finding> Form(FlowDeclaration flow)
    {
        var name = flow.Record.Name;
        Finding[] form = [.. Plain.Check(flow.Record, flow.Traits, name)];
        return (form.Length > 0, flow) switch
        {
            (true, _) => form,
            (_, { HasStrayLayers: true }) => [Stray(name, "layers on another part than the one that says [Flow]", "write them all below [Flow], in their order")],
            (_, { IsNetwork: true }) => [FlowRules.Layers.At(new(Part.Record), name, "[Network] besides [Flow], and the layers of one are not those of the other", "write two records")],
            (_, { Layers.Count: 0 }) => [FlowRules.Layers.At(new(Part.Record), name, "no layers", "write them below [Flow], such as [Coupling(Hidden = [64]), Permute, Coupling(Hidden = [64])]")],
            _ => [],
        };
    }

    private static IEnumerable<Finding> Names(FlowDeclaration flow) =>
        flow.Members.Select(member => RecordRules.MemberTaken.At(new(Part.Member, Name: member), flow.Record.Name, member));

    private static IEnumerable<Finding> Layers(FlowDeclaration flow)
    {
        var name = flow.Record.Name;
        for (var i = 0; i < flow.Layers.Count; i++)
        {
            var (layer, title) = (flow.Layers[i], flow.Layers[i].Kind);
            if (!layer.Activation.IsDefined)
                yield return RecordRules.UndefinedOption.At(Argument(i, "Activation"), $"Activation of {title} in {name}", layer.Activation.Name, "Activation");
            foreach (var width in layer.Hidden.Where(width => width < 1).Take(1))
                yield return DeclaredNetworkRules.NumberOutOfRange.At(Argument(i, "Hidden"), name, $"a width of {title} is {width.Invariant()}", "write at least 1");
        }
    }

    private static DeclarationPath Argument(int layer, string name) => new(Part.LayerArgument, Index: layer, Name: name);

    private static Finding Stray(string name, string what, string remedy) => FlowRules.Layers.At(new(Part.StrayLayer), name, what, remedy);
}

/// <summary>Whether the flow of each factor fits it.</summary>
internal static class FlowFitChecks
{
    public static IEnumerable<Finding> All(Declaration declaration) =>
        from variable in declaration.Variables.Select((variable, position) => (Value: variable, Position: position))
        from factor in variable.Value.Factors.Select((factor, position) => (Value: factor, Position: position))
        let flow = factor.Value.Flow
        where flow is not null
        let misfit = Misfit(variable.Value, factor.Value, flow.Flow!)
        where misfit is not null
        select FlowRules.Misfit.At(
            new(Part.FactorArgument, variable.Position, factor.Position, Name: "Flow"), $"{factor.Value.Kind} of {variable.Value.Name}", flow.Name, misfit.Value.Why, misfit.Value.Remedy);

    private static (string Why, string Remedy)? Misfit(VariableDeclaration variable, FactorDeclaration factor, FlowDeclaration flow)
    {
        var (name, density) = (variable.Name, factor.Density);
        if (Roles.Of(variable) == Role.Observed)
            return ($"{name} is observed, and the mean of what a flow makes has no formula, so that nothing could be decoded", "write the flow on a latent variable that it is generated from");
        if (density.Support.Name != "Real")
            return ($"{density.Name} is on {density.Support.Name}, and a flow maps the real line to itself", "take a density on Real, such as Normal");
        if (variable.Size < 2 && flow.Layers.Any(layer => layer.Kind == FlowLayerKind.Coupling))
            return ($"{name} has 1 value, and in a coupling some values change the others", "give it at least 2, or take a flow of ActNorm alone");
        if (factor.PseudoInputs > 0)
            return ("PseudoInputs make a mixture of the variable's own Q", "remove one of the two");
        return factor.Kind == FactorKind.Q && variable.Factor(FactorKind.P) is { PseudoInputs: > 0 }
            ? ($"P of {name} is a mixture of this Q by PseudoInputs, which are mixed before any flow", "remove one of the two")
            : null;
    }
}
