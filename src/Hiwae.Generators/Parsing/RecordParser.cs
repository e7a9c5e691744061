using System.Collections.Generic;
using System.Linq;
using System.Threading;
using Hiwae.Generators.Model;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Generators.Parsing;

/// <summary>The record itself: its name, its nesting, how it is declared.</summary>
internal static class RecordParser
{
    private static readonly SymbolDisplayFormat NamespaceFormat =
        SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted);

    public static RecordIdentity Identity(INamedTypeSymbol type, CancellationToken cancellation) => new(
        type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString(NamespaceFormat),
        new([.. Containers(type).Reverse().Select(container => new Container(
            Keyword(container), Text.TypeName(container.Name), IsPartial(container, cancellation)))]),
        Text.TypeName(type.Name));

    public static RecordTraits Traits(INamedTypeSymbol type, TypeDeclarationSyntax part, CancellationToken cancellation)
    {
        var traits = RecordTraits.None;
        void Add(bool holds, RecordTraits trait) => traits |= holds ? trait : RecordTraits.None;
        Add(!part.Modifiers.Any(SyntaxKind.PartialKeyword), RecordTraits.NotPartial);
        Add(!Containers(type).All(container => IsPartial(container, cancellation)), RecordTraits.ContainerNotPartial);
        Add(!type.IsRecord, RecordTraits.NotRecord);
        Add(type.TypeKind == TypeKind.Struct, RecordTraits.Struct);
        Add(type.IsAbstract, RecordTraits.Abstract);
        Add(type.Arity > 0 || Containers(type).Any(container => container.Arity > 0), RecordTraits.Generic);
        Add(type.BaseType is { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) }, RecordTraits.Derived);
        Add(type.IsFileLocal || Containers(type).Any(container => container.IsFileLocal), RecordTraits.FileLocal);
        Add(Containers(type).Prepend(type).Any(IsHidden), RecordTraits.Hidden);
        return traits;
    }

    /// <summary>Members of the user's own, and the record's own name, where a generated member needs the name.</summary>
    public static EquatableArray<string> ClashingMembers(INamedTypeSymbol type) => new(
        [.. GeneratedNames.ModelMembers.Where(name => type.Name == name || type.GetMembers(name).Any(IsUsersOwn))]);

    /// <summary>Whether a member is declared outside the generated files.</summary>
    public static bool IsUsersOwn(ISymbol member) => member.Locations.Any(
        location => location.SourceTree is { } tree && !tree.FilePath.EndsWith(GeneratedNames.Suffix, System.StringComparison.Ordinal));

    private static IEnumerable<INamedTypeSymbol> Containers(INamedTypeSymbol type)
    {
        for (var container = type.ContainingType; container is not null; container = container.ContainingType)
            yield return container;
    }

    private static bool IsPartial(INamedTypeSymbol type, CancellationToken cancellation) => type.DeclaringSyntaxReferences
        .Any(reference => reference.GetSyntax(cancellation) is TypeDeclarationSyntax part && part.Modifiers.Any(SyntaxKind.PartialKeyword)
            && !part.SyntaxTree.FilePath.EndsWith(GeneratedNames.Suffix, System.StringComparison.Ordinal));

    private static bool IsHidden(INamedTypeSymbol type) =>
        type.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal;

    private static string Keyword(INamedTypeSymbol type) => (type.TypeKind, type.IsRecord) switch
    {
        (TypeKind.Struct, true) => "record struct",
        (TypeKind.Struct, false) => "struct",
        (TypeKind.Interface, _) => "interface",
        (_, true) => "record",
        _ => "class",
    };
}
