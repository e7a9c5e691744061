using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>Rules about masks.</summary>
internal static class MaskRules
{
    public static readonly DiagnosticDescriptor NotObserved = new(
        "HIW0039",
        "[Mask] is not on an observed variable",
        "{0} is not observed, so none of it can be missing; remove [Mask], which is for observed variables (P alone)",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0039.html");

    public static readonly DiagnosticDescriptor Misfit = new(
        "HIW0040",
        "A mask is not a given variable of a fitting shape",
        "{0} cannot have this mask: {1}; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0040.html");

    public static readonly DiagnosticDescriptor NotPointwise = new(
        "HIW0041",
        "A mask value by value needs a pointwise density",
        "{1} cannot leave single values of {0} out, as its mask {2} asks for; use a density that implements IPointwiseDensity, or a mask of [Shape(1)]",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0041.html");
}
