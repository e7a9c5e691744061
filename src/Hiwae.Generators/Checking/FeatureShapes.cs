using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;
using Hiwae.Shapes;

namespace Hiwae.Generators.Checking;

/// <summary>The shapes of features, which are what their networks give.</summary>
/// <param name="Declaration">With the shape of every feature filled in, as far as there are no findings.</param>
/// <param name="Findings">Networks that do not fit what they are computed from, and shapes that are written otherwise.</param>
internal sealed record FeatureShapes(Declaration Declaration, EquatableArray<Finding> Findings)
{
    /// <summary>Feature after feature, each after those that it is computed from; one whose parents have no shape is passed over.</summary>
    public static FeatureShapes Of(Declaration declaration)
    {
        var findings = new List<Finding>();
        var unknown = new HashSet<string>();
        foreach (var position in Conditions.OfFeatures(declaration).Sorted())
        {
            var variable = declaration.Variables[position];
            if (variable.Feature is null)
                continue;
            var of = Conditioned.Of(declaration).First(at => at.Position == position);
            if (of.Reads.Any(unknown.Contains))
            {
                unknown.Add(variable.Name);
                continue;
            }

            var (output, fault) = of.Infer(declaration);
            if (fault is not null)
            {
                findings.Add(NetworkRules.DoesNotFitParents.At(of.NetPath, of.Net!.Name, of.Title, fault));
                unknown.Add(variable.Name);
                continue;
            }

            if (variable.HasShape && !variable.Shape.Equals(output))
            {
                findings.Add(NetworkRules.FeatureShape.At(
                    new(Part.Shape, position), variable.Name, ShapeText.Of(variable.Shape), of.Net!.Name, ShapeText.Of(output), ShapeText.Code(output)));
            }

            declaration = declaration with
            {
                Variables = new([.. declaration.Variables.Select((other, i) => i == position ? other with { Shape = output } : other)]),
            };
        }

        return new(declaration, new([.. findings]));
    }
}
