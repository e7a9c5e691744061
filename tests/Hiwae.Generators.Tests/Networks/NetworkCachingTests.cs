using Hiwae.Generators.Model;
using Hiwae.Generators.Tests.Declared;
using Hiwae.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hiwae.Generators.Tests.Networks;

public class NetworkCachingTests
{
    private const string Elsewhere = "internal static class Elsewhere { }";

    private static readonly string[] Steps =
        [TrackingNames.NetworkDeclarations, TrackingNames.ValidNetworks, TrackingNames.NetworkFileNames, TrackingNames.Networks];

    private static readonly string[] Sources = [DeclaredNetworks.Encoder, DeclaredNetworks.Decoder, Examples.Vae, Elsewhere];

    [Fact]
    public void An_edit_elsewhere_recomputes_nothing()
    {
        var second = Edited(3, Elsewhere.Replace("{ }", "{ internal static int Two => 2; }"));

        Assert.All(Steps.SelectMany(step => Reasons(second, step)), reason => Assert.True(IsReused(reason), reason.ToString()));
        Assert.Equal(2, Reasons(second, TrackingNames.Networks).Count);
        Assert.All(
            second.Result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void A_comment_inside_a_network_recomputes_nothing_after_parsing()
    {
        var second = Edited(0, DeclaredNetworks.Encoder.Replace("Flatten", "/* A remark. */ Flatten"));

        Assert.All(Steps.SelectMany(step => Reasons(second, step)), reason => Assert.True(IsReused(reason), reason.ToString()));
    }

    [Fact]
    public void An_edit_inside_a_network_recomputes_that_network_only()
    {
        var second = Edited(0, DeclaredNetworks.Encoder.Replace("Dense(100)", "Dense(90)"));

        foreach (var step in new[] { TrackingNames.NetworkDeclarations, TrackingNames.ValidNetworks, TrackingNames.Networks })
        {
            var reasons = Reasons(second, step);
            Assert.Equal(2, reasons.Count);
            Assert.Equal(IncrementalStepRunReason.Modified, Assert.Single(reasons, reason => !IsReused(reason)));
        }

        Assert.All(Reasons(second, TrackingNames.Models), reason => Assert.True(IsReused(reason), reason.ToString()));
    }

    [Fact]
    public void No_step_keeps_hold_of_the_compiler()
    {
        var result = Generation.Run(Sources).Result;
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);

        foreach (var step in Steps)
        {
            foreach (var (value, _) in result.TrackedSteps[step].SelectMany(run => run.Outputs))
                ModelGraphTests.Walk(value, step, seen);
        }

        Assert.Contains(seen, value => value is NetworkDeclaration);
        Assert.Contains(seen, value => value is LayerDeclaration);
    }

    private static Generation Edited(int position, string source)
    {
        var compilation = Compilations.Of(Sources);
        var edited = compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[position], Compilations.Tree(source, position));
        return Generation.Run(compilation).Rerun(edited);
    }

    private static IReadOnlyList<IncrementalStepRunReason> Reasons(Generation generation, string step) =>
        [.. generation.Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    private static bool IsReused(IncrementalStepRunReason reason) =>
        reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;
}
