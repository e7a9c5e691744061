using System.Collections.Generic;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>A feature, once or twice: from what was drawn, and from the points at which p and r are evaluated.</summary>
internal static class FeatureEmitter
{
    /// <summary>The locals that hold the feature, each with the expression for it.</summary>
    public static IEnumerable<(string Local, string Value)> Of(Plan plan, PlannedVariable variable, PlannedFeature feature, Dialect dialect)
    {
        if (feature.Side != FeatureSide.Evaluated)
            yield return (variable.Local, Raw.Locals(plan, dialect).Feature(feature));
        if (feature.Side != FeatureSide.Drawn)
            yield return (variable.Point, Raw.Points(plan, dialect).Feature(feature));
    }
}
