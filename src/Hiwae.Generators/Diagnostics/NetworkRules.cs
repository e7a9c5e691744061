using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>Rules about networks.</summary>
internal static class NetworkRules
{
    public static readonly DiagnosticDescriptor WidthNotPositive = new(
        "HIW0026",
        "The width of a layer is not positive",
        "Hidden layer {1} of {0} has width {2}; write a positive number",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0026.md");

    public static readonly DiagnosticDescriptor NetworkWithoutParents = new(
        "HIW0027",
        "A factor without parents has a network",
        "{0} has no parents, so there is no network that {1} could describe; remove it, add parents, or write Learned = true alone",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0027.md");

    public static readonly DiagnosticDescriptor LearnedWithParents = new(
        "HIW0028",
        "A factor with parents is declared as learned",
        "{0} has parents, so its parameters come from a network and are learned anyway; remove Learned, or the parents",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0028.md");

    public static readonly DiagnosticDescriptor DistinctStandard = new(
        "HIW0029",
        "A fixed density is declared as distinct",
        "{0} is a fixed standard density, the same for every proposal; write Learned = true, add parents, or remove Distinct",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0029.md");
}
