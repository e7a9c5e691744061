using Hiwae.Annealing;
using Hiwae.Compilation;
using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Annealing;

/// <summary>Chains on linear-Gaussian models, where p(x) is known: they are unbiased both ways, and a defect in any of their rules is found. Each statistic has a false-alarm rate of 10⁻⁶.</summary>
public sealed class ChainLawTests
{
    private const int Steps = 6;

    private static readonly ChainRules MissingAcceptance = new() { Accepts = (_, _) => true };
    private static readonly ChainRules WrongIncrements = new() { Increment = (betas, t) => betas[Math.Min(t + 1, betas.Length - 1)] - betas[t - 1] };
    private static readonly ChainRules ShiftedIncrements = new() { Increment = (betas, t) => t + 1 < betas.Length ? betas[t + 1] - betas[t] : betas[1] };
    private static readonly ChainRules WrongOrder = new() { Backwards = steps => Enumerable.Range(1, steps) };

    public static TheoryData<string> Models =>
    [
        .. DeclaredModels.All.Where(m => m.Description.Name.StartsWith("linear-", StringComparison.Ordinal) && ClosedForm.Obstacle(m.Description) is null).Select(m => m.Description.Name),
    ];

    [Theory, MemberData(nameof(Models))]
    public void Forward_weights_have_the_mean_of_p(string model) => Accept(model, new Forward(AnnealingStart.Prior, ChainRules.Right));

    [Theory]
    [InlineData("linear-iwae")]
    [InlineData("linear-chain")]
    [InlineData("linear-balance")]
    [InlineData("linear-masked")]
    public void So_they_have_from_a_density_with_the_moments_of_the_proposals(string model) => Accept(model, new Forward(AnnealingStart.Proposal, ChainRules.Right));

    [Theory]
    [InlineData("linear-iwae")]
    [InlineData("linear-conditional")]
    [InlineData("linear-masked")]
    [InlineData("linear-chain")]
    public void Backward_weights_of_simulated_data_have_the_mean_of_one_by_p(string model) => Accept(model, new Backward(ChainRules.Right));

    [Fact]
    public void A_missing_accept_step_is_found()
    {
        Assert.False(Find("linear-iwae").Accept(new Forward(AnnealingStart.Prior, MissingAcceptance)).Holds);
        Assert.False(Find("linear-iwae").Accept(new Backward(MissingAcceptance)).Holds);
    }

    [Fact]
    public void Wrong_increments_are_found()
    {
        Assert.False(Find("linear-iwae").Accept(new Forward(AnnealingStart.Prior, WrongIncrements)).Holds);
        Assert.False(Find("linear-iwae").Accept(new Forward(AnnealingStart.Prior, ShiftedIncrements)).Holds);
    }

    [Fact]
    public void A_chain_back_in_the_wrong_order_is_found() => Assert.False(Find("linear-iwae").Accept(new Backward(WrongOrder)).Holds);

    /// <summary>Forward ≤ log p(x) ≤ backward in the mean, and the more temperatures the nearer.</summary>
    [Theory]
    [InlineData(AnnealingStart.Prior, StepPath.Portable)]
    [InlineData(AnnealingStart.Prior, StepPath.Compiled)]
    [InlineData(AnnealingStart.Proposal, StepPath.Portable)]
    public void The_gap_shrinks_with_the_number_of_temperatures(AnnealingStart start, StepPath path)
    {
        using var scope = NewDisposeScope();
        using var network = RandomParameters.Network<LinearIwae>(Noise.FromSeed(7));
        using var simulation = AnnealedImportance.Simulate(network, 200, 1);
        double[] evidence = [.. Enumerable.Range(0, 200).Select(i => ClosedForm.LogMarginal(network, simulation.Data.Narrow(i, 1)))];
        var gaps = new List<double>();
        foreach (var steps in (int[])[2, 20, 100])
        {
            Sandwich[] found = [.. AnnealedImportance.Sandwiches(network, simulation, new() { Steps = steps, Chains = 4, Start = start, Step = path }).SelectMany(block => block)];
            Assert.Equal(evidence.Length, found.Length);
            var (below, belowError) = EstimatorLaws.MeanAndError([.. found.Zip(evidence, (pair, log) => log - pair.Forward.Value)]);
            var (above, aboveError) = EstimatorLaws.MeanAndError([.. found.Zip(evidence, (pair, log) => pair.Backward.Value - log)]);
            Assert.True(below > -Tail.Quantile * belowError, $"forward exceeds by {-below} ± {belowError}");
            Assert.True(above > -Tail.Quantile * aboveError, $"backward falls short by {-above} ± {aboveError}");
            gaps.Add(found.Average(pair => pair.Gap));
        }

        Assert.True(gaps[0] > (start == AnnealingStart.Prior ? 2 : 1) * gaps[1] && gaps[1] > gaps[2], string.Join(", ", gaps));
        Assert.True(gaps[2] < 0.1, $"{gaps[2]}");
    }

    private static ModelEntry Find(string name) => DeclaredModels.All.Single(model => model.Description.Name == name);

    private static void Accept(string model, IModelVisitor<Verdict> law)
    {
        var verdict = Find(model).Accept(law);
        Assert.True(verdict.Holds, $"{model}: {verdict}");
    }

    private sealed record Forward(AnnealingStart Start, ChainRules Rules) : IModelVisitor<Verdict>
    {
        public Verdict Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            var noise = Noise.FromSeed(11, dtype: ScalarType.Float64);
            using var network = RandomParameters.Network<TModel>(noise);
            var datum = RandomData.Of(TModel.Description, 1, noise);
            var found = AnnealedImportance.LogLikelihoods(network, datum, new() { Steps = Steps, Chains = 4000, Start = AnnealedImportance.PriorObstacle<TModel>() is null ? Start : AnnealingStart.Proposal }, Rules).Single().Single();
            return EstimatorLaws.Unbiased([.. found.LogWeights], ClosedForm.LogMarginal(network, datum));
        }
    }

    private sealed record Backward(ChainRules Rules) : IModelVisitor<Verdict>
    {
        private const int Data = 3000;

        public Verdict Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            var noise = Noise.FromSeed(12, dtype: ScalarType.Float64);
            using var network = RandomParameters.Network<TModel>(noise);
            var given = TModel.Description.Given.Any() ? RandomData.Of(TModel.Description, Data, noise).Given(TModel.Description) : default;
            using var simulation = AnnealedImportance.Simulate(network, Data, 2, given);
            var found = AnnealedImportance.Sandwiches(network, simulation, new() { Steps = Steps, Chains = 1 }, Rules).SelectMany(block => block).ToArray();
            return EstimatorLaws.Unbiased([.. found.Select((pair, i) => ClosedForm.LogMarginal(network, simulation.Data.Narrow(i, 1)) - pair.Backward.Value)], 0);
        }
    }
}
