using System.Linq;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>Ancestral samples: of the generative model by P, then of the auxiliaries by R.</summary>
internal static class GenerateEmitter
{
    public static void Emit(CodeWriter writer, Plan plan)
    {
        writer.Line("/// <inheritdoc/>");
        if (plan.Factors.Any(IsDistinctReverse))
            writer.Line("/// <remarks>Of distinct reverse factors, the one of the first proposal is drawn from.</remarks>");
        writer.Line($"public override {plan.Record.GlobalName} Generate(int count, {Names.Runtime}.Noise noise, {Names.Runtime}.Observation given = default)")
            .Open()
            .Line($"{Names.Runtime}.Checks.CheckGiven(Description, given, count);")
            .Line($"using var scope = {Names.Torch}.NewDisposeScope();");
        foreach (var factor in plan.Generation.Select(i => plan.Factors[i]))
            writer.Line($"var {plan.VariableOf(factor).Local} = {Draw(plan, factor)}; // {factor.Title}");
        writer.Line($"""
            var trace = new {plan.Record.GlobalName}({string.Join(", ", plan.Variables.Select(Value))});
            scope.MoveToOuter(trace.Variables);
            return trace;
            """).Close();
    }

    private static bool IsDistinctReverse(PlannedFactor factor) => factor is { Kind: Declarations.FactorKind.R, IsDistinct: true };

    private static string Draw(Plan plan, PlannedFactor factor)
    {
        var raw = Raw.Parameters(factor, Raw.Locals(plan, factor), Like.Noise);
        var density = Raw.From(factor, IsDistinctReverse(factor) ? $"{raw}.narrow(1, 0, 1)" : raw);
        return $"{density}.Sample(noise, count, 1, {plan.VariableOf(factor).Size.Invariant()})";
    }

    private static string Value(PlannedVariable variable) => variable.InPlate ? variable.Local : $"{variable.Local}.squeeze(1)";
}
