using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>Rules about what is legal, but hardly meant: warnings.</summary>
internal static class UseRules
{
    public static readonly DiagnosticDescriptor ObservedAncestor = new(
        "HIW0061",
        "A latent variable is generated from an observed one",
        "{0} has P alone, which makes it observed: the data must have a value of it for each datum, and the latent variable {1} is generated from it; {2}",
        Rules.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0061.html");

    public static readonly DiagnosticDescriptor Unused = new(
        "HIW0063",
        "A given variable or a feature is not used",
        "{0} is {1}, but {2}; {3}",
        Rules.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0063.html");

    public static readonly DiagnosticDescriptor GeneratesNothing = new(
        "HIW0064",
        "A latent variable generates no data",
        "{0} is latent, but no {1} is generated from it, directly or through other variables, so the best Q for it is its P and it says nothing; name it among the parents of {2}, or remove it",
        Rules.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0064.html");

    public static readonly DiagnosticDescriptor IgnoresData = new(
        "HIW0065",
        "A proposal ignores the data",
        "Q of {0} depends on no data, directly or through other variables, so all data get the same proposal; name {1} among its parents, as in Q<{2}>(nameof({1}))",
        Rules.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0065.html");

    public static readonly DiagnosticDescriptor DistinctAlone = new(
        "HIW0066",
        "A single proposal is declared as distinct",
        "{0} of {1} is distinct for each proposal, but Samples is 1, so there is one proposal; write [Model(Samples = 5)] or another number above 1, or remove Distinct",
        Rules.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0066.html");

    public static readonly DiagnosticDescriptor OneHead = new(
        "HIW0076",
        "All samples come from one head",
        "Heads is 1, so that all {0} samples come from one head and Distinct tells nothing apart; write a larger number that {0} is a multiple of, or remove Heads, which gives each sample its own",
        Rules.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0076.html");

    public static readonly DiagnosticDescriptor AlphaAlone = new(
        "HIW0079",
        "Alpha of a single proposal",
        "Alpha weighs proposals against one another, but Samples is 1, so there is one proposal and the bound is the evidence lower bound whatever Alpha is; write [Model(Samples = 5)] or another number above 1, or remove Alpha",
        Rules.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0079.html");

    public static readonly DiagnosticDescriptor UnusedAuxiliary = new(
        "HIW0067",
        "An auxiliary variable is not used",
        "{0} is auxiliary, but no other Q is conditioned on it, so it adds nothing but variance; name it among the parents of Q of {1}, or remove it",
        Rules.Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0067.html");
}
