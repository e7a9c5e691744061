using Hiwae.Generators.Tests.Declared;
using Hiwae.Generators.Tests.Harness;

namespace Hiwae.Generators.Tests;

public class CompilationTests
{
    public static TheoryData<string> Models => Examples.Names;

    [Theory, MemberData(nameof(Models))]
    public void Emitted_code_compiles_without_a_warning(string model)
    {
        var generation = Generation.Run(Examples.All[model]);

        Assert.Equal(2, generation.Result.GeneratedSources.Length);
        Assert.Empty(generation.Diagnostics);
    }

    [Fact]
    public void All_models_compile_together()
    {
        var generation = Generation.Run(Examples.All.Values);

        Assert.Equal(Examples.All.Count + 1, generation.Result.GeneratedSources.Length);
        Assert.Empty(generation.Diagnostics);
    }
}
