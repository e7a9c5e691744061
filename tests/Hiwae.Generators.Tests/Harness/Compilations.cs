using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hiwae.Generators.Tests.Harness;

/// <summary>Compilations as a user's project makes them: the newest C# that the referenced compiler knows, nullable, documented, against the runtime and its tensors.</summary>
internal static class Compilations
{
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> References =
    [
        .. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Append(typeof(IModel<>).Assembly.Location)
            .Append(typeof(TorchSharp.torch).Assembly.Location)
            .Distinct()
            .Select(path => MetadataReference.CreateFromFile(path)),
    ];

    private static readonly CSharpCompilationOptions Options = new(
        OutputKind.DynamicallyLinkedLibrary,
        nullableContextOptions: NullableContextOptions.Enable,
        warningLevel: 9999);

    /// <summary>All compilations grow from this one, so that the references are read once.</summary>
    private static readonly CSharpCompilation Empty = CSharpCompilation.Create("Declared", [], References, Options);

    /// <remarks>The trees are made before they are added: the compilation may go through them twice, and they must be the same.</remarks>
    public static CSharpCompilation Of(params IEnumerable<string> sources) => Empty.AddSyntaxTrees([.. sources.Select(Tree)]);

    public static SyntaxTree Tree(string source, int position) =>
        CSharpSyntaxTree.ParseText(source, ParseOptions, $"Declared{position}.cs", System.Text.Encoding.UTF8);

    /// <summary>The compilation with one more assembly to refer to.</summary>
    public static CSharpCompilation Referring(this CSharpCompilation compilation, CSharpCompilation other) =>
        compilation.AddReferences(other.WithAssemblyName("Other").ToMetadataReference());

    /// <summary>The compilation with one more assembly to refer to, compiled, so that its source is not to be seen.</summary>
    public static CSharpCompilation ReferringToImage(this CSharpCompilation compilation, CSharpCompilation other)
    {
        using var image = new MemoryStream();
        Assert.True(other.WithAssemblyName("Other").Emit(image).Success);
        return compilation.AddReferences(MetadataReference.CreateFromImage(image.ToArray()));
    }
}
