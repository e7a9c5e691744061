using Hiwae.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hiwae.Generators.Tests;

/// <summary>What is around a declaration does not change what is generated for it.</summary>
public class SurroundingsTests
{
    private const string Usings = "using Hiwae;\nusing static TorchSharp.torch;\n";
    private const string Body = "([Shape(4), P<Bernoulli>(nameof(Z))] Tensor X, [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z)";

    [Theory]
    [InlineData("[Model] public partial record M" + Body + ";")]
    [InlineData("[Model] partial record M" + Body + ";")]
    [InlineData("namespace A.Hiwae { [Model] public partial record M" + Body + "; }")]
    [InlineData("namespace A; public partial class Outer { protected partial struct Inner { [Model] internal partial record M" + Body + "; } }")]
    [InlineData("[System.Obsolete] [Model] public partial record M" + Body + ";")]
    [InlineData("[System.Obsolete(\"Old.\")] [Model] public partial record M" + Body + ";")]
    [InlineData("public partial record M { public int Own => 1; } [Model] public partial record M" + Body + ";")]
    [InlineData("[Model] public partial record M { public int Own => 1; } public partial record M" + Body + ";")]
    [InlineData("[Model] public partial record M" + Body + " : System.IComparable { public int CompareTo(object? other) => X.IsInvalid ? 0 : 1; }")]
    [InlineData("[Model] public sealed partial record class M" + Body + ";")]
    [InlineData("namespace A; public class Normal; public class Noise; public class Role; [Model] public partial record M([Shape(4), P<global::Hiwae.Bernoulli>(nameof(Z))] Tensor X, [Shape(2), P<global::Hiwae.Normal>, Q<global::Hiwae.Normal>(nameof(X))] Tensor Z);")]
    [InlineData("[Model] public partial record Foo" + Body + "; [Model(Name = \"foo-2\")] public partial record FOO" + Body + ";")]
    [InlineData("[Model] public partial record DeclaredModels" + Body + ";")]
    [InlineData("namespace @namespace.@class; [Model] public partial record @record" + Body + ";")]
    public void Emitted_code_compiles(string declaration) => Compiles(Generation.Run(Usings + declaration));

    [Fact]
    public void Implicit_usings_and_other_global_ones_make_no_name_ambiguous() => Compiles(Generation.Run(
        Usings + "namespace A; [Model] public partial record M" + Body + ";",
        """
        global using global::System;
        global using global::System.IO;
        global using global::System.Linq;
        global using global::System.Threading.Tasks;
        global using Elsewhere;
        """,
        "namespace Elsewhere; public class Proposal; public class Checks; public class Weighting; public class FactorKind; public class Observation;"));

    [Fact]
    public void A_density_may_come_from_another_assembly()
    {
        var other = Compilations.Of("""
            using Hiwae;
            using static TorchSharp.torch;

            namespace Other;

            public static class Families
            {
                [Density(Support.Real, 3, Reparameterised = true)]
                public readonly struct Mine : IDensity<Mine>
                {
                    public static Tensor Sample(Tensor raw, Noise noise, params System.ReadOnlySpan<long> shape) => raw.chunk(3, -1)[0] + noise.Normal(shape);
                    public static Tensor LogDensity(Tensor raw, Tensor value) => (value - raw.chunk(3, -1)[0]).sum(-1);
                    public static Tensor Mean(Tensor raw) => raw.chunk(3, -1)[0];
                }
            }
            """);
        var own = Compilations.Of(Usings + "[Model] public partial record M" + Body.Replace("Q<Normal>", "Q<Other.Families.Mine>") + ";");

        var generation = Generation.Run(own.Referring(other));

        Compiles(generation);
        Assert.Contains("outputs: 6", generation.File("M"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_network_may_come_from_another_assembly(bool isCompiled)
    {
        var other = (CSharpCompilation)Generation.Run(
            Usings + "namespace Other; public static partial class Trunks { [Network, Dense(7)] public sealed partial record Trunk; }").Output;
        var own = Compilations.Of(
            Usings + "[Model] public partial record M" + Body.Replace("Q<Normal>(nameof(X))", "Q<Normal>(nameof(H))")
                .Replace("Tensor Z)", "Tensor Z, [Feature<Other.Trunks.Trunk>(nameof(X))] Tensor H)") + ";");

        var generation = Generation.Run(isCompiled ? own.ReferringToImage(other) : own.Referring(other));

        Compiles(generation);
        Assert.Contains("new(\"q_z\", [new(7)]", generation.File("M"));
        Assert.Contains("h = Trunk(x)", generation.File("M"));
    }

    [Fact]
    public void A_private_model_is_not_in_the_catalogue()
    {
        var generation = Generation.Run(Usings + "public partial class Outer { [Model] private partial record M" + Body + "; }");

        Assert.Equal(2, generation.Result.GeneratedSources.Length);
        Assert.DoesNotContain("Outer", generation.File("declared-models"), StringComparison.Ordinal);
        Assert.Empty(generation.Diagnostics);
    }

    [Fact]
    public void A_program_finds_the_catalogue_even_if_every_model_is_wrong() => Assert.Empty(Generation.Run(
        Usings + "[Model(Samples = 0)] public partial record M" + Body + "; public static class Use { public static int Count => Hiwae.DeclaredModels.All.Count; }")
        .Diagnostics);

    [Theory]
    [InlineData(DocumentationMode.None)]
    [InlineData(DocumentationMode.Parse)]
    [InlineData(DocumentationMode.Diagnose)]
    public void The_summary_is_read_whether_documentation_is_on_or_off(DocumentationMode mode)
    {
        var source = Usings + """
            /// <summary>
            ///   Two &lt; three, of <see cref="System.String"/> and <c>code</c>;
            ///   "quoted" \ and   spaced.
            /// </summary>
            /// <remarks>Not this.</remarks>
            // Nor this.
            [Model] public partial record M
            """ + Body + ";";
        var options = Compilations.ParseOptions.WithDocumentationMode(mode);
        var compilation = Compilations.Of();
        var generation = Generation.Run(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText(source, options)), options);

        Assert.Contains("\"Two < three, of String and code; \\\"quoted\\\" \\\\ and spaced.\",", generation.File("M"));
        Compiles(generation);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/// <summary>Not closed.\n")]
    [InlineData("/// <remarks>No summary.</remarks>\n")]
    [InlineData("//// <summary>No documentation.</summary>\n")]
    public void Without_a_summary_it_is_empty(string comment) =>
        Assert.Contains("\"m\",\n        \"\",\n", Generation.Run(Usings + comment + "[Model] public partial record M" + Body + ";").File("M"));

    /// <summary>What the compiler rejects it says itself; where the compiler's words do not say what is wanted here, there are words of ours.</summary>
    [Theory]
    [InlineData("[Model, Model] public partial record M" + Body + ";")]
    [InlineData("[Model] public partial record M" + Body + "; [Model] public partial record M" + Body + ";")]
    [InlineData("[Model] public partial record M" + Body + "; [Model] public partial record M { }")]
    [InlineData("[Model(Weights = \"Balance\")] public partial record M" + Body + ";")]
    [InlineData("[Model(Samples = \"five\")] public partial record M" + Body + ";")]
    [InlineData("[Model(Sampels = 5)] public partial record M" + Body + ";")]
    [InlineData("[Model] public partial record M([Shape(4), P<Normal>(nameof(Z), Hiden = [3])] Tensor X, [Shape(2), P<Normal>, Q<Normal>] Tensor Z);")]
    [InlineData("[Model] public partial record M([Shap(4), P<Normal>(nameof(Z))] Tensor X, [Shape(2), P<Normal>, Q<Normal>] Tensor Z);")]
    [InlineData("[Model] public partial record M([Shape(4), P<Normal>, P<Normal>] Tensor X, [Shape(2), P<Normal>, Q<Normal>] Tensor Z);")]
    [InlineData("[Model] public partial record M([Shape(4), P<Normal>, P<Bernoulli>] Tensor X, [Shape(2), P<Normal>, Q<Normal>] Tensor Z);")]
    [InlineData("[Model] public partial record M([Shape(4), P<Normall>(nameof(Z))] Tensor X, [Shape(2), P<Normal>, Q<Normal>] Tensor Z);", "Normall cannot be used as a density: there is no type of this name here; did you mean Normal?")]
    [InlineData("[Model] public partial record M([Shape(4), P<int>(nameof(Z))] Tensor X, [Shape(2), P<Normal>, Q<Normal>] Tensor Z);", "int cannot be used as a density: it is not a struct that implements IDensity<int>; write one of Bernoulli, ")]
    [InlineData("[Model] public partial record M([Shape(4), P<Normal>(nameof(Z))] Tenser X, [Shape(2), P<Normal>, Q<Normal>] Tensor Z);", "X has the type Tenser, which is not known here, and a variable is a tensor; write 'Tensor X', and 'using Tensor = TorchSharp.torch.Tensor;' at the top of the file")]
    [InlineData("[Model] public partial record M([Shape(4), P<Normal>(Z, Hidden = new[] { 3 })] Tensor X, [Shape(2), P<Normal>, Q<Normal>(X)] Tensor Z);", "Z is written as a value, and an attribute takes the names of variables; write nameof(Z)", "X is written as a value, and an attribute takes the names of variables; write nameof(X)")]
    [InlineData("[Model] public partial record M([P<Normall>(nameof(Z))] Tensor X, [P<Normal>, Q<Normal>] Tensor Z);", "Z has no shape; write [Shape(n)] with its number of values, or several sizes such as [Shape(1, 28, 28)]", "Normall cannot be used as a density: there is no type of this name here; did you mean Normal?")]
    public void What_the_compiler_rejects_is_left_to_it_as_far_as_it_can_know(string declaration, params string[] messages)
    {
        var generation = Generation.Run(Usings + declaration);

        Assert.Contains(generation.Diagnostics, diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);
        var said = Analysis.Of(generation).Select(diagnostic => diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(messages.Length, said.Length);
        Assert.All(messages.Zip(said), pair => Assert.StartsWith(pair.First, pair.Second, StringComparison.Ordinal));
        Assert.Equal(messages.Length, generation.Result.Diagnostics.Length);
    }

    /// <summary>The command line's compiler ends where a declaration does not compile, before analyzers run; an editor has both. So one of the two speaks, and it is the generator there.</summary>
    [Theory]
    [InlineData("[Model] public partial record M([Shape(4), P<Missing>(nameof(Z))] Tensor X, [Shape(2), P<Normal>, Q<Normal>] Tensor Z);", "HIW0024")]
    [InlineData("[Model] public partial record M([Shape(4), P<Normal>(nameof(Zz))] Tensor X, [Shape(2), P<Normal>, Q<Normal>] Tensor Z);", "HIW0015")]
    [InlineData("[Model] public record M" + Body + ";", "HIW0001")]
    [InlineData("[Model] public partial record struct M" + Body + ";", "HIW0002")]
    [InlineData("[Model] public partial class M" + Body + ";", "HIW0002")]
    [InlineData("[Network, Dense(3)] public partial record struct Trunk;", "HIW0052")]
    [InlineData("[Network, Dense(3)] public record Trunk;", "HIW0051")]
    public void What_the_compiler_ends_at_the_generator_reports_and_the_analyzers_keep_hidden(string declaration, string id)
    {
        var generation = Generation.Run(Usings + declaration);

        Assert.Equal(id, Assert.Single(generation.Result.Diagnostics).Id);
        var hidden = Assert.Single(Analysis.Analyzers(generation.Output));
        Assert.Equal((id, DiagnosticSeverity.Hidden), (hidden.Id, hidden.Severity));
        Assert.Equal(generation.Result.Diagnostics[0].GetMessage(), hidden.GetMessage());
        Assert.Equal(generation.Result.Diagnostics[0].Location.GetLineSpan(), hidden.Location.GetLineSpan());
    }

    [Theory]
    [InlineData("[Model] public partial record M([P<Normal>(nameof(Z))] Tensor X, [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);", "HIW0005")]
    [InlineData("[Network, Dense(0)] public partial record Trunk;", "HIW0054")]
    public void Where_the_compiler_goes_on_the_analyzers_report_alone(string declaration, string id)
    {
        var generation = Generation.Run(Usings + declaration);

        Assert.Empty(generation.Result.Diagnostics);
        var reported = Assert.Single(Analysis.Analyzers(generation.Output));
        Assert.Equal((id, DiagnosticSeverity.Error), (reported.Id, reported.Severity));
    }

    private static void Compiles(Generation generation)
    {
        Assert.Empty(generation.Diagnostics);
        Assert.NotEmpty(generation.Result.GeneratedSources);
        Assert.Empty(Analysis.Of(generation));
    }
}
