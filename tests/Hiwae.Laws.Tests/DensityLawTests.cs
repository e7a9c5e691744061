namespace Hiwae.Laws.Tests;

/// <summary>A density that is not that of its own draws is found, and named, at the options that a verification has by default; sound ones are not.</summary>
public sealed class DensityLawTests
{
    private const string Name = "draws-have-the-density";

    [Fact]
    public void A_flow_without_its_determinant_is_found() => Finds<ForgottenDeterminant>("q(z | x), FlowWithoutDeterminant: the log-density does not match the sampler");

    [Fact]
    public void A_flow_with_the_opposite_determinant_is_found() => Finds<OppositeDeterminant>("q(z | x), FlowWithOppositeDeterminant: the log-density does not match the sampler");

    [Fact]
    public void A_density_of_the_data_that_is_too_wide_is_found() => Finds<WideDensityOfData>("p(x | z), TooWideDensity: the log-density does not match the sampler");

    [Fact]
    public void A_reverse_factor_whose_draws_are_too_wide_is_found() => Finds<WideDrawsOfReverse>("r(z0 | z, x), TooWideDraws: the log-density does not match the sampler");

    [Fact]
    public void Forgotten_constants_and_scales_are_found()
    {
        Finds<UnnormalisedData>("p(x | z), WithoutConstant: the log-density does not match the sampler: over draws v, the mean of g(v) / density(v) is");
        Finds<UnnormalisedReverse>("r(z0 | z, x), WithoutScale: ");
        Finds<UnnormalisedProposal>("q(z | x), WithoutScale: ");
    }

    [Fact]
    public void Defects_of_covariances_are_found()
    {
        Finds<TransposedProposal>("q(z | x), TransposedFactor: the log-density does not match the sampler");
        Finds<ForgottenDeterminantOfRank>("q(z | x), LowRankWithoutDeterminant: the log-density does not match the sampler");
    }

    /// <summary>Eight seeds each; the defects are found at all of them.</summary>
    [Fact]
    public void Defects_are_found_at_any_seed()
    {
        for (var seed = 1; seed <= 8; seed++)
        {
            Broken<ForgottenDeterminant>(seed);
            Broken<OppositeDeterminant>(seed);
            Broken<WideDensityOfData>(seed);
            Broken<WideDrawsOfReverse>(seed);
            Broken<TransposedProposal>(seed);
            Broken<ForgottenDeterminantOfRank>(seed);
        }
    }

    [Fact]
    public void The_message_says_which_density()
    {
        var error = Assert.Throws<LawBrokenException>(() => ModelLaws.Check<ForgottenDeterminant>());
        Assert.Contains("q(z | x), FlowWithoutDeterminant: the log-density does not match the sampler", error.Message, StringComparison.Ordinal);
    }

    /// <summary>Fifty seeds of each; a false alarm of one test has a probability of 10⁻⁶.</summary>
    [Theory]
    [InlineData(typeof(SoundFlowModel))]
    [InlineData(typeof(EveryFamily))]
    [InlineData(typeof(EveryCount))]
    [InlineData(typeof(LinearBalance))]
    [InlineData(typeof(LinearCovarianceIwae))]
    [InlineData(typeof(LinearLowRankBalance))]
    public void Sound_densities_raise_no_alarm(Type model) => DeclaredModels.All.Single(entry => entry.Accept(new TypeOf()) == model).Accept(new Sound());

    private static void Finds<TModel>(string finding) where TModel : class, IModel<TModel>
    {
        var result = Verify<TModel>(new());
        Assert.Equal(LawOutcome.Broken, result.Outcome);
        Assert.StartsWith(finding, result.Finding, StringComparison.Ordinal);
    }

    private static void Broken<TModel>(int seed) where TModel : class, IModel<TModel>
    {
        var result = Verify<TModel>(new() { Seed = seed });
        Assert.True(result.Outcome == LawOutcome.Broken, $"seed {seed}: {result}");
    }

    private static LawResult Verify<TModel>(LawOptions options) where TModel : class, IModel<TModel> =>
        Suite.Verify(new Subject<TModel>(), Suite.Of<TModel>(options).Single(law => law.Name == Name), options);

    private sealed class Sound : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            for (var seed = 1; seed <= 50; seed++)
            {
                var result = Verify<TModel>(new() { Seed = seed });
                Assert.True(result.Outcome == LawOutcome.Holds, $"seed {seed}: {result}");
            }

            return true;
        }
    }

    private sealed class TypeOf : IModelVisitor<Type>
    {
        public Type Visit<TModel>() where TModel : class, IModel<TModel> => typeof(TModel);
    }
}
