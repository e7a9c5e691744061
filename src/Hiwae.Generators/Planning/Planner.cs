using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Checking;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Planning;

/// <summary>From a declaration to what has to be emitted for it.</summary>
internal static class Planner
{
    /// <summary>Names that the emitted functions use for themselves.</summary>
    private static readonly string[] Reserved =
        ["observation", "samples", "noise", "tape", "scope", "batch", "logWeights", "logMixture", "count", "given", "trace", "changed", "pi", "recorder", "constant", "mode", "latents", "joint", "states", "sum", "enumerated", "t", "filter"];

    /// <summary>The plan of a declaration in which nothing is wrong, else its outline, if it can have one.</summary>
    public static PlannedDeclaration Of(Declaration declaration)
    {
        var check = Checker.Check(declaration);
        return new(check.Valid is { } valid ? Plan(valid) : null, check.Outline);
    }

    /// <summary>The plan of a declaration in which nothing is wrong, every feature's shape filled in.</summary>
    private static Plan Plan(Declaration declaration)
    {
        var factors = FactorPlanner.Plan(declaration);
        var features = declaration.Variables.Where(variable => variable.Feature is not null).Select(VariablePlanner.Submodule);
        var scope = new NameScope([.. Reserved, .. factors.SelectMany(factor => new[] { factor.Submodule ?? "", factor.Flow?.Submodule ?? "" }), .. features]);
        var variables = VariablePlanner.Plan(declaration, scope);
        var named = factors.Select(factor => factor with { Locals = Name(factor, declaration, scope) });
        bool IsData(int position) => variables[position].DataIndex >= 0;
        bool IsGiven(int position) => variables[position].Role == Role.Given;
        bool IsComputed(int position) => variables[position].Role is Role.Latent or Role.Auxiliary or Role.Feature;
        return new(
            declaration.Record,
            (declaration.Traits & RecordTraits.Hidden) == 0,
            ModelName.Of(declaration),
            declaration.Summary,
            declaration.Options.Samples,
            declaration.Options.Heads,
            declaration.Options.Weights.Name,
            declaration.Options.Weights.Name == Weightings.Power ? declaration.Options.Beta ?? 1 : null,
            declaration.Options.Gradient.Name,
            new([.. Formulas.Of(declaration)]),
            new([.. variables]),
            new([.. named]),
            new([.. Conditions.Order(declaration, Conditions.Of(declaration, FactorKind.Q), IsData).Where(IsComputed)]),
            new([.. Conditions.Order(declaration, Conditions.OfGeneration(declaration), IsGiven).Where(position => !IsGiven(position))]))
        {
            Alpha = declaration.Options.Alpha ?? 0,
            KlWeight = declaration.Options.KlWeight ?? 1,
            IsFiltering = declaration.Options.IsFiltering,
            Decoding = Decoding(declaration),
            Jointly = Jointly(declaration),
        };
    }

    /// <summary>What P of the observed variables is conditioned on, and what features among that are computed from.</summary>
    private static EquatableArray<int> Decoding(Declaration declaration)
    {
        var names = declaration.Variables.Select(variable => variable.Name).ToList();
        var features = Conditions.ReachingFeatures(declaration);
        HashSet<int> needed = [];
        foreach (var observed in declaration.Variables.Where(variable => Roles.Of(variable) == Role.Observed))
        {
            foreach (var position in observed.Factor(FactorKind.P)!.Reads.Select(name => names.IndexOf(name)))
                needed.UnionWith(features.Ancestors(position).Append(position));
        }

        return new([.. Conditions.Order(declaration, Conditions.OfFeatureParents(declaration), IsNoFeature(declaration)).Where(needed.Contains)]);
    }

    /// <summary>The features that a factor of P is conditioned on, directly or through others.</summary>
    private static EquatableArray<int> Jointly(Declaration declaration)
    {
        var generative = Conditions.Reaching(declaration, FactorKind.P);
        HashSet<int> needed =
        [
            .. Enumerable.Range(0, declaration.Variables.Count).Where(position => declaration.Variables[position].Factor(FactorKind.P) is not null).SelectMany(generative.Ancestors),
        ];
        return new([.. Conditions.Order(declaration, Conditions.OfFeatureParents(declaration), IsNoFeature(declaration)).Where(position => declaration.Variables[position].Feature is not null && needed.Contains(position))]);
    }

    private static System.Func<int, bool> IsNoFeature(Declaration declaration) => position => declaration.Variables[position].Feature is null;

    private static FactorLocals Name(PlannedFactor factor, Declaration declaration, NameScope scope)
    {
        var stem = factor.Kind + Text.Pascal(declaration.Variables[factor.Variable].Name);
        FactorLocals locals = new(
            scope.Take("raw" + stem),
            scope.Take("log" + stem),
            scope.Take("heads" + stem),
            scope.Take("cross" + stem))
        {
            Steps = factor.IsOfStep ? scope.Take("log" + stem + "Steps") : "",
        };
        return factor.Flow is null
            ? locals
            : locals with { Base = scope.Take("base" + stem), BasePoint = scope.Take("atBase" + stem), LogDeterminant = scope.Take("logDeterminant" + stem) };
    }
}

/// <summary>Hands out names of local variables, each once.</summary>
internal sealed class NameScope(IEnumerable<string> taken)
{
    private readonly HashSet<string> taken = new(taken);

    /// <summary>The wanted name where it is free and no word of the language, else one like it.</summary>
    public string Take(string wanted)
    {
        var name = wanted;
        if (name == "_" || Text.IsKeyword(name) || taken.Contains(name))
            name += "Value";
        while (!taken.Add(name))
            name += "_";
        return name;
    }
}
