using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Planning;

/// <summary>Who needs a value: q, or the factors that are evaluated at what q drew.</summary>
internal sealed class FeatureSides
{
    private readonly Declaration declaration;
    private readonly Graph features;
    private readonly HashSet<int> drawn;
    private readonly HashSet<int> evaluated;

    public FeatureSides(Declaration declaration)
    {
        this.declaration = declaration;
        features = Conditions.ReachingFeatures(declaration);
        drawn = Needed(FactorKind.Q);
        evaluated = [.. Needed(FactorKind.P), .. Needed(FactorKind.R)];
    }

    /// <summary>The side of the feature at a position.</summary>
    public FeatureSide Of(int position)
    {
        var dependsOnDraws = features.Ancestors(position).Any(
            ancestor => Roles.Of(declaration.Variables[ancestor]) is Role.Latent or Role.Auxiliary);
        return (dependsOnDraws && evaluated.Contains(position), drawn.Contains(position)) switch
        {
            (false, _) => FeatureSide.Drawn,
            (true, false) => FeatureSide.Evaluated,
            (true, true) => FeatureSide.Both,
        };
    }

    /// <summary>All that the factors of a kind are conditioned on, directly or through features and each other.</summary>
    private HashSet<int> Needed(FactorKind kind)
    {
        var graph = Conditions.Reaching(declaration, kind);
        return new(Enumerable.Range(0, declaration.Variables.Count)
            .Where(position => declaration.Variables[position].Factor(kind) is not null)
            .SelectMany(graph.Ancestors));
    }
}

/// <summary>Where a feature that depends on draws is needed: what q is conditioned on and what p and r are evaluated at send back gradients that differ.</summary>
internal enum FeatureSide
{
    /// <summary>By q, by nothing, or it depends on the data alone: computed from what was drawn.</summary>
    Drawn,

    /// <summary>By p, r or a target: computed from the points at which they are evaluated.</summary>
    Evaluated,

    /// <summary>By both: computed twice.</summary>
    Both,
}
