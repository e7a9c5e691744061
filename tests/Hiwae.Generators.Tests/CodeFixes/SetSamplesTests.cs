using Hiwae.CodeFixes;
using static Hiwae.Generators.Tests.Harness.Fixing;

namespace Hiwae.Generators.Tests.CodeFixes;

public class SetSamplesTests
{
    [Theory]
    [InlineData("Samples = 5, Heads = 2", "Samples = 6, Heads = 2")]
    [InlineData("Heads = 4, Samples = 9, Name = \"m\"", "Heads = 4, Samples = 12, Name = \"m\"")]
    [InlineData("Samples = 3, Heads = 5", "Samples = 5, Heads = 5")]
    [InlineData("Heads = 5, Weights = Weights.Balance", "Samples = 5, Heads = 5, Weights = Weights.Balance")]
    public void Each_head_draws_as_often_as_the_others(string options, string mended) => Verify(Model(options), Model(mended), new SetSamples());

    private static string Model(string options) => $"""
        [Model({options})]
        public sealed partial record M(
            [Shape(4), P<Bernoulli>(nameof(Z))] Tensor X,
            [Shape(2), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Z);
        """;
}
