using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>Ancestral samples: of the generative model by P, of the auxiliaries by R, and the features.</summary>
internal static class GenerateEmitter
{
    public static void Emit(CodeWriter writer, Plan plan)
    {
        writer.Line("/// <inheritdoc/>");
        if (plan.HasTarget)
        {
            writer.Line($"{Signature(plan)} =>").Indented($"throw {Names.Runtime}.Checks.NothingToDrawFrom(Description);");
            return;
        }

        if (plan.Factors.Any(IsDistinctReverse))
            writer.Line("/// <remarks>Of distinct reverse factors, the one of the first proposal is drawn from.</remarks>");
        writer.Line(Signature(plan))
            .Open()
            .Line($"using var scope = {Names.Torch}.NewDisposeScope();")
            .Line($"using var constant = {Names.Torch}.no_grad();")
            .Line($"given = {Names.Runtime}.Checks.CheckGiven(Description, given, count, this, noise);");
        foreach (var variable in plan.Given)
            writer.Line($"var {variable.All} = {Given(variable)}.unsqueeze(1); // [count, 1, {variable.Size.Invariant()}]");
        StepEmitter.InOrder(plan, plan.Generation, variable => EmitDraw(writer, plan, plan.PositionOf(variable)), steps => EmitSteps(writer, plan, steps));
        writer.Line($"""
            var trace = new {plan.Record.GlobalName}({string.Join(", ", plan.Variables.Select(Value))});
            scope.MoveToOuter(trace.Variables);
            return trace;
            """).Close();
    }

    private static string Signature(Plan plan) =>
        $"public override {plan.Record.GlobalName} Generate(int count, {Names.Runtime}.Noise noise, {Names.Runtime}.Observation given = default)";

    private static bool IsDistinctReverse(PlannedFactor factor) => factor is { Kind: FactorKind.R, IsDistinct: true };

    private static void EmitSteps(CodeWriter writer, Plan plan, IReadOnlyList<PlannedVariable> steps)
    {
        var dialect = Dialect.Tensors(Like.Noise, "noise");
        var loop = new StepEmitter(plan, dialect, steps, Raw.Local);
        loop.Open(
            writer,
            plan.Sequence.Where(variable => variable.Role == Role.Given).Select(variable => (variable, variable.Local, variable.Whole.Local)),
            steps.Select(variable => variable.AllSteps.Local));
        foreach (var variable in steps)
            EmitDraw(writer, plan, plan.PositionOf(variable));
        foreach (var variable in steps)
            writer.Line($"{variable.AllSteps.Local}[t] = {variable.Local};");
        loop.Close(writer);
        foreach (var variable in steps)
            writer.Line($"var {variable.Whole.Local} = {dialect.Join(variable.AllSteps.Local)}; // [count, 1, {variable.Size.Invariant()}]");
    }

    private static void EmitDraw(CodeWriter writer, Plan plan, int position)
    {
        var variable = plan.Variables[position];
        if (variable.Feature is { } feature)
        {
            writer.Line($"var {variable.Local} = {Raw.Locals(plan).Feature(variable)}; // {feature.Title}");
            return;
        }

        var factor = plan.Generator(position);
        var draw = Draw(plan, factor);
        writer.Line(variable is { Mask: { } mask, Role: Role.Observed }
            ? $"var {variable.Local} = {Masks.Fill(plan, mask, draw)}; // {factor.Title}"
            : $"var {variable.Local} = {draw}; // {factor.Title}");
    }

    private static string Draw(Plan plan, PlannedFactor factor)
    {
        var raw = Raw.Locals(plan).Parameters(factor);
        var own = IsDistinctReverse(factor) ? $"{raw}.narrow(1, 0, 1)" : raw;
        return Densities.Sample(factor, own, $"count, 1, {plan.VariableOf(factor).StepSize.Invariant()}");
    }

    private static string Given(PlannedVariable variable) => $"given.Values[{variable.GivenIndex.Invariant()}]";

    private static string Value(PlannedVariable variable) => variable switch
    {
        { Role: Role.Given, Shape.Count: 1 } => $"{Given(variable)}.alias()", // The caller's own tensor is not the trace's to release.
        { Role: Role.Given } => $"{Given(variable)}.reshape(count, {string.Join(", ", variable.Shape.Select(size => size.Invariant()))}).alias()",
        { Role: Role.Observed, Shape.Count: > 1 } =>
            $"{variable.All}.reshape(count, {string.Join(", ", variable.Shape.Select(size => size.Invariant()))})",
        { InPlate: true } => variable.All,
        _ => $"{variable.All}.squeeze(1)",
    };
}
