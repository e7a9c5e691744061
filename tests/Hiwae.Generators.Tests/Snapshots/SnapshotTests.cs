using Hiwae.Generators.Tests.Declared;
using Hiwae.Generators.Tests.Harness;

namespace Hiwae.Generators.Tests.Snapshots;

public class SnapshotTests
{
    public static TheoryData<string> Models => Examples.Names;

    [Theory, MemberData(nameof(Models))]
    public void The_emitted_model_is_the_approved_one(string model) =>
        Snapshot.Matches(Generation.Run(Examples.All[model]).File("Hiwae.Models." + model), model);

    [Fact]
    public void The_catalogue_lists_all_models_by_name() =>
        Snapshot.Matches(Generation.Run(Examples.All.Values).File("declared-models"), "DeclaredModels");
}
