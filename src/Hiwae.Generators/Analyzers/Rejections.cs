using System.Linq;
using System.Threading;
using Hiwae.Generators.Checking;
using Hiwae.Generators.Model;
using Hiwae.Generators.Parsing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Analyzers;

/// <summary>What the generator has to say itself (<see cref="Speakers"/>).</summary>
internal static class Rejections
{
    /// <summary>The reports of a model; none where analyzers are heard.</summary>
    public static EquatableArray<Report> Of(Declaration declaration, INamedTypeSymbol type, TypeDeclarationSyntax part, CancellationToken cancellation)
    {
        var check = Checker.Check(declaration);
        if (!check.IsRejected(declaration) || DeclarationParser.ModelAttributeOf(type) is not { } attribute)
            return [];
        var locator = new ModelLocator(type, part, attribute, cancellation);
        return new([.. check.Findings.Select(finding => Report.At(finding, locator.Locate(finding.Path)))]);
    }

    /// <summary>The reports of a network; none where analyzers are heard.</summary>
    public static EquatableArray<Report> Of(NetworkDeclaration network, INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (!IsRejected(network))
            return [];
        var locator = new NetworkLocator(type, cancellation);
        return new([.. NetworkForm.Plain(network).Select(finding => Report.At(finding, locator.Locate(finding.Path)))]);
    }

    /// <summary>Whether it is no record that can be given a part, so that the compiler rejects what names it as a network.</summary>
    public static bool IsRejected(NetworkDeclaration network) => network.IsComplete && NetworkForm.Plain(network).Any();
}

/// <summary>A model as the generator takes it in.</summary>
/// <param name="Declaration">What was written.</param>
/// <param name="Rejected">What the generator has to say of it; hardly ever anything.</param>
internal sealed record ParsedDeclaration(Declaration Declaration, EquatableArray<Report> Rejected);

/// <summary>A network as the generator takes it in.</summary>
/// <param name="Declaration">What was written.</param>
/// <param name="Rejected">What the generator has to say of it; hardly ever anything.</param>
internal sealed record ParsedNetwork(NetworkDeclaration Declaration, EquatableArray<Report> Rejected);
