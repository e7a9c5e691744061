using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Checking;

/// <summary>Whether the variables of a sequence have steps that fit together, and read what is there when a step is taken.</summary>
internal static class SequenceChecks
{
    /// <summary>The steps themselves, what of the step before is read, and whether samples can be drawn anew.</summary>
    public static IEnumerable<Finding> Steps(Declaration declaration)
    {
        Finding[] repeats = [.. declaration.Variables.Select((variable, position) => Repeat(declaration, variable, position)).OfType<Finding>()];
        return repeats.Length > 0 ? repeats : Previous(declaration).Concat(Filtering(declaration));
    }

    /// <summary>Whether a step waits for something that waits for all steps.</summary>
    public static IEnumerable<Finding> Order(Declaration declaration)
    {
        if (declaration.Variables.All(variable => variable.Steps is null))
            yield break;
        bool IsStep(int position) => declaration.Variables[position].Steps is not null;
        bool IsData(int position) => Roles.Of(declaration.Variables[position]) is Role.Observed or Role.Given;
        bool IsGiven(int position) => Roles.Of(declaration.Variables[position]) == Role.Given;
        var names = declaration.Variables.Select(variable => variable.Name).ToList();
        HashSet<(int, int)> said = [];
        foreach (var (isDrawn, graph, isThere, verb) in new (bool, Graph, System.Func<int, bool>, string)[]
        {
            (true, Conditions.Of(declaration, FactorKind.Q), IsData, "drawn"),
            (false, Conditions.OfGeneration(declaration), IsGiven, "generated"),
        })
        {
            foreach (var of in Conditioned.Of(declaration).Where(of => of.Variable.Steps is not null && (isDrawn || of.Kind != FactorKind.Q)))
            {
                for (var index = 0; index < of.Conditions.Count; index++)
                {
                    var parent = names.IndexOf(of.Conditions[index]);
                    if (IsStep(parent) || isThere(parent))
                        continue;
                    var step = graph.Ancestors(parent).Where(other => IsStep(other) && !isThere(other)).DefaultIfEmpty(-1).Min();
                    if (step >= 0 && said.Add((of.Position, parent)))
                    {
                        yield return SequenceRules.ReadsAhead.At(
                            of.PathOf(index), of.Title, names[parent], declaration.Variables[parent].Feature is null ? verb : "computed", $"{names[parent]} ← {names[step]}");
                    }
                }
            }
        }
    }

    private static Finding? Repeat(Declaration declaration, VariableDeclaration variable, int position)
    {
        if (variable.Steps is not { } steps)
            return null;
        var first = declaration.Variables.First(other => other.Steps is not null);
        var distinct = variable.Factors.FirstOrDefault(factor => factor.IsDistinct);
        // That a mask is not given is said of the mask.
        var mask = declaration.Variables.FirstOrDefault(other => other.Name == variable.Mask && Roles.Of(other) == Role.Given);
        (string, string)? fault = variable switch
        {
            _ when steps < 1 => ("that is no number of steps", "write at least 1"),
            _ when first.Steps is { } others && others != steps => ($"{first.Name} has {others.Invariant()} steps, and all variables of a sequence have the same", $"write [Repeat({others.Invariant()})]"),
            { IsEnumerated: true } => ("it is [Enumerated], and a sum over the states of all steps has too many", "remove [Enumerated] and add a Q, or sum over a variable without steps"),
            { Target: not null } => ("it has a target, which is a density of all of its values", "remove [Repeat], and let the target take all steps"),
            _ when distinct is not null => ($"{distinct.Kind} of it is Distinct, and a head stands for a whole sequence", "remove Distinct; a variable without steps may have it"),
            _ when variable.Factor(FactorKind.P) is { PseudoInputs: > 0 } => ("P of it has PseudoInputs, which are of a variable without steps", "remove one of the two"),
            _ when variable.Mask is not null && variable.Factors.Any(factor => factor.Flow is not null) => ("it has a mask and a flow", "remove one of the two"),
            _ when mask is { Steps: null } => ($"its mask {mask.Name} has none", $"write [Repeat({steps.Invariant()})] on {mask.Name} too"),
            _ when mask is not null && Roles.Of(variable) is (Role.Latent or Role.Auxiliary) && mask is { Size: > 1 } =>
                ($"its mask {mask.Name} has {mask.Size.ToString("F0", System.Globalization.CultureInfo.InvariantCulture)} values a step, and a step of what is drawn is there or missing as a whole", $"write [Shape(1)] on {mask.Name}"),
            _ => null,
        };
        return fault is var (what, remedy) ? SequenceRules.Repeat.At(new(Part.Repeat, position), variable.Name, steps.Invariant(), what, remedy) : null;
    }

    private static IEnumerable<Finding> Previous(Declaration declaration)
    {
        foreach (var of in Conditioned.Of(declaration))
        {
            for (var index = 0; index < of.Previous.Count; index++)
            {
                var read = declaration.Variables.FirstOrDefault(variable => variable.Name == of.Previous[index]);
                var fault = (of.Variable.Steps, read) switch
                {
                    (_, null) => ((string, string)?)null,
                    (null, _) => ($"{of.Variable.Name} has no steps", $"write [Repeat(T)] on {of.Variable.Name}, or name {read.Name} among the parents"),
                    (_, { Steps: null }) => ($"{read.Name} has none", $"write [Repeat({of.Variable.Steps.Value.Invariant()})] on {read.Name}, or name it among the parents"),
                    (_, { IsEnumerated: true }) => null,
                    (_, { Feature: not null, HasShape: false }) when ReachesItself(declaration, read) => ($"what it has depends on its own step before, so that its shape cannot be found", $"write [Shape(…)] on {read.Name}"),
                    _ => null,
                };
                if (fault is var (what, remedy))
                    yield return SequenceRules.Previous.At(of.PathOf(of.Conditions.Count + index), of.Title, read!.Name, what, remedy);
            }
        }
    }

    /// <summary>Whether a feature is computed from what features of its own step before lead to.</summary>
    private static bool ReachesItself(Declaration declaration, VariableDeclaration feature)
    {
        var position = declaration.Variables.ToList().FindIndex(variable => variable.Name == feature.Name);
        return Conditions.ReachingFeatures(declaration).Ancestors(position).Contains(position);
    }

    private static IEnumerable<Finding> Filtering(Declaration declaration)
    {
        if (!declaration.Options.IsFiltering)
            return [];
        var plate = Roles.InPlate(declaration);
        var outside = declaration.Variables.FirstOrDefault(variable => variable.Steps is null && (Roles.Of(variable) is Role.Latent or Role.Auxiliary or Role.Enumerated));
        (string, string)? fault = declaration.Options switch
        {
            _ when declaration.Variables.All(variable => variable.Steps is null || Roles.Of(variable) != Role.Latent) => ("no latent variable has steps", "write [Repeat(T)] on one, or remove Filtering"),
            { Weights.Name: not Weightings.Uniform } options => ($"its weights are {options.Weights.Name}, and they are equal after each step", "remove Weights, or Filtering"),
            { Alpha: > 0 and < 1 } => ("an Alpha takes powers of the weights of whole sequences", "remove Alpha, or Filtering"),
            { KlWeight: >= 0 and not 1 } => ("a KlWeight changes the weights that samples are drawn by", "remove KlWeight, or Filtering"),
            { Gradient: { IsDefined: true, Name: not "Reparameterised" } gradient } => ($"{gradient.Name} is for samples that keep their own draws", "remove Gradient, or Filtering"),
            _ when declaration.Variables.FirstOrDefault(variable => Roles.Of(variable) == Role.Auxiliary) is { } auxiliary => ($"{auxiliary.Name} is auxiliary, and its R is of a sample's own draws", "remove it, or Filtering"),
            _ when outside is not null => ($"{outside.Name} is drawn or summed over without steps, and belongs to a sample for good", $"write [Repeat(T)] on {outside.Name}, or remove Filtering"),
            _ => null,
        };
        return fault is var (what, remedy) ? [SequenceRules.Filtering.At(new(Part.ModelArgument, Name: "Filtering"), what, remedy)] : [];
    }
}
