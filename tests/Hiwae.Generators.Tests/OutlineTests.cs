using Hiwae.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests;

public class OutlineTests
{
    private const string Wrong = """
        [Model] public sealed partial record M([Shape(4), P<Bernoulli>({|HIW0015:"Zz"|})] Tensor X, [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

        """;

    /// <summary>Every way of naming a model, where the compiler binds types and where it binds bodies.</summary>
    private const string Uses = """
        internal static class Use
        {
            internal static M.Network? Field = null;
            internal static int Count => M.Description.Samples + DeclaredModels.All.Count;
            internal static ModelNetwork<M> Make(Noise noise) => M.CreateNetwork(noise);
            internal static Tensor Bound(M.Network network, Tensor x, Noise noise) => network.Propose(x, 1, noise).LogEstimate();
            internal static TOther Any<TOther>(TOther model) where TOther : class, IModel<TOther> => model;
            internal static M Same(M model) => Any(model);
        }
        """;

    [Fact]
    public void Code_that_uses_a_wrong_model_has_no_error_of_its_own() => Verify(Wrong + Uses);

    [Fact]
    public void So_it_is_in_a_type_and_beside_a_broken_network()
    {
        Verify("public static partial class Outer { " + Wrong + " } internal static class Use { internal static Outer.M.Network? Field = null; }");
        Verify("""
            [Network, Dense({|HIW0054:0|})] public sealed partial record Net;
            [Model] public sealed partial record M([Shape(4), P<Bernoulli>(nameof(Z), Net = typeof(Net))] Tensor X, [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

            """ + Uses);
    }

    [Fact]
    public void A_parent_that_the_compiler_does_not_know_leaves_nothing_else_to_mend()
    {
        var generation = Generation.Run(Preamble + Wrong.Replace("{|HIW0015:\"Zz\"|}", "nameof(Zz)") + Uses);

        Assert.Equal("CS0103", Assert.Single(generation.Diagnostics).Id);
        Assert.Equal("HIW0015", Assert.Single(Of(generation)).Id);
    }

    [Fact]
    public void An_edit_elsewhere_spares_the_outline()
    {
        var compilation = Compilations.Of(Preamble + Markup.Parse(Wrong).Code, "internal static class Elsewhere { }");
        var second = Generation.Run(compilation).Rerun(compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[1], Compilations.Tree("internal static class Elsewhere { internal static int Two => 2; }", 1)));

        var output = Assert.Single(second.Result.TrackedSteps[TrackingNames.Outlines].SelectMany(run => run.Outputs));
        Assert.True(output.Reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged, output.Reason.ToString());
    }

    [Fact]
    public void A_mended_model_replaces_its_outline()
    {
        var wrong = Preamble + Markup.Parse(Wrong).Code + Uses;
        var compilation = Compilations.Of(wrong);
        var mended = Generation.Run(compilation).Rerun(compilation.ReplaceSyntaxTree(
            compilation.SyntaxTrees[0], Compilations.Tree(wrong.Replace("\"Zz\"", "nameof(Z)"), 0)));

        Assert.Contains("CheckObservation", mended.File("Declared.M"));
        Assert.Empty(mended.Diagnostics);
    }
}
