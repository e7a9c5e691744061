using Hiwae.Generators.Tests.Declared;
using Hiwae.Generators.Tests.Harness;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hiwae.Generators.Tests;

public class CachingTests
{
    private static readonly string[] Steps =
    [
        TrackingNames.Declarations, TrackingNames.Checks, TrackingNames.Plans, TrackingNames.FileNames,
        TrackingNames.Models, TrackingNames.Entries, TrackingNames.Catalogue,
    ];

    [Fact]
    public void An_edit_elsewhere_recomputes_nothing()
    {
        var sources = Examples.All.Values.Append("internal static class Elsewhere { }").ToArray();
        var compilation = Compilations.Of(sources);
        var first = Generation.Run(compilation);

        var second = first.Rerun(Edit(compilation, sources.Length - 1, "internal static class Elsewhere { internal static int Two => 2; }"));

        foreach (var step in Steps)
            Assert.All(Reasons(second, step), reason => Assert.True(IsReused(reason), $"{step}: {reason}"));
        Assert.Equal(Examples.All.Count, Reasons(second, TrackingNames.Models).Count);
        Assert.All(
            second.Result.TrackedOutputSteps.SelectMany(steps => steps.Value).SelectMany(step => step.Outputs),
            output => Assert.Equal(IncrementalStepRunReason.Cached, output.Reason));
    }

    [Fact]
    public void A_comment_inside_a_model_recomputes_nothing_after_parsing()
    {
        var sources = Examples.All.Values.ToArray();
        var compilation = Compilations.Of(sources);

        var second = Generation.Run(compilation).Rerun(Edit(compilation, 0, sources[0] + "\n// A remark."));

        foreach (var step in Steps)
            Assert.All(Reasons(second, step), reason => Assert.True(IsReused(reason), $"{step}: {reason}"));
    }

    [Fact]
    public void An_edit_inside_a_model_recomputes_that_model_only()
    {
        var sources = Examples.All.Values.ToArray();
        var compilation = Compilations.Of(sources);

        var second = Generation.Run(compilation).Rerun(Edit(compilation, 0, sources[0].Replace("[Shape(50)", "[Shape(40)")));

        foreach (var step in new[] { TrackingNames.Declarations, TrackingNames.Checks, TrackingNames.Plans, TrackingNames.Models })
        {
            var reasons = Reasons(second, step);
            Assert.Equal(sources.Length, reasons.Count);
            Assert.Equal(IncrementalStepRunReason.Modified, Assert.Single(reasons, reason => !IsReused(reason)));
        }

        Assert.All(Reasons(second, TrackingNames.Catalogue), reason => Assert.True(IsReused(reason), reason.ToString()));
    }

    [Fact]
    public void An_edit_inside_a_network_leaves_the_models_alone_that_see_the_same_shapes()
    {
        string[] sources = [Everything.Networks, Everything.Model, Everything.Posteriors];
        var compilation = Compilations.Of(sources);

        var second = Generation.Run(compilation).Rerun(Edit(compilation, 0, sources[0].Replace("Conv(16, ", "Conv(24, ")));

        Assert.All(Reasons(second, TrackingNames.Declarations), reason => Assert.Equal(IncrementalStepRunReason.Modified, reason));
        foreach (var step in new[] { TrackingNames.Checks, TrackingNames.Plans, TrackingNames.Models, TrackingNames.Catalogue })
            Assert.All(Reasons(second, step), reason => Assert.True(IsReused(reason), $"{step}: {reason}"));
        Assert.Contains("Conv(24,", second.File("N.Encoder-network"));
    }

    [Fact]
    public void An_edit_inside_a_network_recomputes_the_models_that_see_another_shape()
    {
        string[] sources = [Everything.Networks, Everything.Model, Everything.Posteriors];
        var compilation = Compilations.Of(sources);

        var second = Generation.Run(compilation).Rerun(Edit(compilation, 0, sources[0].Replace("Flatten, Dense(100)", "Flatten, Dense(60)")));

        Assert.Equal(IncrementalStepRunReason.Modified, Assert.Single(Reasons(second, TrackingNames.Models), reason => !IsReused(reason)));
        Assert.Contains("context: 60", second.File("N.Everything"));
    }

    [Fact]
    public void A_new_name_changes_the_catalogue()
    {
        var sources = Examples.All.Values.ToArray();
        var compilation = Compilations.Of(sources);
        var named = Examples.All.Keys.ToList().IndexOf("HiwaeBalance");

        var second = Generation.Run(compilation).Rerun(Edit(compilation, named, sources[named].Replace("\"hiwae\"", "\"other\"")));

        Assert.Equal([IncrementalStepRunReason.Modified], Reasons(second, TrackingNames.Catalogue));
    }

    private static Microsoft.CodeAnalysis.Compilation Edit(CSharpCompilation compilation, int position, string source) =>
        compilation.ReplaceSyntaxTree(compilation.SyntaxTrees[position], Compilations.Tree(source, position));

    private static IReadOnlyList<IncrementalStepRunReason> Reasons(Generation generation, string step) =>
        [.. generation.Result.TrackedSteps[step].SelectMany(run => run.Outputs).Select(output => output.Reason)];

    private static bool IsReused(IncrementalStepRunReason reason) =>
        reason is IncrementalStepRunReason.Cached or IncrementalStepRunReason.Unchanged;
}
