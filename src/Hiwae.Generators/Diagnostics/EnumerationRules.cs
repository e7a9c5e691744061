using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>Rules about variables that are summed over.</summary>
internal static class EnumerationRules
{
    public static readonly DiagnosticDescriptor NotEnumerable = new(
        "HIW0089",
        "A variable cannot be summed over",
        "{0} is [Enumerated] but {1}; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0089.html");

    public static readonly DiagnosticDescriptor TooMany = new(
        "HIW0090",
        "There are too many states to sum over",
        "{0} {1} states and at most {2} are summed over; take fewer values",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0090.html");

    public static readonly DiagnosticDescriptor ConditionedOn = new(
        "HIW0091",
        "What is drawn is conditioned on what is summed over",
        "{0} is conditioned on {1}, which is not drawn but summed over, given all that is drawn; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0091.html");
}
