using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Diagnostics;

/// <summary>Rules about the record and the model attribute.</summary>
internal static class RecordRules
{
    public static readonly DiagnosticDescriptor NotPartial = new(
        "HIW0001",
        "A model is not partial",
        "{0} must be partial so that the model can be implemented on it; write 'partial {1} {0}'",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0001.html");

    public static readonly DiagnosticDescriptor NotAPlainRecord = new(
        "HIW0002",
        "A model is not a plain record",
        "{0} is {1}, and a model is a plain record, a joint sample with the variables as its parameters; {2}",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0002.html");

    public static readonly DiagnosticDescriptor NoVariables = new(
        "HIW0003",
        "A model has no variables",
        "{0} has no variables; write them as the record's parameters, such as '{0}([Shape(784), P<Bernoulli>(nameof(Z))] Tensor X, …)'",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0003.html");

    public static readonly DiagnosticDescriptor MemberTaken = new(
        "HIW0033",
        "A name is needed by the generated code",
        "The name {1} is needed for a member that is generated on {0}; rename what has it now",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0033.html");

    public static readonly DiagnosticDescriptor BadModelName = new(
        "HIW0035",
        "A model's name cannot be typed on the command line",
        "The name \"{0}\" must be lower-case words of letters and digits joined by single hyphens; write Name = \"{1}\"",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0035.html");

    public static readonly DiagnosticDescriptor ModelNameTaken = new(
        "HIW0036",
        "Two models have the same name",
        "The name \"{0}\" belongs to {1}; write another one with [Model(Name = \"…\")]",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0036.html",
        customTags: WellKnownDiagnosticTags.CompilationEnd);

    public static readonly DiagnosticDescriptor SamplesNotPositive = new(
        "HIW0025",
        "The number of samples is not positive",
        "Samples is {0}, and K is the number of proposals per datum; write at least 1",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0025.html");

    public static readonly DiagnosticDescriptor LanguageTooOld = new(
        "HIW0060",
        "The project's C# is too old",
        "The code of {0} is generated as C# {1}, but this project is compiled as C# {2}; write <LangVersion>{1}</LangVersion> or a later one in the project file, or remove its <LangVersion>",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0060.html");

    public static readonly DiagnosticDescriptor UndefinedOption = new(
        "HIW0012",
        "A value is not a member of its enumeration",
        "{0} is {1}, which is no member of {2}; write one of its members",
        Rules.Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        helpLinkUri: Rules.Pages + "HIW0012.html");
}
