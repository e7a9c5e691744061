using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>Rules about parents.</summary>
internal static class ParentRules
{
    public static readonly DiagnosticDescriptor UnknownParent = new(
        "HIW0015",
        "A parent does not exist",
        "{0} has no variable called \"{1}\"; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0015.html");

    public static readonly DiagnosticDescriptor NotByName = new(
        "HIW0068",
        "A parent is not written by nameof",
        "{0} is written as a value, and an attribute takes the names of variables; write nameof({0})",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0068.html");

    public static readonly DiagnosticDescriptor RepeatedParent = new(
        "HIW0016",
        "A parent is listed twice",
        "{1} is listed twice among the parents of {0}; remove one of the two",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0016.html");

    public static readonly DiagnosticDescriptor OwnParent = new(
        "HIW0017",
        "A variable is its own parent",
        "{0} cannot be conditioned on itself; remove it from the parents of its {1}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0017.html");

    public static readonly DiagnosticDescriptor Cycle = new(
        "HIW0018",
        "The factors of a kind form a cycle",
        "The {0} form a cycle, {1}, so no variable in it can come first; remove one of these parents",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0018.html");

    public static readonly DiagnosticDescriptor AuxiliaryInGenerative = new(
        "HIW0019",
        "A generative factor depends on an auxiliary variable",
        "P of {0} depends on {1}{2}, which is auxiliary and not part of the generative model; remove {3} here, or give {1} P instead of R to make it latent",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0019.html");

    public static readonly DiagnosticDescriptor PlateParentOfShared = new(
        "HIW0020",
        "A shared variable depends on one that is drawn for each sample",
        "{0} is drawn once per datum, but its parent {1} has a value for each sample{2}; remove this parent, or write [PerSample] on {0}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0020.html");
}
