using System.Collections.Generic;
using System.Linq;
using Hiwae.Generators.Declarations;
using Hiwae.Generators.Diagnostics;

namespace Hiwae.Generators.Checking;

/// <summary>Each factor by itself: its density and its network.</summary>
internal static class FactorChecks
{
    public static IEnumerable<Finding> All(Declaration declaration) =>
        declaration.Variables.SelectMany((variable, v) => variable.Factors.SelectMany((factor, f) => Check(variable, factor, v, f)));

    private static IEnumerable<Finding> Check(VariableDeclaration variable, FactorDeclaration factor, int v, int f)
    {
        var title = $"{factor.Kind} of {variable.Name}";
        Site Argument(string name, int index = -1) => new(Part.FactorArgument, v, f, index, name);

        if (Fault(factor.Density) is { } fault)
            yield return DensityRules.NotADensity.At(new(Part.Density, v, f), factor.Density.Name, fault);
        if (!factor.Activation.IsDefined)
            yield return RecordRules.UndefinedOption.At(Argument("Activation"), title, factor.Activation.Name, "Activation");
        for (var i = 0; i < factor.Hidden.Count; i++)
        {
            if (factor.Hidden[i] < 1)
                yield return NetworkRules.WidthNotPositive.At(Argument("Hidden", i), title, (i + 1).Invariant(), factor.Hidden[i].Invariant());
        }

        if (factor.Parents.Count > 0)
        {
            if (factor.IsLearned)
                yield return NetworkRules.LearnedWithParents.At(Argument("Learned"), title);
        }
        else if (factor.HasHidden || factor.Activation.IsWritten)
        {
            var argument = factor.HasHidden ? "Hidden" : "Activation";
            yield return NetworkRules.NetworkWithoutParents.At(Argument(argument), title, argument);
        }
        else if (factor is { IsDistinct: true, IsLearned: false })
        {
            yield return NetworkRules.DistinctStandard.At(Argument("Distinct"), title);
        }
    }

    private static string? Fault(DensityDeclaration density) => density switch
    {
        { IsDeclared: false } => "it has no [Density(support, parametersPerValue)], which says what is drawn from it; write one on the type",
        { IsFileLocal: true } => "it is local to its file, where generated code cannot name it; remove 'file'",
        { ParametersPerValue: < 1 and var count } =>
            $"its [Density] has {count.Invariant()} parameters per value; write at least 1",
        _ => null,
    };
}
