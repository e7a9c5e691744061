using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>Rules about variables and shapes.</summary>
internal static class VariableRules
{
    public static readonly DiagnosticDescriptor NotATensor = new(
        "HIW0004",
        "A variable is not a tensor",
        "{0} has the type {1}, {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0004.html");

    public static readonly DiagnosticDescriptor ShapeMissing = new(
        "HIW0005",
        "A variable has no shape",
        "{0} has no shape; write [Shape(n)] with its number of values, or several sizes such as [Shape(1, 28, 28)]",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0005.html");

    public static readonly DiagnosticDescriptor ColumnNames = new(
        "HIW0070",
        "[Column] does not name columns",
        "[Column] of {0} {1}; write the name of each of its columns once, as in [Column(\"age\", \"hours\")]",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0070.html");

    public static readonly DiagnosticDescriptor SizeNotPositive = new(
        "HIW0006",
        "A size is not positive",
        "Size {1} of {0} is {2}; write a positive number",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0006.html");

    public static readonly DiagnosticDescriptor ShapeTooLarge = new(
        "HIW0007",
        "A variable has too many values",
        "{0} needs {1} numbers {2}, more than the {3} that one layer can have; write {4}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0007.html");

    public static readonly DiagnosticDescriptor SimilarNames = new(
        "HIW0034",
        "Two variables would share a submodule's name",
        "{0} and {1} are both written {2} in the names of submodules; rename one of them",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0034.html");
}
