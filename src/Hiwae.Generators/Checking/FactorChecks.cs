using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;
using Hiwae.Words;

namespace Hiwae.Generators.Checking;

/// <summary>Each factor by itself: its density and its network.</summary>
internal static class FactorChecks
{
    public static IEnumerable<Finding> All(Declaration declaration) =>
        declaration.Variables.SelectMany((variable, v) => variable.Factors.SelectMany((factor, f) => Check(variable, factor, v, f)))
            .Concat(Conditioned.Of(declaration).SelectMany(Network));

    private static IEnumerable<Finding> Check(VariableDeclaration variable, FactorDeclaration factor, int v, int f)
    {
        var title = $"{factor.Noun} of {variable.Name}";
        DeclarationPath Argument(string name, int index = -1) => new(Part.FactorArgument, v, f, index, name);

        if (Fault(factor) is { } fault)
            yield return DensityRules.NotADensity.At(new(Part.TypeArgument, v, f), factor.Density.Name, fault);
        else if (Misranked(factor.Density, variable) is { } misranked)
            yield return DensityRules.RankMisfit.At(new(Part.TypeArgument, v, f), title, factor.Density.Name, misranked);
        else if (!factor.Scale.IsDefined)
            yield return RecordRules.UndefinedOption.At(Argument("Scale"), $"Scale of {title}", factor.Scale.Name, "Scale");
        else if (factor.HasOwnScale && NoScale(factor) is { } reason)
            yield return DensityRules.NoScale.At(Argument("Scale"), title, factor.Scale.Name, reason);

        // Layers of a flow without [Flow] are reported where they are.
        if (factor.Flow is { Flow: null, IsUnmarked: false } noFlow)
            yield return FlowRules.NotAFlow.At(Argument("Flow"), noFlow.Name);
        if (factor.Net is not null && (factor.HasHidden || factor.Activation.IsWritten))
        {
            var argument = factor.HasHidden ? "Hidden" : "Activation";
            yield return NetworkRules.NetTwice.At(Argument(argument), title, factor.Net.Name, argument);
            yield break;
        }

        if (!factor.Activation.IsDefined)
            yield return RecordRules.UndefinedOption.At(Argument("Activation"), $"Activation of {title}", factor.Activation.Name, "Activation");
        for (var i = 0; i < factor.Hidden.Count; i++)
        {
            if (factor.Hidden[i] < 1)
                yield return NetworkRules.WidthNotPositive.At(Argument("Hidden", i), title, (i + 1).Invariant(), factor.Hidden[i].Invariant());
        }

        foreach (var finding in factor.HasInputs ? WithParents(factor, title, Argument) : WithoutParents(factor, title, Argument))
            yield return finding;
    }

    /// <summary>Why a scale cannot come from somewhere else than the network, and what to write; null where it can.</summary>
    private static string? NoScale(FactorDeclaration factor) => factor switch
    {
        { Density: { HasScale: false } or { ParametersPerValue: < 2 } } => $"{factor.Density.Name} has no scale among its parameters; remove Scale, or take another density",
        { HasInputs: false } => "it has no parents, and so no network that would give it; remove Scale",
        { Components: > 1 } => "each component of a mixture has its own from the network; remove Scale, or Components",
        _ => null,
    };

    /// <summary>Why a rank is of no use to a variable, and what to write; null where it is.</summary>
    private static string? Misranked(DensityDeclaration density, VariableDeclaration variable) => density.Rank?.Value switch
    {
        null => null,
        < 1 and var rank => $"whose rank is {rank.Invariant()}; write a [Rank] of at least 1 on {density.Rank.Name}, or take Normal",
        var rank when variable.HasShape && rank >= variable.Size && variable.Shape.All(size => size > 0) =>
            $"whose rank {rank.Value.Invariant()} is no less than its {(variable.Size == 1 ? "single value" : variable.Size.ToString("F0", System.Globalization.CultureInfo.InvariantCulture) + " values")}; "
            + (variable.Size > 1 ? "take a smaller rank, or MultivariateNormal, which has any covariance" : "take Normal, since one value has no covariance"),
        _ => null,
    };

    private static IEnumerable<Finding> WithParents(FactorDeclaration factor, string title, System.Func<string, int, DeclarationPath> argument)
    {
        if (factor.IsLearned)
            yield return NetworkRules.LearnedWithParents.At(argument("Learned", -1), title);
    }

    private static IEnumerable<Finding> WithoutParents(FactorDeclaration factor, string title, System.Func<string, int, DeclarationPath> argument)
    {
        var network = factor switch
        {
            { HasHidden: true } => "Hidden",
            { Net: not null } => "Net",
            _ => factor.Activation.IsWritten ? "Activation" : null,
        };
        if (network is not null)
            yield return NetworkRules.NetworkWithoutParents.At(argument(network, -1), title, network);
        else if (factor is { IsDistinct: true, IsLearned: false })
            yield return NetworkRules.DistinctStandard.At(argument("Distinct", -1), title);
    }

    /// <summary>Whether the named type is a network, and whether a context finds layers to condition.</summary>
    private static IEnumerable<Finding> Network(Conditioned of)
    {
        // Its layers without [Network] are reported where they are.
        if (of.Net is { IsUnmarked: true })
            return [];
        if (of.Net is { Network: null } type)
            return [NetworkRules.NotANetwork.At(of.NetPath, type.Name)];
        // A broken network reports on itself.
        if (of.Net?.Network is { } broken && !NetworkChecks.IsValid(broken))
            return [];

        // A factor without parents is reported above.
        if (of is { Kind: not null, Net: not null, Parents.Count: 0, Previous.Count: 0 })
            return [];
        var conditioned = of.Net?.Network is { } network && network.Layers.Any(layer => layer.Conditioned);
        return (of.Context, conditioned) switch
        {
            ({ } context, false) => [NetworkRules.ContextWithoutLayer.At(
                of.Argument("Context"),
                of.Title,
                $"has the context {context}, but {(of.Net is null ? "no declared network" : of.Net.Name + " has no layer")} that it could condition",
                of.Net is null ? "name a network with Net and write Conditioned = true on a layer of it, or make it a parent" : "write Conditioned = true on a layer, or make it a parent")],
            (null, true) => [NetworkRules.ContextWithoutLayer.At(
                of.NetPath, of.Title, $"has no context, but {of.Net!.Name} has a conditioned layer", "write Context = nameof(…), or remove Conditioned")],
            _ => [],
        };
    }

    private static string? Fault(FactorDeclaration factor) => factor.Density switch
    {
        { Rejected: { } rejected } density => Rejection(density.Name, rejected),
        { IsFileLocal: false } when factor.IsTarget => null,
        { IsDeclared: false } => "it has no [Density(support, parametersPerValue)], which says what is drawn from it; write one on the type",
        { IsFileLocal: true } => "it is local to its file, where generated code cannot name it; remove 'file'",
        { Rank: { Value: null } rank } => $"its [Density] has Ranked = true, and {(rank.Name is null ? "it has not got one type argument that is a struct with a [Rank(…)]" : $"{rank.Name} has no [Rank(…)]")}; take Rank1 to Rank8, or write [Rank(…)] on a struct of your own",
        { ParametersPerValue: < 1 and var count, Rank: null } =>
            $"its [Density] has {count.Invariant()} parameters per value; write at least 1",
        { Support: { IsDefined: false, Name: var value } } =>
            $"its [Density] has the support {value}, which is no member of Support; write one of its members",
        { Wrapped: var wrapped, Support.Name: var support } => wrapped.Where(inner => inner.Support != support).Select(inner => Misfit(inner, support)).FirstOrDefault(),
    };

    /// <summary>Why a density cannot be made of another.</summary>
    private static string Misfit(WrappedDensity inner, string support) => inner switch
    {
        { Name: null } => "its [Density] has Wraps = true, and it has not got one type argument that is a density; remove Wraps, or give it one",
        { Support: null } => $"its [Density] has Wraps = true, and {inner.Name} has no [Density(support, parametersPerValue)]; write one on that type",
        _ => $"it is on {support} and made of {inner.Name}, which is on {inner.Support}; write a density on {support} in the place of {inner.Name}",
    };

    /// <summary>Why a type that the compiler rejects cannot stand there, and what can.</summary>
    private static string Rejection(string name, RejectedDensity rejected)
    {
        var own = $"a struct of your own that implements {rejected.Interface}<…>";
        return (rejected.IsKnown, Nearest.To(name, rejected.Known)) switch
        {
            (false, { } nearest) => $"there is no type of this name here; did you mean {nearest}?",
            (false, null) => $"there is no type of this name here; write {OneOf(rejected.Known, own)}",
            _ => $"it is not a struct that implements {rejected.Interface}<{name}>; write {OneOf(rejected.Known, own)}",
        };
    }

    private static string OneOf(EquatableArray<string> known, string own) => known.Count == 0 ? own : $"one of {string.Join(", ", known)}, or {own}";
}
