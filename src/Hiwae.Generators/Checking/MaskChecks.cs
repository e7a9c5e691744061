using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;
using Hiwae.Shapes;

namespace Hiwae.Generators.Checking;

/// <summary>Whether each mask exists, is given, and can leave values out.</summary>
internal static class MaskChecks
{
    /// <summary>Masks that do not exist.</summary>
    public static IEnumerable<Finding> Names(Declaration declaration) =>
        from at in Masked(declaration)
        where declaration.Variables.All(other => other.Name != at.Variable.Mask)
        select ParentChecks.Unknown(declaration, at.Path, at.Variable.Mask!);

    /// <summary>Masks that are not given, do not fit, or that the density cannot heed.</summary>
    public static IEnumerable<Finding> Fit(Declaration declaration)
    {
        foreach (var (variable, position, path) in Masked(declaration))
        {
            var mask = declaration.Variables.First(other => other.Name == variable.Mask);
            var shape = ShapeText.Of(variable.Shape);
            if (Roles.Of(mask) != Role.Given)
            {
                yield return MaskRules.Misfit.At(
                    path, variable.Name, $"{mask.Name} is not given", $"declare a variable [Given, {Wanted(variable)}] and name it here");
            }
            else if (mask.Size != 1 && !mask.Shape.Equals(variable.Shape))
            {
                yield return MaskRules.Misfit.At(
                    path,
                    variable.Name,
                    $"{mask.Name} has shape {ShapeText.Of(mask.Shape)} and {variable.Name} {shape}",
                    $"give {mask.Name} [Shape({ShapeText.Code(variable.Shape)})], or [Shape(1)] where {variable.Name} is present or missing as a whole");
            }
            else if (!variable.IsWholeUnder(mask) && variable.Factor(FactorKind.P) is { Density.IsPointwise: false } p)
            {
                yield return MaskRules.NotPointwise.At(
                    new(Part.TypeArgument, position, variable.Factors.ToList().IndexOf(p)), variable.Name, p.Density.Name, mask.Name);
            }
        }
    }

    /// <summary>The attributes that a mask of a variable has: value by value, or of the steps of what is drawn along a sequence.</summary>
    private static string Wanted(VariableDeclaration variable) => variable.Steps is not { } steps
        ? $"Shape({ShapeText.Code(variable.Shape)})"
        : $"Shape({(Roles.Of(variable) is (Role.Latent or Role.Auxiliary) ? "1" : ShapeText.Code(variable.Shape))}), Repeat({steps.Invariant()})";

    private static IEnumerable<(VariableDeclaration Variable, int Position, DeclarationPath Path)> Masked(Declaration declaration) =>
        from at in declaration.Variables.Select((variable, position) => (variable, position))
        where at.variable.Mask is not null
        select (at.variable, at.position, new DeclarationPath(Part.MaskVariable, at.position));
}
