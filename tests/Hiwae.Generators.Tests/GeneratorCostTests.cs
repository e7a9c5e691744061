using Hiwae.Bench.Generator;
using Hiwae.Generators.Tests.Harness;

namespace Hiwae.Generators.Tests;

/// <summary>What the benchmark of the generator measures, but for the times.</summary>
public class GeneratorCostTests
{
    private const int Models = 12;

    private static readonly IReadOnlyList<string> References = [.. Compilations.Of().References.Select(reference => reference.Display!)];

    [Fact]
    public void An_edit_re_emits_the_model_that_it_is_in_and_nothing_else()
    {
        var cost = GeneratorCost.Measure(Models, References);

        Assert.Equal(ManyModels.Files(Models), cost.Emitted.Count);
        Assert.Equal([cost.Edited], cost.Inside.Reemitted);
        Assert.Empty(cost.Outside.Reemitted);
    }

    [Fact]
    public void The_models_are_right()
    {
        var generation = Generation.Run(ManyModels.Sources(Models));

        Assert.Empty(Analysis.Of(generation));
        Assert.Empty(generation.Diagnostics);
    }
}
