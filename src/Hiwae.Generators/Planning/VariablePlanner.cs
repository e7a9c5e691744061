using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;

namespace Hiwae.Generators.Planning;

/// <summary>The variables of a valid declaration.</summary>
internal static class VariablePlanner
{
    public static IReadOnlyList<PlannedVariable> Plan(Declaration declaration, NameScope scope)
    {
        var plate = Roles.InPlate(declaration);
        var data = Positions(declaration, variable => Roles.Of(variable) is Role.Observed or Role.Given);
        var given = Positions(declaration, variable => Roles.Of(variable) == Role.Given);
        var sides = new FeatureSides(declaration);
        string[] wholes = [.. declaration.Variables.Select(variable => scope.Take(Text.Camel(variable.Name)))];
        string Step(VariableDeclaration variable, string stem, string suffix) => scope.Take(stem + Text.Pascal(variable.Name) + suffix);
        string Named(VariableDeclaration variable, string suffix) => scope.Take(Text.Camel(variable.Name) + suffix);
        string[] locals = [.. declaration.Variables.Select((variable, position) => variable.Steps is null ? wholes[position] : Named(variable, "Now"))];
        bool HasPoint(VariableDeclaration variable, int position) =>
            Roles.Of(variable) is Role.Latent or Role.Auxiliary || (variable.Feature is not null && sides.Of(position) == FeatureSide.Both);
        string Point(VariableDeclaration variable, int position) =>
            !HasPoint(variable, position) ? locals[position] : variable.Steps is null ? scope.Take("at" + Text.Pascal(variable.Name)) : Step(variable, "at", "Now");
        (string Local, string Point) Pair(VariableDeclaration variable, int position, string suffix)
        {
            var local = Named(variable, suffix);
            return (local, HasPoint(variable, position) ? Step(variable, "at", suffix) : local);
        }
        return
        [
            .. declaration.Variables.Select((variable, position) => new PlannedVariable(
                variable.Name,
                Text.Identifier(variable.Name),
                locals[position],
                Point(variable, position),
                Roles.Of(variable)!.Value,
                plate.Contains(variable.Name),
                variable.WholeShape,
                (int)variable.Size * (variable.Steps ?? 1),
                data.IndexOf(position),
                given.IndexOf(position),
                Mask(declaration, variable),
                Feature(declaration, variable, sides.Of(position)))
            {
                Columns = variable.Columns ?? [],
                Steps = variable.Steps ?? 0,
                Whole = variable.Steps is null ? default : (wholes[position], HasPoint(variable, position) ? scope.Take("at" + Text.Pascal(variable.Name)) : wholes[position]),
                Before = variable.Steps is null ? default : Pair(variable, position, "Before"),
                AllSteps = variable.Steps is null ? default : Pair(variable, position, "Steps"),
                Each = plate.Contains(variable.Name) && !variable.IsEnumerated && declaration.Variables.Any(other => other.IsEnumerated)
                    ? scope.Take("each" + Text.Pascal(variable.Name))
                    : locals[position],
            }),
        ];
    }

    /// <summary>The name of a feature's submodule.</summary>
    public static string Submodule(VariableDeclaration feature) => "f_" + Text.Snake(feature.Name);

    private static List<int> Positions(Declaration declaration, System.Func<VariableDeclaration, bool> predicate) =>
        [.. Enumerable.Range(0, declaration.Variables.Count).Where(position => predicate(declaration.Variables[position]))];

    private static PlannedMask? Mask(Declaration declaration, VariableDeclaration variable)
    {
        if (variable.Mask is null)
            return null;
        var position = Position(declaration, variable.Mask);
        var neutral = (variable.Factor(FactorKind.P) ?? variable.Factor(FactorKind.Q))!.Density.Support.Name switch
        {
            "UnitInterval" => "0.5",
            "Positive" => "1",
            _ => "0",
        };
        return new(position, variable.IsWholeUnder(declaration.Variables[position]), neutral);
    }

    private static PlannedFeature? Feature(Declaration declaration, VariableDeclaration variable, FeatureSide side) => variable.Feature is not { } feature
        ? null
        : new(
            Formulas.Title(declaration, feature, variable),
            new([.. feature.Parents.Select(name => Position(declaration, name))]),
            feature.Context is null ? -1 : Position(declaration, feature.Context),
            NetworkPlanner.Of(declaration, variable, feature),
            Submodule(variable),
            side)
        {
            Previous = new([.. feature.Previous.Select(name => Position(declaration, name))]),
        };

    private static int Position(Declaration declaration, string name) =>
        declaration.Variables.ToList().FindIndex(variable => variable.Name == name);
}
