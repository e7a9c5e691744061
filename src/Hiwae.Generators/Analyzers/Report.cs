using System;
using Hiwae.Generators.Diagnostics;
using Hiwae.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Hiwae.Generators.Analyzers;

/// <summary>A finding and its place as values, for the generator to report: two are equal if they read the same, and no tree is kept alive.</summary>
/// <param name="Finding">What is wrong.</param>
/// <param name="File">The path of the file.</param>
/// <param name="Span">Where in it.</param>
/// <param name="Lines">The same as lines and columns.</param>
internal sealed record Report(Finding Finding, string File, TextSpan Span, LinePositionSpan Lines)
{
    /// <summary>The report of a finding at a location in source.</summary>
    public static Report At(Finding finding, Location location) =>
        new(finding, location.SourceTree?.FilePath ?? "", location.SourceSpan, location.GetLineSpan().Span);

    /// <summary>As the compiler prints it.</summary>
    public Diagnostic ToDiagnostic() => Diagnostic.Create(Rules.Of(Finding), Location.Create(File, Span, Lines), [.. Finding.Arguments]);
}

/// <summary>
/// Who says what is wrong. Analyzers do, live and with remedies; but the command line's compiler ends before them where it has an error of its own in a declaration, and
/// so it would have nothing to read but that. What the compiler rejects the generator therefore reports, and the analyzers keep it hidden: an editor shows
/// the error once, and still finds the remedies.
/// </summary>
internal static class Speakers
{
    /// <summary>The diagnostic of an analyzer.</summary>
    /// <param name="finding">What is wrong.</param>
    /// <param name="location">Where.</param>
    /// <param name="isRejected">Whether the generator reports it.</param>
    /// <param name="properties">What a code fix needs.</param>
    public static Diagnostic Analyzers(
        Finding finding, Location location, bool isRejected, System.Collections.Immutable.ImmutableDictionary<string, string?>? properties = null)
    {
        var rule = Rules.Of(finding);
        var severity = isRejected ? DiagnosticSeverity.Hidden : rule.DefaultSeverity;
        return Diagnostic.Create(rule, location, severity, additionalLocations: null, properties, [.. finding.Arguments]);
    }
}
