using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Declarations;

namespace Hiwae.Generators.Planning;

/// <summary>From a declaration in which nothing is wrong to a plan.</summary>
internal static class Planner
{
    /// <summary>Names that the emitted functions use for themselves.</summary>
    private static readonly string[] Reserved =
        ["observation", "samples", "noise", "scope", "batch", "logWeights", "logMixture", "count", "given", "trace", "decoded", "pi"];

    public static Plan Plan(Declaration declaration)
    {
        var factors = FactorPlanner.Plan(declaration);
        var scope = new NameScope([.. Reserved, .. factors.Select(factor => factor.Submodule ?? "")]);
        var variables = declaration.Variables.Select(variable => PlanVariable(variable, scope)).ToArray();
        var named = factors.Select(factor => factor with { Locals = Name(factor, declaration, scope) }).ToArray();
        return new(
            declaration.Record,
            (declaration.Traits & RecordTraits.Hidden) == 0,
            ModelName.Of(declaration),
            declaration.Summary,
            declaration.Options.Samples,
            declaration.Options.Weights.Name,
            declaration.Options.Weights.Name == Weightings.Power ? declaration.Options.Beta ?? 1 : null,
            declaration.Options.Gradient.Name,
            new([.. Formulas.Of(declaration)]),
            new(variables),
            new(named),
            new([.. Ordered(named, FactorKind.Q)]),
            new([.. Ordered(named, FactorKind.P), .. Ordered(named, FactorKind.R)]));
    }

    private static PlannedVariable PlanVariable(VariableDeclaration variable, NameScope scope) => new(
        variable.Name,
        Text.Identifier(variable.Name),
        scope.Take(Text.Camel(variable.Name)),
        Roles.Of(variable)!.Value,
        Roles.InPlate(variable),
        variable.Shape,
        (int)variable.Size);

    private static FactorLocals Name(PlannedFactor factor, Declaration declaration, NameScope scope)
    {
        var stem = factor.Kind + Text.Pascal(declaration.Variables[factor.Variable].Name);
        return new(
            scope.Take(Text.Camel(stem)),
            scope.Take("log" + stem),
            scope.Take("heads" + stem),
            scope.Take("cross" + stem));
    }

    /// <summary>Positions of the factors of a kind, each after those of its parents.</summary>
    private static IEnumerable<int> Ordered(PlannedFactor[] factors, FactorKind kind)
    {
        var positions = Enumerable.Range(0, factors.Length).Where(i => factors[i].Kind == kind).ToList();
        int[] Parents(int position) =>
            [.. positions.Select((p, node) => (p, node)).Where(other => factors[position].Parents.Contains(factors[other.p].Variable)).Select(other => other.node)];
        return new Graph([.. positions.Select(Parents)]).Sorted().Select(node => positions[node]);
    }
}
