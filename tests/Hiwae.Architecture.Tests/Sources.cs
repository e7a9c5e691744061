using System.Reflection;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hiwae.Architecture.Tests;

/// <summary>Where the sources of this repository are, and what was built from them.</summary>
internal static class Sources
{
    /// <summary>The repository's root.</summary>
    public static string Root { get; } = Metadata("RepositoryRoot");

    /// <summary>The assembly of a project in src.</summary>
    public static string Assembly(string project, string framework) =>
        Path.Combine(Root, "src", project, "bin", Metadata("Configuration"), framework, project + ".dll");

    /// <summary>An assembly's types; those of other assemblies are found beside it.</summary>
    public static ModuleDefinition Module(string assembly)
    {
        var beside = new DefaultAssemblyResolver();
        beside.AddSearchDirectory(Path.GetDirectoryName(assembly));
        return ModuleDefinition.ReadModule(assembly, new ReaderParameters { AssemblyResolver = beside });
    }

    /// <summary>
    /// By full name of a type that is not nested: the folder of its source, relative to a folder of src, with forward slashes; empty for that folder itself.
    /// </summary>
    /// <exception cref="InvalidOperationException">The parts of one type are in several folders.</exception>
    public static ImmutableDictionary<string, string> FoldersOfTypes(string source)
    {
        var folder = Path.Combine(Root, "src", source);
        var found = ImmutableDictionary.CreateBuilder<string, string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories))
        {
            var room = Path.GetRelativePath(folder, Path.GetDirectoryName(file)!).Replace(Path.DirectorySeparatorChar, '/');
            if (room.Split('/')[0] is "bin" or "obj")
                continue;
            foreach (var type in TypesOf(File.ReadAllText(file)))
            {
                var place = room == "." ? "" : room;
                if (found.TryGetValue(type, out var other) && other != place)
                    throw new InvalidOperationException($"{type} is in '{other}' and in '{place}'; the parts of a type belong in one folder.");
                found[type] = place;
            }
        }

        return found.ToImmutable();
    }

    private static IEnumerable<string> TypesOf(string text) =>
        from declared in CSharpSyntaxTree.ParseText(text).GetRoot().DescendantNodes(node => node is not (BaseTypeDeclarationSyntax or DelegateDeclarationSyntax))
        let name = declared switch
        {
            TypeDeclarationSyntax type => Name(type.Identifier.Text, type.TypeParameterList),
            EnumDeclarationSyntax type => type.Identifier.Text,
            DelegateDeclarationSyntax type => Name(type.Identifier.Text, type.TypeParameterList),
            _ => null,
        }
        where name is not null
        select string.Join('.', declared.Ancestors().OfType<BaseNamespaceDeclarationSyntax>().Select(space => space.Name.ToString()).Reverse().Append(name));

    private static string Name(string name, TypeParameterListSyntax? parameters) => parameters is null ? name : $"{name}`{parameters.Parameters.Count}";

    private static string Metadata(string key) =>
        typeof(Sources).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;
}
