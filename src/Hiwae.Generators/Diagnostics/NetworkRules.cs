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
        helpLinkUri: Rules.Pages + "HIW0026.html");

    public static readonly DiagnosticDescriptor NetworkWithoutParents = new(
        "HIW0027",
        "A factor without parents has a network",
        "{0} has no parents, so there is no network that {1} could describe; remove it, add parents, or write Learned = true alone",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0027.html");

    public static readonly DiagnosticDescriptor LearnedWithParents = new(
        "HIW0028",
        "A factor with parents is declared as learned",
        "{0} has parents, so its parameters come from a network and are learned anyway; remove Learned, or the parents",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0028.html");

    public static readonly DiagnosticDescriptor DistinctStandard = new(
        "HIW0029",
        "A fixed density is declared as distinct",
        "{0} is a fixed standard density, the same for every proposal; write Learned = true, add parents, or remove Distinct",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0029.html");

    public static readonly DiagnosticDescriptor NotANetwork = new(
        "HIW0042",
        "A type is not a network",
        "{0} is not a network; write [Network] and its layers on a partial record, and name that",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0042.html");

    public static readonly DiagnosticDescriptor NetTwice = new(
        "HIW0043",
        "A factor has a declared network and layers of its own",
        "{0} has the network {1}, which says all about its layers; remove {2}, or Net",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0043.html");

    public static readonly DiagnosticDescriptor DoesNotFitParents = new(
        "HIW0044",
        "A network does not fit its parents",
        "{0} does not fit the parents of {1}: {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0044.html");

    public static readonly DiagnosticDescriptor DoesNotFitVariable = new(
        "HIW0045",
        "The output of a network does not fit the variable",
        "{0} gives {2} for {1}, but {3}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0045.html");

    public static readonly DiagnosticDescriptor ContextWithoutLayer = new(
        "HIW0046",
        "A context and conditioned layers do not go together",
        "{0} {1}; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0046.html");

    public static readonly DiagnosticDescriptor NoHeadOnImage = new(
        "HIW0047",
        "A network that ends in an image has heads or components",
        "{1} ends in an image, which is the parameters of {0} itself, so there is no output layer for {2}; remove it, or end the network with Flatten",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0047.html");

    public static readonly DiagnosticDescriptor FeatureShape = new(
        "HIW0050",
        "The declared shape of a feature is not that of its network",
        "{0} is declared with shape {1}, but {2} gives {3}; write [Shape({4})], or no shape",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0050.html");
}
