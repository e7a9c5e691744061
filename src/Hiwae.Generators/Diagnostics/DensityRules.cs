using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>Rules about densities.</summary>
internal static class DensityRules
{
    public static readonly DiagnosticDescriptor NotReparameterised = new(
        "HIW0022",
        "A proposal is not reparameterised",
        "{0} is drawn from {1}, through whose draws no gradient flows; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0022.html");

    public static readonly DiagnosticDescriptor SupportMismatch = new(
        "HIW0023",
        "Supports do not match",
        "{0} of {1} is {2} on {3} but its Q is {4} on {5}, so one has density where the other has none; use densities with the same support",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0023.html");

    public static readonly DiagnosticDescriptor NotADensity = new(
        "HIW0024",
        "A type cannot be used as a density",
        "{0} cannot be used as a density: {1}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0024.html");

    public static readonly DiagnosticDescriptor NoScale = new(
        "HIW0086",
        "There is no scale to take from elsewhere",
        "{0} has Scale = {1}, but {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0086.html");

    public static readonly DiagnosticDescriptor RankMisfit = new(
        "HIW0087",
        "The rank of a covariance does not fit",
        "{0} is {1}, {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0087.html");
}

/// <summary>Rules about mixtures.</summary>
internal static class MixtureRules
{
    public static readonly DiagnosticDescriptor Components = new(
        "HIW0048",
        "A mixture has no number of different components",
        "{0} {1}; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0048.html");

    public static readonly DiagnosticDescriptor PseudoInputs = new(
        "HIW0049",
        "Pseudo-inputs need a proposal from the data",
        "{0} cannot be a mixture of its own Q at pseudo-inputs: {1}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0049.html");
}
