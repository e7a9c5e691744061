using Hiwae.Generators.Tests.Declared;
using Hiwae.Generators.Tests.Harness;

namespace Hiwae.Generators.Tests;

public class CompilationTests
{
    public static TheoryData<string> Models => Examples.Names;

    [Theory, MemberData(nameof(Models))]
    public void Emitted_code_compiles_without_a_warning(string model)
    {
        var generation = Generation.Run(Examples.With(model));

        Assert.Equal(1 + Examples.With(model).Sum(Records), generation.Result.GeneratedSources.Length);
        Assert.Empty(generation.Diagnostics);
    }

    [Fact]
    public void All_models_compile_together()
    {
        var generation = Generation.Run(Examples.All.Values);

        Assert.Equal(1 + Examples.All.Values.Sum(Records), generation.Result.GeneratedSources.Length);
        Assert.Empty(generation.Diagnostics);
    }

    /// <summary>A model's own file, and one for each network beside it.</summary>
    private static int Records(string source) => source.Split("public sealed partial record").Length - 1;
}
