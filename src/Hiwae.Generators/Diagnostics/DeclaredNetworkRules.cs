using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>Rules about a declared network by itself.</summary>
internal static class DeclaredNetworkRules
{
    public static readonly DiagnosticDescriptor NotPartial = new(
        "HIW0051",
        "A network is not partial",
        "{0} must be partial so that the network can be implemented on it; write 'partial {1} {0}'",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0051.html");

    public static readonly DiagnosticDescriptor NotAPlainRecord = new(
        "HIW0052",
        "A network is not a plain record",
        "{0} is {1}, and a network is a plain record without parameters, with its layers written above it; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0052.html");

    public static readonly DiagnosticDescriptor Layers = new(
        "HIW0053",
        "A network has no layers, or layers are not on a network",
        "{0} has {1}; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0053.html");

    public static readonly DiagnosticDescriptor NumberOutOfRange = new(
        "HIW0054",
        "A number of a layer is out of range",
        "In {0}, {1}; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0054.html");

    public static readonly DiagnosticDescriptor Misfit = new(
        "HIW0055",
        "A layer does not fit the one before it",
        "In {0}, {1}; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0055.html");
}
