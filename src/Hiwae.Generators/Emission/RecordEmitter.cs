using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Generators.Planning;
using Microsoft.CodeAnalysis.CSharp;

namespace Hiwae.Generators.Emission;

/// <summary>
/// The same draws and log-densities as <see cref="ProposeEmitter"/>, in the same order, recorded as a program: the compiled
/// step, which differs from the function over tensors in rounding only.
/// </summary>
internal static class RecordEmitter
{
    public static void Emit(CodeWriter writer, Plan plan)
    {
        writer.Line("/// <inheritdoc/>").Line($"public override void Record({Names.Programs}.Recorder recorder)").Open();
        EmitData(writer, plan);
        if (plan.IsFiltering)
            writer.Line("recorder.Refuse(\"samples are drawn anew after every step\");");
        StepEmitter.InOrder(
            plan,
            plan.Drawing,
            variable => EmitValue(writer, plan, variable),
            steps => EmitSteps(writer, plan, steps));
        if (plan.Enumerated.Any())
        {
            Begin(writer, $"every {string.Join(", ", plan.Enumerated.Select(variable => variable.Name))}");
            writer.Line("var enumerated = recorder.Enumerate(states);");
            foreach (var (variable, index) in plan.Enumerated.Select((variable, index) => (variable, index)))
                writer.Line($"var {variable.Local} = enumerated[{index.Invariant()}];");
        }

        foreach (var factor in plan.Evaluated.Where(factor => !factor.IsOfStep))
            EmitEvaluation(writer, plan, factor);

        writer.Line().Line($"recorder.{Weigh(plan)};").Close();
    }

    private static void EmitValue(CodeWriter writer, Plan plan, PlannedVariable variable)
    {
        if (variable.Feature is not { } feature)
        {
            EmitDraw(writer, plan, plan.Proposal(plan.PositionOf(variable)));
            return;
        }

        Begin(writer, feature.Title);
        foreach (var (local, value) in FeatureEmitter.Of(plan, variable, feature, Dialect.Recording))
            writer.Line($"var {local} = {value};");
    }

    private static void EmitSteps(CodeWriter writer, Plan plan, IReadOnlyList<PlannedVariable> steps)
    {
        var loop = new StepEmitter(plan, Dialect.Recording, steps, Raw.Local, Raw.Point);
        PlannedVariable[] whole = [.. steps.Where(plan.IsReadAsWhole)];
        string[] arrays = [.. whole.SelectMany(variable => new[] { variable.AllSteps.Local, variable.AllSteps.Point }).Distinct()];
        loop.Open(writer, plan.Sequence.Where(variable => variable.DataIndex >= 0).Select(variable => (variable, variable.Local, variable.Whole.Local)), arrays);
        foreach (var variable in steps)
            EmitValue(writer, plan, variable);
        foreach (var factor in plan.Factors.Where(factor => factor.IsOfStep && factor.Kind != FactorKind.Q))
            EmitEvaluation(writer, plan, factor);
        writer.Line();
        foreach (var variable in whole)
        {
            writer.Line($"{variable.AllSteps.Local}[t] = {variable.Local};");
            if (variable.AllSteps.Point != variable.AllSteps.Local)
                writer.Line($"{variable.AllSteps.Point}[t] = {variable.Point};");
        }

        loop.Close(writer);
        foreach (var variable in whole)
        {
            writer.Line($"var {variable.Whole.Local} = {Dialect.Recording.Join(variable.AllSteps.Local)};");
            if (variable.AllSteps.Point != variable.AllSteps.Local)
                writer.Line($"var {variable.Whole.Point} = {Dialect.Recording.Join(variable.AllSteps.Point)};");
        }
    }

    public static void EmitData(CodeWriter writer, Plan plan)
    {
        foreach (var variable in plan.Given)
            writer.Line($"var {variable.All} = {Datum(variable)};");
        foreach (var variable in plan.Observed)
        {
            string Mask(PlannedMask mask) => Masks.IsOfSteps(variable, mask)
                ? $"recorder.Spread({plan.Variables[mask.Variable].All}, {variable.StepSize.Invariant()})"
                : plan.Variables[mask.Variable].All;
            writer.Line(variable.Mask is { } mask
                ? $"var {variable.All} = recorder.Fill({Datum(variable)}, {Mask(mask)}, {mask.Neutral}); // what is missing read as {mask.Neutral}"
                : $"var {variable.All} = {Datum(variable)};");
        }
    }

    private static void EmitDraw(CodeWriter writer, Plan plan, PlannedFactor factor)
    {
        var variable = plan.VariableOf(factor);
        var raw = Raw.Locals(plan, Dialect.Recording);
        var (draw, point) = factor.Flow is null ? (variable.Local, variable.Point) : (factor.Locals.Base, factor.Locals.BasePoint);
        var parameters = factor.IsCrossed ? factor.Locals.Heads : factor.Locals.Raw;
        Begin(writer, factor.Title);
        writer.Line($"var {parameters} = {(factor.IsCrossed ? raw.AllHeads(factor) : raw.Parameters(factor))};")
            .Line($"var {draw} = recorder.Draw<{factor.Density}>({Own(factor)}, {variable.StepSize.Invariant()}, inPlate: {(variable.InPlate ? "true" : "false")});")
            .Line(plan.IsOfAllProposals(factor)
                ? $"var {point} = recorder.Point<{factor.Density}>({draw}, {parameters}, heads: Heads);"
                : $"var {point} = recorder.Point({draw});")
            .Line(factor.IsCrossed
                ? $"recorder.SubtractCrossed<{factor.Density}>({parameters}, {point}, heads: Heads);"
                : $"recorder.Subtract<{factor.Density}>({string.Join(", ", [parameters, point, .. MaskOptions(plan, variable)])});");
        if (factor.Flow is { } flow)
            writer.Line($"var ({variable.Local}, {variable.Point}) = {flow.Submodule}.RecordDraw(recorder, {draw}, {point});");
    }

    /// <summary>The parameters that a sample is drawn from: its own head where the parameters are those of all.</summary>
    private static string Own(PlannedFactor factor) =>
        factor.IsCrossed ? $"recorder.SelectHead({factor.Locals.Heads}, Heads)" : factor.Locals.Raw;

    /// <summary>The log-density of a factor of p or r.</summary>
    public static void EmitEvaluation(CodeWriter writer, Plan plan, PlannedFactor factor)
    {
        Begin(writer, factor.Title);
        var variable = plan.VariableOf(factor);
        if (factor.IsTarget)
        {
            writer.Line($"recorder.ObserveTarget<{factor.Density}>({Densities.TargetArguments(plan, factor, at => at.Point)});");
            return;
        }

        var raw = (plan.IsOfStates(factor) && factor.Network is { HasDropout: true } ? Raw.Each(plan) : Raw.Points(plan, Dialect.Recording)).Parameters(factor);
        var at = factor.Flow is { } flow ? $"{flow.Submodule}.RecordInverse(recorder, {variable.Point})" : variable.Point;
        writer.Line($"recorder.{Addition(variable, factor)}<{factor.Density}>({string.Join(", ", [raw, at, .. Options(plan, variable, factor)])});");
    }

    /// <summary>How the log weights take a log-density: that of the data apart from all others.</summary>
    private static string Addition(PlannedVariable variable, PlannedFactor factor) => (variable.Role, factor.Source) switch
    {
        (Role.Observed or Role.Enumerated, _) => "Observe",
        (_, ParameterSource.PseudoInputs) => "AddEqual",
        _ => "Add",
    };

    private static IEnumerable<string> Options(Plan plan, PlannedVariable variable, PlannedFactor factor)
    {
        if (factor.PseudoInputs is { } inputs)
            yield return $"components: {inputs.Count.Invariant()}";
        if (factor.Components > 1)
            yield return $"components: {factor.Components.Invariant()}";
        foreach (var option in MaskOptions(plan, variable))
            yield return option;
    }

    private static IEnumerable<string> MaskOptions(Plan plan, PlannedVariable variable)
    {
        if (variable.Mask is { } mask)
            yield return $"mask: {plan.Variables[mask.Variable].Local}";
        if (variable.Mask is { IsWhole: true })
            yield return "wholeMask: true";
    }

    private static string Weigh(Plan plan) => plan.Weights switch
    {
        Weightings.Learned => $"Weigh({Submodules.LearnedWeights}.Record(recorder))",
        Weightings.Power => $"WeighByPower({plan.Beta!.Value.Invariant()})",
        var weights => $"Weigh({Names.Runtime}.Weights.{weights})",
    };

    /// <summary>The name under which a profile lists what follows.</summary>
    public static void Begin(CodeWriter writer, string title) =>
        writer.Line().Line($"recorder.Begin({SymbolDisplay.FormatLiteral(title, quote: true)});");

    private static string Datum(PlannedVariable variable) => $"recorder.Data({variable.DataIndex.Invariant()})";
}
