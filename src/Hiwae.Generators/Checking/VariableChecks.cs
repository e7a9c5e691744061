using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Checking;

/// <summary>Types, shapes and names of the variables.</summary>
internal static class VariableChecks
{
    public static IEnumerable<Finding> All(Declaration declaration) =>
        declaration.Variables.SelectMany((variable, position) => Check(declaration, variable, position));

    private static IEnumerable<Finding> Check(Declaration declaration, VariableDeclaration variable, int position)
    {
        if (!variable.IsTypeKnown)
        {
            // One mistake, however many variables there are.
            if (declaration.Variables.Take(position).All(before => before.IsTypeKnown || before.Type != variable.Type))
                yield return VariableRules.NotATensor.At(new(Part.VariableType, position), variable.Name, variable.Type, Unknown(variable));
        }
        else if (!variable.IsTensor)
            yield return VariableRules.NotATensor.At(
                new(Part.VariableType, position), variable.Name, variable.Type, $"and a variable is a tensor; write 'Tensor {variable.Name}' (TorchSharp.torch.Tensor)");
        foreach (var finding in Shape(declaration, variable, position))
            yield return finding;
        foreach (var finding in Columns(variable, position))
            yield return finding;
        var other = declaration.Variables.Take(position).FirstOrDefault(before => Text.Snake(before.Name) == Text.Snake(variable.Name));
        if (other is not null)
            yield return VariableRules.SimilarNames.At(new(Part.Variable, position), other.Name, variable.Name, Text.Snake(variable.Name));
    }

    private static IEnumerable<Finding> Columns(VariableDeclaration variable, int position)
    {
        if (variable.Columns is not { } columns)
            yield break;
        if (columns.Count == 0)
            yield return VariableRules.ColumnNames.At(new(Part.Column, position), variable.Name, "names none");
        foreach (var (name, index) in columns.Select((name, index) => (name, index)))
        {
            if (string.IsNullOrWhiteSpace(name))
                yield return VariableRules.ColumnNames.At(new(Part.Column, position, Index: index), variable.Name, "has an empty name");
            else if (columns.Take(index).Contains(name))
                yield return VariableRules.ColumnNames.At(new(Part.Column, position, Index: index), variable.Name, $"names '{name}' twice");
        }
    }

    private static string Unknown(VariableDeclaration variable) => variable.Type == "Tensor"
        ? "which is not known here; write 'using Tensor = TorchSharp.torch.Tensor;' at the top of the file"
        : $"which is not known here, and a variable is a tensor; write 'Tensor {variable.Name}', and 'using Tensor = TorchSharp.torch.Tensor;' at the top of the file";

    private static IEnumerable<Finding> Shape(Declaration declaration, VariableDeclaration variable, int position)
    {
        if (variable is { Feature: not null, HasShape: false })
            return [];
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
        var numbers = variable.Factors.SelectMany((factor, f) => Outputs(declaration, variable, factor, position, f));
        return numbers.Append((Numbers: variable.Size, What: "for its values", Path: new(Part.Shape, position), Remedy: "smaller sizes"))
            .Where(at => at.Numbers > int.MaxValue)
            .Take(1)
            .Select(at => VariableRules.ShapeTooLarge.At(
                at.Path,
                variable.Name,
                at.Numbers.ToString("F0", System.Globalization.CultureInfo.InvariantCulture),
                at.What,
                int.MaxValue.Invariant(),
                at.Remedy));
    }

    /// <summary>What a factor's parameters take, from the shape alone to all that multiplies it: the first that is too much is to blame.</summary>
    private static IEnumerable<(double Numbers, string What, DeclarationPath Path, string Remedy)> Outputs(
        Declaration declaration, VariableDeclaration variable, FactorDeclaration factor, int position, int f)
    {
        var what = $"for the parameters of {factor.Kind}";
        var all = variable.Parameters(factor);
        yield return (factor.Density.Parameters(variable.Size), what, new(Part.Shape, position), "smaller sizes");
        yield return (all, what, new(Part.FactorArgument, position, f, Name: "Components"), "fewer components");
        if (factor.IsDistinct)
            yield return (all * System.Math.Max(1, declaration.Options.AllHeads), what, new(Part.ModelArgument, Name: declaration.Options.Heads is null ? "Samples" : "Heads"), "a smaller number");
    }
}
