using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Declarations;

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
        features = Conditions.OfFeatureParents(declaration);
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
        var graph = Conditions.Of(declaration, kind);
        return new(Enumerable.Range(0, declaration.Variables.Count)
            .Where(position => declaration.Variables[position].Factor(kind) is not null)
            .SelectMany(graph.Ancestors));
    }
}
