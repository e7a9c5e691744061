namespace Hiwae.Architecture.Tests;

/// <summary>Arrows between rooms go one way. CONTRIBUTING.md says what each room is for.</summary>
public sealed class RoomTests
{
    private static readonly ImmutableArray<Rooms> Projects = [Runtime()];

    public static TheoryData<string> Names => [.. Projects.Select(project => project.Project)];

    [Theory, MemberData(nameof(Names))]
    public void Every_arrow_is_in_the_list(string project)
    {
        var wrong = Find(project).Wrong();
        Assert.True(wrong.Count == 0, string.Join(Environment.NewLine, wrong));
    }

    [Theory, MemberData(nameof(Names))]
    public void The_list_has_no_circle(string project) => Assert.Null(Find(project).Circle());

    /// <summary>The test can fail: an arrow that is taken off the list is found, with the two types.</summary>
    [Fact]
    public void An_arrow_that_is_not_in_the_list_is_found()
    {
        var rooms = Find("Hiwae.Runtime");
        var wrong = rooms with { Uses = rooms.Uses.SetItem("Training", rooms.Uses["Training"].Remove("Compilation")) };
        Assert.Contains(wrong.Wrong(), line => line.StartsWith("Training → Compilation: Hiwae.Training.Trainer uses Hiwae.Compilation.", StringComparison.Ordinal));
        Assert.NotNull((rooms with { Uses = rooms.Uses.SetItem("Native", ["Training"]) }).Circle());
    }

    private static Rooms Find(string project) => Projects.Single(rooms => rooms.Project == project);

    private static Rooms Runtime()
    {
        var uses = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>();

        // Each of these may use those before it.
        Chain(["Native", "Randomness", "Formulas", "Language", "Programs", "Densities", "Networks", "Bounds", "Models", "Targets", "Compilation/Lanes", "Compilation/Elements", "Compilation/Kernels", "Compilation", "Evaluation"]);
        uses["Data"] = ["Native", "Randomness"];
        uses["Checkpoints"] = ["Native"];
        uses["Explanation"] = Before("Models");
        uses["Training"] = [.. Before("Evaluation"), "Evaluation", "Data", "Checkpoints"];
        uses["Reports"] = [.. Before("Evaluation"), "Evaluation"];
        uses[""] = [];
        return new("Hiwae.Runtime", "net10.0", uses.ToImmutable());

        void Chain(ImmutableArray<string> rooms)
        {
            for (var i = 0; i < rooms.Length; i++)
                uses[rooms[i]] = rooms[..i];
        }

        ImmutableArray<string> Before(string room) => [.. uses[room], room];
    }
}
