using System.Linq;
using Hiwae.Generators.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hiwae.Generators;

/// <summary>The generator's step that looks at the version of C#: what is emitted needs a certain one, and an older compiler would say so in files that nobody wrote.</summary>
internal static class LanguagePipeline
{
    /// <summary>The version that emitted code is written in: it has collection expressions.</summary>
    public const LanguageVersion Needed = LanguageVersion.CSharp12;

    /// <summary>Whether the project's C# is new enough; if it is not, and something is declared, that is reported.</summary>
    /// <param name="context">The generator.</param>
    /// <param name="models">Names of the declared models.</param>
    /// <param name="networks">Names of the declared networks.</param>
    /// <param name="flows">Names of the declared flows.</param>
    public static IncrementalValueProvider<bool> Register(
        IncrementalGeneratorInitializationContext context,
        IncrementalValuesProvider<string> models,
        IncrementalValuesProvider<string> networks,
        IncrementalValuesProvider<string> flows)
    {
        var version = context.ParseOptionsProvider.Select((options, _) => ((CSharpParseOptions)options).LanguageVersion);
        var first = models.Collect().Combine(networks.Collect()).Combine(flows.Collect()).Select((names, _) => names.Left.Left.Concat(names.Left.Right).Concat(names.Right).FirstOrDefault());
        context.RegisterSourceOutput(version.Combine(first), static (output, pair) =>
        {
            if (pair.Left < Needed && pair.Right is { } name)
                output.ReportDiagnostic(Diagnostic.Create(RecordRules.LanguageTooOld, Location.None, name, "12", pair.Left.ToDisplayString()));
        });
        return version.Select((found, _) => found >= Needed);
    }
}
