using System;
using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The means of the observed variables given everything else, and draws of them: of a trace, and, of the means, of the variables that they are generated from.</summary>
internal static class DecodeEmitter
{
    public static void Emit(CodeWriter writer, Plan plan)
    {
        EmitMeans(writer, plan);
        writer.Line();
        EmitDraws(writer, plan);
        if (plan.Decoded.Count == 0)
            return;
        writer.Line();
        EmitParents(writer, plan);
        writer.Line();
        EmitList(writer, plan);
    }

    private static void EmitMeans(CodeWriter writer, Plan plan)
    {
        var used = plan.Decoding.Select(position => $"trace.{plan.Variables[position].Property}");
        EmitTrace(
            writer,
            plan,
            $"Decode({plan.Record.GlobalName} trace)",
            Constant(used),
            noise: null,
            (factor, raw, plate) => $"{Densities.Mean(factor, raw)}{Repeat(plan, factor, plate)}");
    }

    private static void EmitDraws(CodeWriter writer, Plan plan) => EmitTrace(
        writer,
        plan,
        $"Redraw({plan.Record.GlobalName} trace, {Names.Runtime}.Noise noise)",
        $"{Names.Torch}.no_grad()",
        "noise",
        (factor, raw, plate) => Densities.Sample(factor, raw, $"{plate}.shape[0], {plate}.shape[1], {plan.VariableOf(factor).StepSize.Invariant()}"));

    /// <summary>A trace with something else in the place of the observed variables.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="plan">The model.</param>
    /// <param name="signature">The method's name and parameters.</param>
    /// <param name="constant">What keeps gradients out.</param>
    /// <param name="noise">Where dropout draws from; null where it does not.</param>
    /// <param name="value">The value of a factor's variable, given its raw parameters and a value in the plate: [batch, samples, size].</param>
    private static void EmitTrace(CodeWriter writer, Plan plan, string signature, string constant, string? noise, Func<PlannedFactor, string, string, string> value)
    {
        writer.Line("/// <inheritdoc/>");
        signature = $"public override {plan.Record.GlobalName} {signature}";
        if (!plan.Observed.Any())
        {
            writer.Line($"{signature} => trace with {{ {string.Join(", ", plan.Variables.Select(Kept))} }}; // Nothing is observed.");
            return;
        }

        var inPlate = $"trace.{plan.InPlate.Property}";
        string Value(PlannedVariable variable) => variable switch
        {
            { InPlate: true } => $"trace.{variable.Property}",
            { DataIndex: >= 0, Shape.Count: > 1 } => $"trace.{variable.Property}.reshape(-1, 1, {variable.Size.Invariant()})",
            _ => $"trace.{variable.Property}.unsqueeze(1)",
        };
        writer.Line(signature)
            .Open()
            .Line($"using var scope = {Names.Torch}.NewDisposeScope();");
        if (plan.Given.Any())
            writer.Line($"{Names.Runtime}.Checks.CheckTrace(Description, trace.Variables);");
        writer.Line($"using var constant = {constant};");
        var raw = new Raw(plan, (variable, reading) => variable.Steps > 0 && reading != Reading.Whole ? Raw.Local(variable, reading) : Value(variable), Dialect.Tensors(Like.Tensor(inPlate), noise));
        if (plan.Steps > 0)
            EmitSteps(writer, plan, Value, factor => value(factor, raw.Parameters(factor), inPlate));
        foreach (var factor in Observing(plan))
        {
            var variable = plan.VariableOf(factor);
            var whole = factor.IsOfStep ? $"{Names.Runtime}.Steps.Join({variable.AllSteps.Local})" : value(factor, raw.Parameters(factor), inPlate);
            writer.Line($"var {variable.All} = {whole}{View(variable, $"{inPlate}.shape[0], {inPlate}.shape[1]")}; // [batch, samples, {Sizes(variable)}]");
        }

        var values = plan.Variables.Select(variable => variable.Role == Role.Observed ? $"{variable.Property} = {variable.All}" : Kept(variable));
        writer.Line($$"""
            var changed = trace with { {{string.Join(", ", values)}} };
            scope.MoveToOuter(changed.Variables);
            return changed;
            """).Close();
    }

    /// <summary>The observed variables of all steps, given everything else as the trace has it.</summary>
    private static void EmitSteps(CodeWriter writer, Plan plan, Func<PlannedVariable, string> whole, Func<PlannedFactor, string> value)
    {
        var loop = new StepEmitter(plan, Dialect.Tensors(Like.Tensor($"trace.{plan.InPlate.Property}"), null), [], Raw.Local);
        PlannedFactor[] factors = [.. Observing(plan).Where(factor => factor.IsOfStep)];
        loop.Open(
            writer,
            plan.Sequence.Select(variable => (variable, variable.Local, whole(variable))),
            factors.Select(factor => plan.VariableOf(factor).AllSteps.Local));
        foreach (var factor in factors)
            writer.Line($"{plan.VariableOf(factor).AllSteps.Local}[t] = {value(factor)}; // {factor.Title}");
        loop.Close(writer);
    }

    /// <summary>A value of the trace that stays: each trace has tensors of its own to release.</summary>
    private static string Kept(PlannedVariable variable) => $"{variable.Property} = trace.{variable.Property}.alias()";

    /// <summary>The same with nothing but what is needed for it, one value for each datum.</summary>
    private static void EmitParents(CodeWriter writer, Plan plan)
    {
        PlannedVariable[] parents = [.. plan.Decoded.Select(position => plan.Variables[position])];
        PlannedFactor[] factors = [.. Observing(plan)];
        var results = plan.Observed.Select(variable => $"{variable.Name} [count, {Sizes(variable)}]");
        var symbols = string.Join(", ", parents.Select(parent => parent.Name));
        writer.Line($"""
            /// <summary>The mean of {string.Join(" and of ", results)} given {symbols}, as in evaluation; it has a gradient where what is given has one.</summary>
            """);
        foreach (var parent in parents)
            writer.Line($"/// <param name=\"{parent.All.TrimStart('@')}\">{parent.Name}, [count, {Sizes(parent)}]{(parent.Shape.Count > 1 ? ", or flat" : "")}.</param>");
        writer.Line($"/// <exception cref=\"global::System.ArgumentException\">A shape, an element type or a value is wrong.</exception>")
            .Line($"public {Result(plan)} Decode({string.Join(", ", parents.Select(parent => $"{Names.Torch}.Tensor {parent.All}"))})")
            .Open()
            .Line($"""
            using var scope = {Names.Torch}.NewDisposeScope();
            using var constant = {Constant(parents.Select(parent => parent.All))};
            using var mode = {Names.Networks}.EvaluationMode.Begin();
            var count = {Names.Runtime}.Checks.CheckRows(Description, {Literal(parents[0])}, {parents[0].All});
            """);
        foreach (var parent in parents)
            writer.Line($"{parent.All} = {Names.Runtime}.Checks.CheckRows(Description, {Literal(parent)}, {parent.All}, count, this); // [count, 1, {parent.Size.Invariant()}]");
        var dialect = Dialect.Tensors(Like.Tensor(parents[0].All), noise: null);
        void Feature(PlannedVariable variable) => writer.Line($"var {variable.Local} = {Raw.Locals(plan, dialect).Feature(variable)}; // {variable.Feature!.Title}");

        // One observed variable may be generated from another, whose name is then taken.
        string Local(PlannedFactor factor) => plan.Decoded.Contains(factor.Variable) ? factor.Locals.Raw : plan.VariableOf(factor).All;
        string Mean(PlannedFactor factor) => Densities.Mean(factor, Raw.Locals(plan, dialect).Parameters(factor));
        StepEmitter.InOrder(plan, plan.Decoding.Where(position => plan.Variables[position].Feature is not null), Feature, features =>
        {
            var loop = new StepEmitter(plan, dialect, features, Raw.Local);
            PlannedFactor[] steps = [.. factors.Where(factor => factor.IsOfStep)];
            PlannedVariable[] whole = [.. features.Where(plan.IsReadAsWhole)];
            loop.Open(
                writer,
                parents.Where(parent => parent.Steps > 0).Select(parent => (parent, parent.Local, parent.Whole.Local)),
                steps.Select(factor => factor.Locals.Steps).Concat(whole.Select(variable => variable.AllSteps.Local)));
            foreach (var variable in features)
                Feature(variable);
            foreach (var factor in steps)
                writer.Line($"{factor.Locals.Steps}[t] = {Mean(factor)}{(factor.HasInputs ? "" : $".expand(count, 1, {plan.VariableOf(factor).StepSize.Invariant()})")}; // {factor.Title}");
            foreach (var variable in whole)
                writer.Line($"{variable.AllSteps.Local}[t] = {variable.Local};");
            loop.Close(writer);
            foreach (var variable in whole)
                writer.Line($"var {variable.Whole.Local} = {dialect.Join(variable.AllSteps.Local)};");
        });
        foreach (var factor in factors)
        {
            var variable = plan.VariableOf(factor);
            var mean = factor.IsOfStep ? dialect.Join(factor.Locals.Steps) : Mean(factor);
            var rows = factor.HasInputs ? "" : $".expand(count, 1, {variable.Size.Invariant()})";
            writer.Line($"var {Local(factor)} = {mean}{rows}.reshape(count, {string.Join(", ", variable.Shape.Select(size => size.Invariant()))}); // {factor.Title}");
        }

        var moved = factors.Select(factor => $"scope.MoveToOuter({Local(factor)})").ToList();
        writer.Line($"return {(moved.Count == 1 ? moved[0] : $"({string.Join(", ", moved)})")};").Close();
    }

    /// <summary>The same for whoever does not know the model.</summary>
    private static void EmitList(CodeWriter writer, Plan plan)
    {
        var arguments = string.Join(", ", plan.Decoded.Select((_, index) => $"values[{index.Invariant()}]"));
        var names = CodeWriter.List(plan.Decoded.Select(position => Literal(plan.Variables[position])));
        writer.Line("/// <inheritdoc/>")
            .Line($"public override {Names.List}<string> DecodedFrom => {names};")
            .Line()
            .Line("/// <inheritdoc/>")
            .Line($"public override {Names.ImmutableArray}<{Names.Torch}.Tensor> Decode({Names.List}<{Names.Torch}.Tensor> values)")
            .Open()
            .Line($"{Names.Runtime}.Checks.CheckCount(Description, values, DecodedFrom);");
        PlannedVariable[] observed = [.. plan.Observed];
        if (observed.Length == 1)
        {
            writer.Line($"return [Decode({arguments})];").Close();
            return;
        }

        writer.Line($"var decoded = Decode({arguments});")
            .Line($"return [{string.Join(", ", observed.Select((_, index) => $"decoded.Item{(index + 1).Invariant()}"))}];")
            .Close();
    }

    private static string Result(Plan plan)
    {
        PlannedVariable[] observed = [.. plan.Observed];
        return observed.Length == 1 ? $"{Names.Torch}.Tensor" : $"({string.Join(", ", observed.Select(variable => $"{Names.Torch}.Tensor{Element(variable)}"))})";
    }

    /// <summary>The name of a tuple's element; none where the language keeps it for itself.</summary>
    private static string Element(PlannedVariable variable) =>
        variable.Name.StartsWith("Item", StringComparison.Ordinal) || variable.Name is "Rest" or "ToString" or "Equals" or "GetHashCode" or "CompareTo" or "Deconstruct" or "GetType"
            ? ""
            : " " + variable.Property;

    private static IEnumerable<PlannedFactor> Observing(Plan plan) => plan.Of(FactorKind.P).Where(factor => plan.VariableOf(factor).Role == Role.Observed);

    private static string Constant(IEnumerable<string> values) => $"{Names.Runtime}.GradientGraph.OnlyFor({CodeWriter.List(values)})";

    /// <summary>The mean repeated over the plate where nothing that it is conditioned on is in it.</summary>
    private static string Repeat(Plan plan, PlannedFactor factor, string inPlate) =>
        factor.Parents.Concat(factor.Previous).Append(factor.Context).Any(position => position >= 0 && plan.Variables[position].InPlate)
            ? ""
            : $".expand({inPlate}.shape[0], {inPlate}.shape[1], {plan.VariableOf(factor).StepSize.Invariant()})";

    private static string View(PlannedVariable variable, string leading) =>
        variable.Shape.Count == 1 ? "" : $".reshape({leading}, {string.Join(", ", variable.Shape.Select(size => size.Invariant()))})";

    private static string Sizes(PlannedVariable variable) => string.Join(", ", variable.Shape.Select(size => size.Invariant()));

    private static string Literal(PlannedVariable variable) => Microsoft.CodeAnalysis.CSharp.SymbolDisplay.FormatLiteral(variable.Name, quote: true);
}
