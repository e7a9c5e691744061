using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>Rules about targets.</summary>
internal static class TargetRules
{
    public static readonly DiagnosticDescriptor NotLatent = new(
        "HIW0059",
        "A target is not the generative factor of a latent variable",
        "Target<{0}> stands in the place of P on a latent variable, but {1}; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0059.md");
}
