using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>Draws from the Q factors, and every factor's log-density at the draw.</summary>
internal static class ProposeEmitter
{
    public static void Emit(CodeWriter writer, Plan plan)
    {
        writer.Line($"""
            /// <inheritdoc/>
            public override {Names.Runtime}.Proposal<{plan.Record.GlobalName}> Propose({Names.Runtime}.Observation observation, int samples, {Names.Runtime}.Noise noise, {Names.Runtime}.GradientTape tape)
            """).Open().Line($"""
            {Names.Runtime}.Checks.CheckSamples(Description, samples, Heads);
            using var scope = {Names.Torch}.NewDisposeScope();
            observation = {Names.Runtime}.Checks.CheckObservation(Description, observation, this, noise);
            var batch = observation.Batch;
            """);
        EmitData(writer, plan);
        StepEmitter.InOrder(
            plan,
            plan.Drawing,
            variable => EmitValue(writer, plan, variable),
            steps => EmitSteps(writer, plan, steps));
        StateEmitter.EmitValues(writer, plan);
        foreach (var factor in plan.Evaluated.Where(factor => !factor.IsOfStep))
        {
            if (plan.IsOfStates(factor))
                EmitEvaluation(writer, plan, factor, Raw.States(plan), variable => variable.Each);
            else
                EmitEvaluation(writer, plan, factor, Raw.Points(plan));
        }

        StateEmitter.EmitSum(writer, plan);
        EmitResult(writer, plan);
        writer.Close();
    }

    private static void EmitValue(CodeWriter writer, Plan plan, PlannedVariable variable)
    {
        if (variable.Feature is { } feature)
            EmitFeature(writer, plan, variable, feature);
        else
            EmitDraw(writer, plan, plan.Proposal(plan.PositionOf(variable)));
    }

    /// <summary>Draws and log-densities of all steps.</summary>
    private static void EmitSteps(CodeWriter writer, Plan plan, IReadOnlyList<PlannedVariable> steps)
    {
        PlannedFactor[] factors = [.. plan.Factors.Where(factor => factor.IsOfStep)];
        var points = steps.Where(plan.IsReadAsWhole).ToList();
        var loop = new StepEmitter(plan, Dialect.Tensors(Like.Noise, "noise"), steps, Raw.Local, Raw.Point);
        if (plan.IsFiltering)
            writer.Line($"var filter = new {Names.Runtime}.ParticleFilter(batch, samples, noise);");
        loop.Open(
            writer,
            plan.Sequence.Where(variable => variable.DataIndex >= 0).Select(variable => (variable, variable.Local, variable.Whole.Local)),
            steps.Select(variable => variable.AllSteps.Local).Concat(points.Select(variable => variable.AllSteps.Point)).Distinct().Concat(factors.Select(factor => factor.Locals.Steps)));
        foreach (var variable in steps)
            EmitValue(writer, plan, variable);
        foreach (var factor in factors.Where(factor => factor.Kind != FactorKind.Q))
            EmitEvaluation(writer, plan, factor, Raw.Points(plan));
        writer.Line();
        foreach (var variable in steps)
            writer.Line($"{variable.AllSteps.Local}[t] = {variable.Local};");
        foreach (var variable in points.Where(variable => variable.AllSteps.Point != variable.AllSteps.Local))
            writer.Line($"{variable.AllSteps.Point}[t] = {variable.Point};");
        if (plan.IsFiltering)
            writer.Line($"filter.Weigh({StepWeight(factors)}, isLast: t == {(plan.Steps - 1).Invariant()});");
        loop.Close(writer, plan.IsFiltering ? now => $"filter.Take({now})" : null);
        writer.Line();
        string Join(string all) => plan.IsFiltering ? $"filter.Join({all})" : $"{Names.Runtime}.Steps.Join({all})";
        foreach (var variable in steps)
            writer.Line($"var {variable.Whole.Local} = {Join(variable.AllSteps.Local)}; // [batch, {(variable.InPlate ? "samples" : "1")}, {variable.Size.Invariant()}]");
        foreach (var variable in points.Where(variable => variable.AllSteps.Point != variable.AllSteps.Local))
            writer.Line($"var {variable.Whole.Point} = {Join(variable.AllSteps.Point)};");
        foreach (var factor in factors)
            writer.Line($"var {factor.Locals.LogDensity} = {(plan.IsFiltering ? "filter" : $"{Names.Runtime}.Steps")}.Sum({factor.Locals.Steps});");
    }

    /// <summary>The logarithm of what a step multiplies a sample's weight with.</summary>
    private static string StepWeight(IReadOnlyList<PlannedFactor> factors) =>
        Densities.Sum(factors.Where(factor => factor.Kind != FactorKind.Q).Select(factor => factor.Locals.Steps + "[t]"))
        + string.Concat(factors.Where(factor => factor.Kind == FactorKind.Q).Select(factor => $" - {factor.Locals.Steps}[t]"));

    /// <summary>What is given comes first: it may say what is missing of what is observed.</summary>
    public static void EmitData(CodeWriter writer, Plan plan)
    {
        foreach (var variable in plan.Given)
            writer.Line($"var {variable.All} = {Datum(variable)}.unsqueeze(1); // [batch, 1, {variable.Size.Invariant()}]");
        foreach (var variable in plan.Observed)
        {
            var value = $"{Datum(variable)}.unsqueeze(1)";
            var shape = $"[batch, 1, {variable.Size.Invariant()}]";
            writer.Line(variable.Mask is { } mask
                ? $"var {variable.All} = {Masks.FillAll(plan, variable, mask, value)}; // {shape}, what is missing read as {mask.Neutral}"
                : $"var {variable.All} = {value}; // {shape}");
        }
    }

    private static void EmitFeature(CodeWriter writer, Plan plan, PlannedVariable variable, PlannedFeature feature)
    {
        var remark = feature.Side == FeatureSide.Both ? ": for q of what was drawn, for p and r at the points where they are evaluated" : "";
        writer.Line($"\n// {feature.Title}{remark}");
        foreach (var (local, value) in FeatureEmitter.Of(plan, variable, feature, Dialect.Tensors(Like.Noise, "noise")))
            writer.Line($"var {local} = {value}; // [batch, {(variable.InPlate ? "samples" : "1")}, {variable.StepSize.Invariant()}]");
    }

    private static void EmitDraw(CodeWriter writer, Plan plan, PlannedFactor factor)
    {
        var variable = plan.VariableOf(factor);
        var (logDensity, cross) = (factor.Locals.LogDensity, factor.Locals.Cross);
        var raw = factor.IsCrossed ? factor.Locals.Heads : factor.Locals.Raw;
        var own = factor.IsCrossed ? $"{Names.Networks}.Heads.Select({raw}, samples)" : raw;
        var plate = variable.InPlate ? "samples" : "1";
        var (draw, point) = factor.Flow is null ? (variable.Local, variable.Point) : (factor.Locals.Base, factor.Locals.BasePoint);
        var sample = Densities.SampleBase(factor, own, $"batch, {plate}, {variable.StepSize.Invariant()}");
        var evaluated = $"tape.Parameters({raw})";
        writer.Line($"\n// {Comment(plan, factor)}")
            .Line($"var {raw} = {(factor.IsCrossed ? Raw.Locals(plan).AllHeads(factor) : ForSamples(factor, Raw.Locals(plan).Parameters(factor)))};")
            .Line($"var {draw} = {(factor.Flow is null && variable.Steps == 0 ? sample : $"tape.Keep({sample})")};")
            .Line($"var {point} = {(plan.IsOfAllProposals(factor) ? $"tape.Point<{factor.Density}>({draw}, {raw})" : $"tape.Point({draw})")};");
        if (factor.Flow is { } flow)
            writer.Line($"var ({variable.Local}, {variable.Point}, {factor.Locals.LogDeterminant}) = {flow.Submodule}.Draw({draw}, {point}); // {flow.Name}{(factor.IsCrossed ? ", the same for all heads" : "")}");
        var determinant = factor.Flow is null ? "" : $" - {factor.Locals.LogDeterminant}";
        if (factor.IsCrossed)
        {
            writer.Line($"var {cross} = {Densities.Log(factor, evaluated, $"{point}.unsqueeze(2)")}; // [batch, samples, heads]")
                .Line($"var {logDensity} = {Names.Networks}.Heads.Own({cross}){determinant}; // [batch, samples]");
        }
        else
        {
            var log = variable.Mask is null ? Densities.Log(factor, evaluated, point) : Masks.LogDensity(plan, factor, evaluated, point);
            writer.Line($"{factor.Locals.LogTarget} = {log}{determinant}; // [batch, {plate}]");
        }
    }

    /// <summary>Where heads are distinct, the parameters of each sample's own.</summary>
    private static string ForSamples(PlannedFactor factor, string raw) => factor.IsDistinct ? $"{Names.Networks}.Heads.Repeat({raw}, samples)" : raw;

    private static string Comment(Plan plan, PlannedFactor factor) => (plan.VariableOf(factor).InPlate, factor) switch
    {
        (_, { IsCrossed: true }) => $"{factor.Title}: samples from each head in turn, and every head evaluated at every sample",
        (_, { IsDistinct: true }) => $"{factor.Title}: samples from each head in turn",
        (false, _) => $"{factor.Title}: drawn once per datum",
        _ => $"{factor.Title}: drawn for each sample",
    };

    /// <summary>The log-density of a factor of p or r.</summary>
    public static void EmitEvaluation(CodeWriter writer, Plan plan, PlannedFactor factor, Raw raw, System.Func<PlannedVariable, string>? at = null)
    {
        at ??= variable => variable.Point;
        var value = at(plan.VariableOf(factor));
        writer.Line($"\n// {factor.Title}{Remark(factor)}");
        if (factor.Flow is { } flow)
            writer.Line($"var ({factor.Locals.Base}, {factor.Locals.LogDeterminant}) = {flow.Submodule}.Inverse({value}); // {flow.Name}⁻¹");
        var logDensity = factor.IsTarget
            ? Densities.LogTarget(factor, Densities.TargetArguments(plan, factor, at))
            : Masks.LogDensity(plan, factor, ForSamples(factor, raw.Parameters(factor)), value);
        writer.Line($"{factor.Locals.LogTarget} = {logDensity};");
    }

    private static string Remark(PlannedFactor factor) => factor switch
    {
        { Source: ParameterSource.Standard } => ", standard",
        { IsTarget: true } => ", which need not be normalised",
        { PseudoInputs: { } inputs } => $": an equal mixture of q at {inputs.Count.Invariant()} learned values",
        { Components: > 1 } => $": a mixture of {factor.Components.Invariant()}",
        _ => "",
    };

    private static void EmitResult(CodeWriter writer, Plan plan)
    {
        bool IsWeighed(PlannedFactor factor) => !plan.IsOfStates(factor) && !(plan.IsFiltering && factor.IsOfStep);
        var added = plan.Evaluated.Where(IsWeighed).Select(factor => factor.Locals.LogDensity)
            .Concat(plan.Enumerated.Any() ? ["sum.Log()"] : []).Concat(plan.IsFiltering ? ["filter.LogWeights()"] : []);
        var subtracted = plan.Of(FactorKind.Q).Where(IsWeighed).Select(factor => $" - {factor.Locals.LogDensity}");
        var crossed = plan.Factors.Where(factor => factor.IsCrossed).Select(factor => factor.Locals.Cross).ToList();
        writer.Line().Line($"var logWeights = {Densities.Sum(added)}{string.Concat(subtracted)};");
        var mixture = Mixture(plan, Densities.Sum(crossed));
        if (mixture is not null)
            writer.Line($"var logMixture = {mixture};");
        writer.Line($"return new {Names.Runtime}.Proposal<{plan.Record.GlobalName}>(").Indented($"""
            new({string.Join(", ", TraceValues(plan))}),
            logWeights,
            {(mixture is null ? "null" : "logMixture")},
            [
            """);
        foreach (var factor in plan.Factors)
        {
            var own = plan.IsOfStates(factor) ? $"sum.Own({factor.Locals.LogDensity})" : factor.Locals.LogDensity;
            writer.Indented($"    new({Names.Runtime}.FactorKind.{factor.Kind}, \"{plan.VariableOf(factor).Name}\", {own}),");
        }

        foreach (var (variable, index) in plan.Enumerated.Select((variable, index) => (variable, index)))
            writer.Indented($"    new({Names.Runtime}.FactorKind.Q, \"{variable.Name}\", sum.LogPosterior({index.Invariant()})),");
        writer.Indented($"]){(plan.Enumerated.Any() ? " { States = sum }" : "")}.MoveOutOf(scope);");
    }

    /// <summary>The expression for log π_j, or null for uniform weights.</summary>
    private static string? Mixture(Plan plan, string crossed) => plan.Weights switch
    {
        Weightings.Uniform => null,
        Weightings.Learned => $"{Submodules.LearnedWeights}.LogWeights(samples).expand(batch, samples)",
        Weightings.Power => $"{Names.Runtime}.Weighting.Power({crossed}, {plan.Beta!.Value.Invariant()})",
        Weightings.Balance => $"{Names.Runtime}.Weighting.Balance(tape.Compared({crossed}))",
        var weights => $"{Names.Runtime}.Weighting.{weights}({crossed})",
    };

    private static IEnumerable<string> TraceValues(Plan plan) => plan.Variables.Select(variable => variable switch
    {
        { DataIndex: >= 0, Mask: null } => $"{Datum(variable)}.alias()", // The caller's own tensor is not the trace's to release.
        { Role: Role.Enumerated } => $"sum.Value({variable.Local})",
        { InPlate: true } => variable.All,
        _ => $"{variable.All}.squeeze(1)",
    });

    private static string Datum(PlannedVariable variable) => $"observation.Values[{variable.DataIndex.Invariant()}]";
}
