using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>Rules about flows: a declared one by itself, and where it is used.</summary>
internal static class FlowRules
{
    public static readonly DiagnosticDescriptor NotPartial = new(
        "HIW0080",
        "A flow is not partial",
        "{0} must be partial so that the flow can be implemented on it; write 'partial {1} {0}'",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0080.html");

    public static readonly DiagnosticDescriptor NotAPlainRecord = new(
        "HIW0081",
        "A flow is not a plain record",
        "{0} is {1}, and a flow is a plain record without parameters, with its layers written above it; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0081.html");

    public static readonly DiagnosticDescriptor Layers = new(
        "HIW0082",
        "A flow has no layers, or layers are not on a flow",
        "{0} has {1}; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0082.html");

    public static readonly DiagnosticDescriptor NotAFlow = new(
        "HIW0083",
        "A type is not a flow",
        "{0} is no flow; write [Flow] on it, with its layers, such as [Coupling(Hidden = [64]), Permute, Coupling(Hidden = [64])]",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0083.html");

    public static readonly DiagnosticDescriptor Misfit = new(
        "HIW0084",
        "A flow does not fit the factor that it is on",
        "{0} cannot have the flow {1}, because {2}; {3}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0084.html");
}
