namespace Hiwae.Consumer.Tests;

/// <summary>The project of docs/your-project.md, to the letter.</summary>
public class YourProjectTests
{
    private static readonly (string, string)[] Around =
        [("Mine.csproj", Documentation.Project), ("Program.cs", Documentation.Program), ("Usings.cs", Documentation.Usings)];

    [Fact]
    public void A_project_of_ones_own_builds_without_a_warning_and_trains()
    {
        using var project = new UserProject([.. Around, ("Tiny.cs", Documentation.Model)]);

        var built = project.Build();
        Assert.True(built.Status == 0, built.ToString());
        Assert.Contains("0 Warning(s)", built.Output);

        var run = project.File("run");
        var trained = project.Run(
            "train", "tiny", "--data", "glyphs", "--epochs", "1", "--samples", "2", "--batch", "500", "--limit", "20", "--test-samples", "4", "--threads", "1",
            "--out", run);
        Assert.True(trained.Status == 0, trained.ToString());
        Assert.True(File.Exists(Path.Combine(run, "run.json")), trained.ToString());
    }

    [Fact]
    public void A_mistake_fails_the_build_with_its_id_its_place_and_the_remedy()
    {
        using var project = new UserProject([.. Around, ("Biased.cs", Documentation.Mistake)]);

        var built = project.Build();

        Assert.Equal(1, built.Status);
        Assert.Contains(project.File(Documentation.Message), built.Output);
        Assert.Contains("0 Warning(s)", built.Output);
    }
}
