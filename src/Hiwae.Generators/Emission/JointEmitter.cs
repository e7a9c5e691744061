using System;
using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The log-densities of the generative model, P alone, at values of the latent variables: over tensors, and recorded as a program.</summary>
internal static class JointEmitter
{
    public static void Emit(CodeWriter writer, Plan plan)
    {
        PlannedVariable[] latents = [.. plan.Variables.Where(variable => variable.Role is Role.Latent or Role.Enumerated)];
        EmitTensors(writer, plan, latents);
        writer.Line();
        EmitRecording(writer, plan, latents);
    }

    private static void EmitTensors(CodeWriter writer, Plan plan, PlannedVariable[] latents)
    {
        writer.Line($"""
            /// <inheritdoc/>
            protected override {Names.ImmutableArray}<{Names.Runtime}.FactorLogDensity> Joint({Names.Runtime}.Observation observation, {Names.List}<{Names.Torch}.Tensor> latents)
            """).Open().Line($"using var scope = {Names.Torch}.NewDisposeScope();");
        ProposeEmitter.EmitData(writer, plan);
        foreach (var (variable, index) in latents.Select((variable, index) => (variable, index)))
            writer.Line($"var {AllPoints(variable)} = latents[{index.Invariant()}]; // [batch, samples, {variable.Size.Invariant()}]");
        var dialect = Dialect.Tensors(Like.Tensor(AllPoints(latents[0])), noise: null);
        void Feature(PlannedVariable variable) => writer.Line($"var {variable.Point} = {Raw.Points(plan, dialect).Feature(variable)}; // {variable.Feature!.Title}");
        StepEmitter.InOrder(plan, plan.Jointly, Feature, features => EmitSteps(
            writer,
            plan,
            dialect,
            features,
            Feature,
            factor => ProposeEmitter.EmitEvaluation(writer, plan, factor, Raw.Points(plan, dialect)),
            plan.Of(FactorKind.P).Where(factor => factor.IsOfStep).Select(factor => factor.Locals.Steps)));
        foreach (var factor in plan.Of(FactorKind.P))
        {
            if (factor.IsOfStep)
                writer.Line($"var {factor.Locals.LogDensity} = {Names.Runtime}.Steps.Sum({factor.Locals.Steps});");
            else
                ProposeEmitter.EmitEvaluation(writer, plan, factor, Raw.Points(plan, dialect));
        }

        writer.Line().Line($"{Names.ImmutableArray}<{Names.Runtime}.FactorLogDensity> joint =").Line("[");
        foreach (var factor in plan.Of(FactorKind.P))
            writer.Indented($"new({Names.Runtime}.FactorKind.P, \"{plan.VariableOf(factor).Name}\", {factor.Locals.LogDensity}),");
        writer.Line("];");
        foreach (var factor in plan.Of(FactorKind.P))
            writer.Line($"scope.MoveToOuter({factor.Locals.LogDensity});");
        writer.Line("return joint;").Close();
    }

    private static void EmitRecording(CodeWriter writer, Plan plan, PlannedVariable[] latents)
    {
        writer.Line("/// <inheritdoc/>").Line($"public override void RecordJoint({Names.Programs}.Recorder recorder)").Open();
        RecordEmitter.EmitData(writer, plan);
        foreach (var (variable, index) in latents.Select((variable, index) => (variable, index)))
            writer.Line($"var {AllPoints(variable)} = recorder.Latent({index.Invariant()}, {variable.Size.Invariant()});");
        void Feature(PlannedVariable variable)
        {
            RecordEmitter.Begin(writer, variable.Feature!.Title);
            writer.Line($"var {variable.Point} = {Raw.Points(plan, Dialect.Recording).Feature(variable)};");
        }

        StepEmitter.InOrder(plan, plan.Jointly, Feature, features => EmitSteps(
            writer, plan, Dialect.Recording, features, Feature, factor => RecordEmitter.EmitEvaluation(writer, plan, factor), []));
        foreach (var factor in plan.Of(FactorKind.P).Where(factor => !factor.IsOfStep))
            RecordEmitter.EmitEvaluation(writer, plan, factor);
        writer.Line().Line("recorder.EndJoint();").Close();
    }

    /// <summary>The points of all steps, or of a variable without any.</summary>
    private static string AllPoints(PlannedVariable variable) => variable.Steps > 0 ? variable.Whole.Point : variable.Point;

    /// <summary>The generative factors of all steps, at latent values that are given.</summary>
    private static void EmitSteps(
        CodeWriter writer, Plan plan, Dialect dialect, IReadOnlyList<PlannedVariable> features, Action<PlannedVariable> feature, Action<PlannedFactor> factor, IEnumerable<string> arrays)
    {
        var loop = new StepEmitter(plan, dialect, features, Raw.Point);
        PlannedVariable[] whole = [.. features.Where(plan.IsReadAsWhole)];
        loop.Open(
            writer,
            plan.Sequence.Where(variable => variable.DataIndex >= 0 || variable.Role is Role.Latent).Select(variable => (variable, variable.Point, variable.Whole.Point)),
            whole.Select(variable => variable.AllSteps.Point).Concat(arrays));
        foreach (var variable in features)
            feature(variable);
        foreach (var one in plan.Of(FactorKind.P).Where(one => one.IsOfStep))
            factor(one);
        foreach (var variable in whole)
            writer.Line($"{variable.AllSteps.Point}[t] = {variable.Point};");
        loop.Close(writer);
        foreach (var variable in whole)
            writer.Line($"var {variable.Whole.Point} = {dialect.Join(variable.AllSteps.Point)};");
    }
}
