using Hiwae.Generators.Tests.Declared;
using Hiwae.Generators.Tests.Harness;

namespace Hiwae.Generators.Tests.Snapshots;

public class SnapshotTests
{
    /// <summary>One of each kind: the others differ from one of these in a word.</summary>
    public static TheoryData<string> Models => ["Iwae", "HiwaeBalance", "HiwaeDeep", "HiwaeConv", "CondHiwae", "HiwaeDecoupledShared", "Siwae", "HiwaeUniform"];

    [Theory, MemberData(nameof(Models))]
    public void The_emitted_model_is_the_approved_one(string model) =>
        Snapshot.Matches(Generation.Run(Examples.With(model)).File("Hiwae.Models." + model), model);

    [Theory]
    [InlineData(nameof(Everything), Everything.Model)]
    [InlineData(nameof(Everything.Posteriors), Everything.Posteriors)]
    [InlineData(nameof(Everything.Counts), Everything.Counts)]
    [InlineData(nameof(Everything.Flowing), Everything.Flowing)]
    [InlineData(nameof(Everything.Summed), Everything.Summed)]
    [InlineData(nameof(Everything.Unnormalised), Everything.Unnormalised, "HIW0067")]
    public void So_is_one_with_all_that_the_language_has(string name, string model, params string[] warnings)
    {
        var generation = Generation.Run(Everything.Networks, model);

        Assert.Equal(warnings, Analysis.Of(generation).Select(diagnostic => diagnostic.Id));
        Assert.Empty(generation.Diagnostics);
        Snapshot.Matches(generation.File("N." + name), name);
    }

    [Fact]
    public void The_catalogue_lists_all_models_by_name() =>
        Snapshot.Matches(Generation.Run(Examples.All.Values).File("declared-models"), "DeclaredModels");
}
