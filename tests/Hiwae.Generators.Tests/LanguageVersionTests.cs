using Hiwae.Generators.Tests.Declared;
using Hiwae.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hiwae.Generators.Tests;

/// <summary>The C# of the user's project, which emitted code is compiled as too.</summary>
public class LanguageVersionTests
{
    private const string Mixed = """
        using Hiwae;
        using static TorchSharp.torch;

        namespace N;

        /// <summary>A network without a list.</summary>
        [Network, Dense(8)]
        public sealed partial record Wide;

        /// <summary>A model without a list.</summary>
        [Model]
        public sealed partial record M(
            [Shape(4), P<Bernoulli>(nameof(Z), Net = typeof(Wide))] Tensor X,
            [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);
        """;

    [Fact]
    public void Everything_compiles_as_the_version_that_is_needed()
    {
        string[] sources = [.. Examples.All.Values, Everything.Networks, Everything.Model, Everything.Posteriors];
        var generation = Generation.Of(LanguageVersion.CSharp12, sources);

        Assert.Empty(generation.Diagnostics);
        Assert.Empty(Analysis.Of(generation));
        Assert.Contains("CheckObservation", generation.File("N.Everything"));
    }

    [Fact]
    public void A_target_too()
    {
        var ring = Everything.Unnormalised.Replace("params System.ReadOnlySpan", "System.ReadOnlySpan");

        Assert.Empty(Generation.Of(LanguageVersion.CSharp12, Everything.Networks, ring).Diagnostics);
    }

    [Fact]
    public void An_older_one_is_named_once_with_the_line_to_write_and_nothing_is_emitted()
    {
        var generation = Generation.Of(LanguageVersion.CSharp11, Mixed, Mixed.Replace("namespace N", "namespace Other").Replace("[Model]", "[Model(Name = \"other\")]"));

        var error = Assert.Single(Analysis.Of(generation));
        Assert.Equal(
            "The code of M is generated as C# 12, but this project is compiled as C# 11.0; write <LangVersion>12</LangVersion> or a later one in the project file, or remove its <LangVersion>",
            error.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(("HIW0060", DiagnosticSeverity.Error), (error.Id, error.Severity));
        Assert.Empty(generation.Result.GeneratedSources);
        Assert.Empty(generation.Diagnostics);
    }

    [Fact]
    public void A_project_without_declarations_may_be_of_any_version() =>
        Assert.Empty(Analysis.Of(Generation.Of(LanguageVersion.CSharp7_3, "internal static class Nothing { }")));
}
