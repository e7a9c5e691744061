using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

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
        helpLinkUri: Rules.Pages + "HIW0048.md");

    public static readonly DiagnosticDescriptor PseudoInputs = new(
        "HIW0049",
        "Pseudo-inputs need a proposal from the data",
        "{0} cannot be a mixture of its own Q at pseudo-inputs: {1}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0049.md");
}
