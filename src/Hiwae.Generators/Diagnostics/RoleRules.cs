using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>Rules about the roles that factors give.</summary>
internal static class RoleRules
{
    public static readonly DiagnosticDescriptor NoFactor = new(
        "HIW0008",
        "A variable has no factor",
        "{0} has no factor, so its role is open; write P<…> for an observed variable, P<…> and Q<…> for a latent one, Q<…> and R<…> for an auxiliary one, [Given] for one that is only conditioned on, [Feature<…>(…)] for one that is computed",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0008.html");

    public static readonly DiagnosticDescriptor ProposalOfNothing = new(
        "HIW0009",
        "A variable has Q but neither P nor R",
        "{0} has Q but neither P nor R, so the weights would be biased; add R<{1}>(…) to make it auxiliary, or P<{1}> to make it latent",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0009.html");

    public static readonly DiagnosticDescriptor ReverseWithoutProposal = new(
        "HIW0010",
        "A variable has R but no Q",
        "{0} has R but no Q, so nothing draws it; add Q<{1}>(…)",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0010.html");

    public static readonly DiagnosticDescriptor GenerativeAndReverse = new(
        "HIW0011",
        "A variable has both P and R",
        "{0} has P and R, and a reverse factor belongs to a variable that the generative model does not contain; remove R to make it {1}, or P to make it auxiliary",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0011.html");

    public static readonly DiagnosticDescriptor NotObserved = new(
        "HIW0062",
        "[Observed] is not on an observed variable",
        "{0} is {1}, so it cannot be observed; remove [Observed], or {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0062.html");

    public static readonly DiagnosticDescriptor ColumnElsewhere = new(
        "HIW0069",
        "[Column] is not on an observed or a given variable",
        "{0} is {1}, and columns of the data fill observed and given variables alone; remove [Column], or {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0069.html");

    public static readonly DiagnosticDescriptor NoObserved = new(
        "HIW0013",
        "A model has no observed variable",
        "{0} has no observed variable, so there are no data to explain; {1}, or write Target<…> for the P of a latent one to infer an unnormalised density",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0013.html");

    public static readonly DiagnosticDescriptor NoLatent = new(
        "HIW0014",
        "A model has no latent variable",
        "{0} has no latent variable, so there is nothing to integrate out; {1}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0014.html");

    public static readonly DiagnosticDescriptor PerSampleElsewhere = new(
        "HIW0021",
        "[PerSample] is not on an auxiliary variable",
        "{0} is {1}; remove [PerSample], which is for auxiliary variables (Q and R)",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0021.html");

    public static readonly DiagnosticDescriptor GivenWithMore = new(
        "HIW0037",
        "A given variable has factors or is a feature",
        "{0} is given, so nothing draws or computes it, but it has {1} too; remove [Given], or the rest",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0037.html");

    public static readonly DiagnosticDescriptor FeatureWithFactor = new(
        "HIW0038",
        "A feature has factors",
        "{0} is a feature, computed from other variables, so it has no density; remove {1}<{2}>, or the feature",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0038.html");
}

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
        helpLinkUri: Rules.Pages + "HIW0059.html");
}
