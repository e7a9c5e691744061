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
            writer.Line($"var {variable.Point} = latents[{index.Invariant()}]; // [batch, samples, {variable.Size.Invariant()}]");
        var dialect = Dialect.Tensors(Like.Tensor(latents[0].Point), noise: null);
        foreach (var variable in plan.Jointly.Select(position => plan.Variables[position]))
            writer.Line($"var {variable.Point} = {Raw.Points(plan, dialect).Feature(variable.Feature!)}; // {variable.Feature!.Title}");
        foreach (var factor in plan.Of(FactorKind.P))
            ProposeEmitter.EmitEvaluation(writer, plan, factor, Raw.Points(plan, dialect));
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
            writer.Line($"var {variable.Point} = recorder.Latent({index.Invariant()}, {variable.Size.Invariant()});");
        foreach (var variable in plan.Jointly.Select(position => plan.Variables[position]))
        {
            RecordEmitter.Begin(writer, variable.Feature!.Title);
            writer.Line($"var {variable.Point} = {Raw.Points(plan, Dialect.Recording).Feature(variable.Feature!)};");
        }

        foreach (var factor in plan.Of(FactorKind.P))
            RecordEmitter.EmitEvaluation(writer, plan, factor);
        writer.Line().Line("recorder.EndJoint();").Close();
    }
}
