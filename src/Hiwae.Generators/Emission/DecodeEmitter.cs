using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The means of the observed variables given everything else.</summary>
internal static class DecodeEmitter
{
    public static void Emit(CodeWriter writer, Plan plan)
    {
        writer.Line("/// <inheritdoc/>");
        var signature = $"public override {plan.Record.GlobalName} Decode({plan.Record.GlobalName} trace)";
        if (!plan.Observed.Any())
        {
            writer.Line($"{signature} => trace with {{ {string.Join(", ", plan.Variables.Select(Kept))} }}; // Nothing is observed.");
            return;
        }

        writer.Line(signature)
            .Open()
            .Line($"using var scope = {Names.Torch}.NewDisposeScope();");
        foreach (var factor in plan.Of(FactorKind.P).Where(factor => plan.VariableOf(factor).Role == Role.Observed))
            writer.Line($"var {plan.VariableOf(factor).Local} = {Mean(plan, factor)}; // [batch, samples, {plan.VariableOf(factor).Size.Invariant()}]");
        var values = plan.Variables.Select(variable => variable.Role == Role.Observed ? $"{variable.Property} = {variable.Local}" : Kept(variable));
        writer.Line($$"""
            var decoded = trace with { {{string.Join(", ", values)}} };
            scope.MoveToOuter(decoded.Variables);
            return decoded;
            """).Close();
    }

    /// <summary>A value of the trace that stays: each trace has tensors of its own to release.</summary>
    private static string Kept(PlannedVariable variable) => $"{variable.Property} = trace.{variable.Property}.alias()";

    /// <summary>The mean, repeated over the plate where nothing that it is conditioned on is in it.</summary>
    private static string Mean(Plan plan, PlannedFactor factor)
    {
        string Value(PlannedVariable variable) => $"trace.{variable.Property}{(variable.InPlate ? "" : ".unsqueeze(1)")}";
        var inPlate = $"trace.{plan.InPlate.Property}";
        var raw = new Raw(position => Value(plan.Variables[position]), Dialect.Tensors(Like.Tensor(inPlate), noise: null));
        var mean = Densities.Mean(factor, raw.Parameters(factor));
        return factor.Parents.Append(factor.Context).Any(position => position >= 0 && plan.Variables[position].InPlate)
            ? mean
            : $"{mean}.expand({inPlate}.shape[0], {inPlate}.shape[1], {plan.VariableOf(factor).Size.Invariant()})";
    }
}
