using Hiwae.Generators.Checking;
using Hiwae.Generators.Parsing;
using Hiwae.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace Hiwae.Generators.Tests.Networks;

/// <summary>What is around a network does not change what is generated for it.</summary>
public class NetworkSurroundingsTests
{
    private const string Network = "[Network, Dense(3)] ";

    [Theory]
    [InlineData(Network + "public partial record N;")]
    [InlineData(Network + "partial record N;")]
    [InlineData(Network + "public sealed partial record class N();")]
    [InlineData("namespace A.Hiwae { " + Network + "public partial record N; }")]
    [InlineData("namespace A; public partial class Outer { protected partial struct Inner { " + Network + "private partial record N; } }")]
    [InlineData("namespace A; public partial interface Outer { " + Network + "public partial record N; }")]
    [InlineData("[System.Obsolete(\"Old.\")] " + Network + "public partial record N;")]
    [InlineData("public partial record N { public int Own => 1; } " + Network + "public partial record N;")]
    [InlineData(Network + "public partial record N : System.IDisposable { public void Dispose() { } }")]
    [InlineData(Network + "public partial record N { private readonly int own; public N(int own) => this.own = own; public int Own => own; }")]
    [InlineData("namespace @namespace.@class; " + Network + "public partial record @record;")]
    [InlineData("namespace A; public class Layer; public class INetwork; public class Conv; " + Network + "public partial record N;")]
    [InlineData(Network + "public partial record Foo; " + Network + "public partial record FOO;")]
    [InlineData("[Dense(1), Network]\n[Dense(2)] public partial record N;")]
    [InlineData("[Network, Dropout(1e-7), Dropout(0), Dense(outputs: 3)] public partial record N;")]
    public void Emitted_code_compiles(string declaration) => Compiles(Generation.Run("using Hiwae;\n" + declaration));

    [Fact]
    public void Implicit_usings_and_other_global_ones_make_no_name_ambiguous() => Compiles(Generation.Run(
        "using Hiwae; namespace A; " + Network + "public partial record N;",
        "global using global::System; global using global::System.Linq; global using Elsewhere;",
        "namespace Elsewhere; public class Layer; public class INetwork; public class ImmutableArray;"));

    [Theory]
    [InlineData("[Network, Network, Dense(3)] public partial record N;")]
    [InlineData("[Network, Dens(3)] public partial record N;")]
    [InlineData("[Network, Dense(\"three\")] public partial record N;")]
    [InlineData("[Network, Dense(3, Width = 4)] public partial record N;")]
    [InlineData("[Network, Dense] public partial record N;")]
    [InlineData("[Network, Dense(3)] public interface N;")]
    [InlineData("[Network, Dense(3)] public partial record N; [Network] public partial record N;")]
    public void What_the_compiler_rejects_is_left_to_it(string declaration)
    {
        var generation = Generation.Run("using Hiwae;\n" + declaration);

        Assert.Contains(generation.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        Assert.Empty(Analysis.Of(generation));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_network_of_another_assembly_reads_as_it_does_there(bool fromFile)
    {
        var other = (Microsoft.CodeAnalysis.CSharp.CSharpCompilation)Generation.Run(DeclaredNetworks.Decoder).Output;
        var reference = fromFile ? Emitted(other) : other.ToMetadataReference();
        var own = Compilations.Of().AddReferences(reference);

        var there = NetworkParser.Parse(other.GetTypeByMetadataName("Declared.Decoder")!, CancellationToken.None);
        var here = NetworkParser.Parse(own.GetTypeByMetadataName("Declared.Decoder")!, CancellationToken.None);

        Assert.NotNull(there);
        Assert.Equal(there.Layers, here?.Layers);
        Assert.Equal(there.Record.GlobalName, here?.Record.GlobalName);
        Assert.True(NetworkChecks.IsValid(here!));
    }

    [Fact]
    public void One_that_was_not_implemented_there_is_none()
    {
        var own = Compilations.Of().AddReferences(Emitted(Compilations.Of(DeclaredNetworks.Decoder)));

        Assert.Null(NetworkParser.Parse(own.GetTypeByMetadataName("Declared.Decoder")!, CancellationToken.None));
    }

    private static MetadataReference Emitted(Microsoft.CodeAnalysis.Compilation compilation)
    {
        using var stream = new MemoryStream();
        Assert.True(compilation.Emit(stream).Success);
        return MetadataReference.CreateFromImage(stream.ToArray());
    }

    private static void Compiles(Generation generation)
    {
        Assert.Empty(generation.Diagnostics);
        Assert.NotEmpty(generation.Result.GeneratedSources);
        Assert.Empty(Analysis.Of(generation));
    }
}
