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

        Trains(project, "run", project.Run);

        var folder = project.File("published");
        var published = project.Publish(folder);
        Assert.True(published.Status == 0, published.ToString());
        Trains(project, "run of the published program", arguments => project.RunFrom(folder, arguments));
    }

    [Fact]
    public void The_first_thing_that_a_program_does_can_be_a_tensor()
    {
        using var project = new UserProject(
            Around[0], Around[2], ("Tiny.cs", Documentation.Model), ("Program.cs", "System.Console.WriteLine(TorchSharp.torch.ones(2, 3).sum().item<float>());"));

        var built = project.Build();
        Assert.True(built.Status == 0, built.ToString());
        var run = project.Run();
        Assert.True(run is { Status: 0, Output: "6\n" or "6\r\n" }, run.ToString());
    }

    [Fact]
    public void A_program_draws_and_decodes()
    {
        using var project = new UserProject(
            Around[0],
            Around[2],
            ("Tiny.cs", Documentation.Model),
            ("Program.cs", Documentation.Network + "System.Console.WriteLine(string.Join(' ', [.. images.shape, .. means.shape]) + (images.requires_grad || means.requires_grad));"));

        var built = project.Build();
        Assert.True(built.Status == 0, built.ToString());
        var run = project.Run();
        Assert.True(run is { Status: 0, Output: "16 784 1 784False\n" or "16 784 1 784False\r\n" }, run.ToString());
    }

    /// <summary>The compiler ends at its own errors before analyzers run; what is ours is said all the same, once, and of an older C# nothing else.</summary>
    [Fact]
    public void Errors_of_the_compiler_hide_none_of_ours()
    {
        using var project = new UserProject(
            [.. Around, ("Tiny.cs", Documentation.Model.Replace("P<Normal>", "P<Normall>").Replace("[Shape(784), P", "[P"))]);

        var built = project.Build();

        Assert.Equal(1, built.Status);
        Assert.Contains("error CS0246", built.Output);
        Assert.Contains("error HIW0024: Normall cannot be used as a density: there is no type of this name here; did you mean Normal?", built.Output);
        Assert.Contains("error HIW0005: X has no shape", built.Output);
    }

    [Theory]
    [InlineData("12", 0)]
    [InlineData("11", 1)]
    public void The_version_of_the_language_is_new_enough_or_named(string version, int status)
    {
        using var project = new UserProject(
            ("Mine.csproj", Documentation.Project.Replace("<Nullable>", $"<LangVersion>{version}</LangVersion><Nullable>")),
            Around[2],
            ("Program.cs", "System.Console.WriteLine();"),
            ("Tiny.cs", Documentation.Model.Replace("Hidden = [100]", "Hidden = new[] { 100 }")));

        var built = project.Build();

        Assert.True(built.Status == status, built.ToString());
        if (status == 0)
            Assert.Contains("0 Warning(s)", built.Output);
        else
            Assert.Contains("error HIW0060: The code of Tiny is generated as C# 12, but this project is compiled as C# 11.0; write <LangVersion>12</LangVersion>", built.Output);
        Assert.DoesNotContain("error CS", built.Output);
    }

    /// <summary>Both loops of the page, 1,500 turns each: as many tensors at the end as early on, and no more memory than what is around them takes.</summary>
    [Fact]
    public void A_loop_of_ones_own_stays_flat()
    {
        const string Program = """
            using TorchSharp;

            using var images = torch.rand(200, 784).round();
            foreach (var (name, loop) in new (string, Action<Tensor, int, Action<int, double>>)[] { ("run", Mine.Loop.Run), ("measure", Mine.Loop.Measure) })
            {
                var (early, last) = ((Tensors: 0L, Megabytes: 0L), 0.0);
                loop(images, 1500, (turn, bound) =>
                {
                    last = bound;
                    if (turn is 300 or 1499)
                    {
                        GC.Collect();
                        GC.WaitForPendingFinalizers();
                        var now = (Tensors: torch.Tensor.TotalCount, Megabytes: Environment.WorkingSet >> 20);
                        if (turn == 300)
                            early = now;
                        else
                            Console.WriteLine($"{name}: {now.Tensors - early.Tensors} tensors more, {(now.Megabytes - early.Megabytes > 64 ? "grows" : "flat")}, {(double.IsFinite(last) ? "finite" : "lost")}");
                    }
                });
            }
            """;
        using var project = new UserProject(
            Around[0], Around[2], ("Tiny.cs", Documentation.Model), ("Loop.cs", Documentation.Loop), ("Program.cs", Program));

        var built = project.Build();
        Assert.True(built.Status == 0, built.ToString());
        Assert.Contains("0 Warning(s)", built.Output);
        var run = project.Run();
        Assert.True(run.Status == 0, run.ToString());
        Assert.Equal(["run: 0 tensors more, flat, finite", "measure: 0 tensors more, flat, finite"], run.Output.ReplaceLineEndings("\n").TrimEnd().Split('\n'));
    }

    private static void Trains(UserProject project, string name, Func<string[], Outcome> run)
    {
        var folder = project.File(name);
        var trained = run(
            [
                "train", "tiny", "--data", "glyphs", "--epochs", "1", "--samples", "2", "--batch", "500", "--limit", "20", "--test-samples", "4", "--threads", "1",
                "--out", folder,
            ]);
        Assert.True(trained.Status == 0, trained.ToString());
        Assert.True(File.Exists(Path.Combine(folder, "run.json")), trained.ToString());
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
