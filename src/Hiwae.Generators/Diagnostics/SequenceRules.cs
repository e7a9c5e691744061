using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>Rules about sequences.</summary>
internal static class SequenceRules
{
    public static readonly DiagnosticDescriptor Previous = new(
        "HIW0092",
        "There is no step before to read",
        "{0} reads the step before of {1}, but {2}; {3}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0092.html");

    public static readonly DiagnosticDescriptor Repeat = new(
        "HIW0093",
        "A variable cannot have these steps",
        "{0} has [Repeat({1})], but {2}; {3}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0093.html");

    public static readonly DiagnosticDescriptor ReadsAhead = new(
        "HIW0094",
        "A step reads what comes after all steps",
        "{0} has a value for each step and is conditioned on {1}, which is {2} from all steps ({3}), and so not there yet; condition {1} on other variables",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0094.html");

    public static readonly DiagnosticDescriptor Filtering = new(
        "HIW0088",
        "Samples cannot be drawn anew after every step",
        "Filtering draws samples anew from each other after every step of a sequence, but {0}; {1}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0088.html");
}
