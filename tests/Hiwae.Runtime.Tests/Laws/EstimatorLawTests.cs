namespace Hiwae.Runtime.Tests.Laws;

/// <summary>Laws 1, 2 and 4 on random linear-Gaussian models of every structure and weighting; each test's false-alarm rate is 1e-6.</summary>
public sealed class EstimatorLawTests
{
    private const int Draws = 20_000;

    public static TheoryData<string> Structures => [.. DeclaredModels.All
        .Select(m => m.Description.Name)
        .Where(name => name.StartsWith("linear-", StringComparison.Ordinal))];

    [Theory, MemberData(nameof(Structures))]
    public void Estimator_is_unbiased_and_its_logarithm_a_bound(string model) =>
        DeclaredModels.All.Single(m => m.Description.Name == model).Accept(new BothLaws());

    [Fact]
    public void Every_structure_and_weighting_is_covered()
    {
        var covered = DeclaredModels.All.Select(m => m.Description)
            .Where(m => m.Name.StartsWith("linear-", StringComparison.Ordinal))
            .Select(m => (
                m.Weights,
                Proposals: m.Factors.Any(f => f is { Kind: FactorKind.Q, Distinct: true }),
                Reverse: m.Factors.Any(f => f is { Kind: FactorKind.R, Distinct: true }),
                m.HasSharedAuxiliary,
                Auxiliary: m.Variables.Any(v => v.Role == Role.Auxiliary)))
            .ToHashSet();
        var subset = new HashSet<(Weights, bool Proposals, bool Reverse, bool Shared, bool Auxiliary)>
        {
            (Weights.Uniform, false, false, false, false),
            (Weights.Uniform, false, false, false, true),
            (Weights.Uniform, false, false, true, true),
            (Weights.Uniform, true, false, false, false),
            (Weights.Uniform, true, false, true, true),
            (Weights.Uniform, true, true, true, true),
            (Weights.Uniform, true, true, false, true),
            (Weights.Balance, true, false, true, true),
            (Weights.Balance, true, false, false, true),
            (Weights.Balance, true, false, false, false),
            (Weights.Power, true, false, true, true),
            (Weights.Maximum, true, false, true, true),
            (Weights.Learned, true, true, true, true),
        };
        Assert.Superset(subset, covered);
    }

    public static TheoryData<string> Weighted => [.. DeclaredModels.All
        .Select(m => m.Description)
        .Where(m => m.Weights != Weights.Uniform && m.Weights != Weights.Learned && m.Name.StartsWith("linear-", StringComparison.Ordinal))
        .Select(m => m.Name)];

    [Theory, MemberData(nameof(Weighted))]
    public void Weights_sum_to_one_at_every_point(string model) =>
        DeclaredModels.All.Single(m => m.Description.Name == model).Accept(new Partition());

    private sealed class Partition : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            Property.Holds(Property.Seeds, seed =>
            {
                using var scope = NewDisposeScope();
                var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
                using var network = RandomParameters.Network<TModel>(noise);
                var verdict = EstimatorLaws.PartitionOfUnity(CommonPoint.LogMixtures(network, noise));
                Assert.True(verdict.Holds, verdict.ToString());
            });
            return true;
        }
    }

    private sealed class BothLaws : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            Property.Holds(Property.Seeds, seed =>
            {
                using var scope = NewDisposeScope();
                var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
                using var network = RandomParameters.Network<TModel>(noise);
                var datum = RandomData.Of(TModel.Description, 1, noise);
                var logMarginal = ClosedForm.LogMarginal(network, datum);
                Tensor LogTerms(Observation batch, Noise n) => network.Propose(batch, network.Samples, n).LogTerms();

                var unbiased = EstimatorLaws.Unbiased(LogTerms, datum, logMarginal, Draws, noise);
                Assert.True(unbiased.Holds, $"{TModel.Description.Name} is biased: {unbiased}");
                var bounded = EstimatorLaws.Bounded(LogTerms, datum, logMarginal, Draws, noise);
                Assert.True(bounded.Holds, $"{TModel.Description.Name} exceeds log p(x): {bounded}");
            }, tests: 10);
            return true;
        }
    }
}
