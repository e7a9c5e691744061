using System;
using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Model;
using Hiwae.Generators.Planning;

namespace Hiwae.Generators.Emission;

/// <summary>The loop over the steps of a sequence, in which each variable of it has its value of the step, and of those whose value of the step before is read that too.</summary>
/// <param name="plan">The model.</param>
/// <param name="dialect">How values are got at.</param>
/// <param name="computed">The variables of the sequence that are computed or drawn in the loop.</param>
/// <param name="names">Which of a variable's values are carried on from step to step.</param>
internal sealed class StepEmitter(Plan plan, Dialect dialect, IReadOnlyList<PlannedVariable> computed, params Func<PlannedVariable, Reading, string>[] names)
{
    private IReadOnlyList<PlannedVariable> carried = [];

    /// <summary>Variable by variable, those of the sequence together.</summary>
    /// <param name="plan">The model.</param>
    /// <param name="positions">In an order in which the variables of a sequence are next to each other.</param>
    /// <param name="one">Emits a variable without steps.</param>
    /// <param name="loop">Emits those of the sequence, in their order; also where none of the positions is of it.</param>
    public static void InOrder(Plan plan, IEnumerable<int> positions, Action<PlannedVariable> one, Action<IReadOnlyList<PlannedVariable>> loop)
    {
        PlannedVariable[] all = [.. positions.Select(position => plan.Variables[position])];
        PlannedVariable[] steps = [.. all.Where(variable => variable.Steps > 0)];
        foreach (var variable in all)
        {
            if (variable.Steps == 0)
                one(variable);
            else if (variable == steps[0])
                loop(steps);
        }

        if (plan.Steps > 0 && steps.Length == 0)
            loop(steps);
    }

    /// <summary>Opens the loop.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="given">Variables that are there as wholes: the name of a step, and that of all.</param>
    /// <param name="arrays">Names of arrays with a place for each step.</param>
    public void Open(CodeWriter writer, IEnumerable<(PlannedVariable Variable, string Step, string Whole)> given, IEnumerable<string> arrays)
    {
        given = [.. given];
        var known = computed.Concat(given.Select(at => at.Variable)).ToList();
        carried = [.. Previous(plan).Where(known.Contains)];
        writer.Line($"\n// {plan.Steps.Invariant()} steps: {string.Join(", ", plan.Sequence.Select(variable => variable.Name))}");
        foreach (var array in arrays)
            writer.Line($"var {array} = new {dialect.Type}[{plan.Steps.Invariant()}];");
        foreach (var variable in carried)
        {
            foreach (var name in Names(variable, Reading.Before))
                writer.Line($"var {name} = {dialect.Start(variable.StepSize)};");
        }

        writer.Line($"for (var t = 0; t < {plan.Steps.Invariant()}; t++)").Open();
        foreach (var (variable, step, whole) in given)
            writer.Line($"var {step} = {dialect.Step(whole, variable.StepSize)};");
    }

    /// <summary>Closes the loop: the step becomes the one before.</summary>
    /// <param name="writer">The output.</param>
    /// <param name="taken">What is carried on in the place of a value; the value by default.</param>
    public void Close(CodeWriter writer, Func<string, string>? taken = null)
    {
        foreach (var variable in carried)
        {
            foreach (var (before, now) in Names(variable, Reading.Before).Zip(Names(variable, Reading.Now), (before, now) => (before, now)))
                writer.Line($"{before} = {taken?.Invoke(now) ?? now};");
        }

        writer.Close();
    }

    private IEnumerable<string> Names(PlannedVariable variable, Reading reading) => names.Select(name => name(variable, reading)).Distinct();

    /// <summary>The variables whose value of the step before anything reads.</summary>
    private static IEnumerable<PlannedVariable> Previous(Plan plan) => plan.Factors.SelectMany(factor => factor.Previous).Concat(plan.Variables.SelectMany(variable => variable.Feature?.Previous ?? []))
        .Distinct().OrderBy(position => position).Select(position => plan.Variables[position]);
}
