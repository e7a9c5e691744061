using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Declarations;
using Hiwae.Generators.Diagnostics;

namespace Hiwae.Generators.Checking;

/// <summary>Types, shapes and names of the variables.</summary>
internal static class VariableChecks
{
    public static IEnumerable<Finding> All(Declaration declaration) =>
        declaration.Variables.SelectMany((variable, position) => Check(declaration, variable, position));

    private static IEnumerable<Finding> Check(Declaration declaration, VariableDeclaration variable, int position)
    {
        if (!variable.IsTensor)
            yield return VariableRules.NotATensor.At(new(Part.VariableType, position), variable.Name, variable.Type);
        foreach (var finding in Shape(declaration, variable, position))
            yield return finding;
        var other = declaration.Variables.Take(position).FirstOrDefault(before => Text.Snake(before.Name) == Text.Snake(variable.Name));
        if (other is not null)
            yield return VariableRules.SimilarNames.At(new(Part.Variable, position), other.Name, variable.Name, Text.Snake(variable.Name));
    }

    private static IEnumerable<Finding> Shape(Declaration declaration, VariableDeclaration variable, int position)
    {
        if (variable.Shape.Count == 0)
            return [VariableRules.ShapeMissing.At(new(variable.HasShape ? Part.Shape : Part.Variable, position), variable.Name)];
        Finding[] sizes =
        [
            .. variable.Shape.Select((size, i) => (size, i)).Where(at => at.size < 1).Select(at => VariableRules.SizeNotPositive.At(
                new(Part.Shape, position, Index: at.i), variable.Name, (at.i + 1).Invariant(), at.size.Invariant())),
        ];
        return sizes.Length > 0 ? sizes : Outputs(declaration, variable, position);
    }

    private static IEnumerable<Finding> Outputs(Declaration declaration, VariableDeclaration variable, int position)
    {
        foreach (var factor in variable.Factors)
        {
            var heads = factor.IsDistinct ? declaration.Options.Samples : 1;
            var outputs = variable.Size * System.Math.Max(1, factor.Density.ParametersPerValue) * System.Math.Max(1, heads);
            if (outputs > int.MaxValue)
            {
                yield return VariableRules.ShapeTooLarge.At(
                    new(Part.Shape, position),
                    variable.Name,
                    outputs.ToString("F0", System.Globalization.CultureInfo.InvariantCulture),
                    factor.Kind.ToString(),
                    int.MaxValue.Invariant());
                yield break;
            }
        }
    }
}
