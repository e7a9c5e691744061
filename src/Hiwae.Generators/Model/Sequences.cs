using System.Collections.Generic;
using System.Linq;

namespace Hiwae.Generators.Model;

/// <summary>What variables of a sequence are to others.</summary>
internal static class Sequences
{
    /// <summary>The shape of a variable as another sees it: one step from within the sequence, all of them from outside, side by side.</summary>
    public static EquatableArray<int> Seen(VariableDeclaration by, VariableDeclaration variable) =>
        variable.Steps is { } steps && by.Steps is null ? [(int)(steps * variable.Size)] : variable.Shape;

    /// <summary>Names of the variables of which somebody reads the value of the step before.</summary>
    public static HashSet<string> Carried(Declaration declaration) =>
    [
        .. declaration.Variables.SelectMany(variable => variable.Factors.SelectMany(factor => factor.Previous).Concat(variable.Feature is { } feature ? feature.Previous : [])),
    ];
}
