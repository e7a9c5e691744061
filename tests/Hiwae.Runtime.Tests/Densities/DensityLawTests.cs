using Hiwae.Runtime.Tests.Laws;

namespace Hiwae.Runtime.Tests.Densities;

/// <summary>What every family of densities must obey. Another one is one more line of <see cref="DensityCases"/>.</summary>
public sealed class DensityLawTests
{
    public static TheoryData<string> Names => [.. DensityCases.All.Select(density => density.Name)];

    public static TheoryData<string> PointwiseNames => [.. DensityCases.All.Where(density => density is IPointwiseCase).Select(density => density.Name)];

    [Theory, MemberData(nameof(Names))]
    public void The_log_density_is_the_closed_form(string name) => Holds(seed => Case(name).IsTheClosedForm(seed));

    [Theory, MemberData(nameof(Names))]
    public void Raw_zeros_are_the_standard_member(string name) => Holds(Case(name).ZerosAreStandard());

    [Theory, MemberData(nameof(Names))]
    public void It_integrates_to_one(string name) => Holds(seed => Case(name).IntegratesToOne(seed), 5);

    [Theory, MemberData(nameof(Names))]
    public void Draws_have_the_density(string name) => Holds(seed => Case(name).DrawsHaveTheDensity(seed), 2);

    [Theory, MemberData(nameof(Names))]
    public void The_mean_is_the_mean(string name) => Holds(seed => Case(name).MeanIsTheMean(seed), 5);

    [Theory, MemberData(nameof(Names))]
    public void Values_and_gradients_are_finite_at_extreme_parameters(string name)
    {
        Holds(Case(name).IsFiniteAtExtremes(ScalarType.Float64));
        Holds(Case(name).IsFiniteAtExtremes(ScalarType.Float32));
    }

    [Theory, MemberData(nameof(Names))]
    public void Draws_are_finite_at_extreme_parameters(string name)
    {
        Holds(Case(name).DrawsAreFiniteAtExtremes(ScalarType.Float64));
        Holds(Case(name).DrawsAreFiniteAtExtremes(ScalarType.Float32));
    }

    [Theory, MemberData(nameof(Names))]
    public void Draws_and_means_at_extreme_parameters_are_in_the_support(string name)
    {
        Holds(Case(name).DrawsAndMeansAreInTheSupport(ScalarType.Float64));
        Holds(Case(name).DrawsAndMeansAreInTheSupport(ScalarType.Float32));
    }

    [Theory, MemberData(nameof(Names))]
    public void What_is_no_number_stays_none(string name)
    {
        Holds(Case(name).WhatIsNoNumberStaysNone(ScalarType.Float64));
        Holds(Case(name).WhatIsNoNumberStaysNone(ScalarType.Float32));
    }

    [Theory, MemberData(nameof(Names))]
    public void Single_precision_says_what_double_precision_says(string name) => Holds(Case(name).PrecisionsAgree());

    [Theory, MemberData(nameof(Names))]
    public void Draws_carry_a_gradient_if_the_attribute_says_so(string name) => Holds(Case(name).AttributeTellsTheTruth());

    [Theory, MemberData(nameof(Names))]
    public void Gradients_of_draws_are_the_limit_of_differences(string name) => Holds(seed => Case(name).DrawsMoveAsTheirGradients(seed));

    [Theory, MemberData(nameof(Names))]
    public void Velocities_are_those_of_draws(string name) => Holds(seed => Case(name).VelocitiesAreThoseOfDraws(seed));

    [Theory, MemberData(nameof(Names))]
    public void The_mean_gradient_of_draws_is_the_gradient_of_the_mean(string name) =>
        Holds(seed => Case(name).MeanGradientIsTheGradientOfTheMean(seed), 3);

    [Theory, MemberData(nameof(Names))]
    public void Leading_dimensions_broadcast(string name) => Holds(seed => Case(name).Broadcasts(seed), 5);

    [Theory, MemberData(nameof(Names))]
    public void A_mixture_is_the_weighted_sum_of_its_components(string name) => Holds(seed => Case(name).MixtureIsTheSum(seed));

    [Theory, MemberData(nameof(Names))]
    public void A_mixture_is_finite_at_extreme_weights_and_parameters(string name)
    {
        Holds(Case(name).MixtureIsFiniteAtExtremes(ScalarType.Float64));
        Holds(Case(name).MixtureIsFiniteAtExtremes(ScalarType.Float32));
    }

    [Theory, MemberData(nameof(Names))]
    public void Draws_of_a_mixture_have_its_density(string name) => Holds(seed => Case(name).MixtureDrawsHaveTheDensity(seed), 2);

    [Theory, MemberData(nameof(PointwiseNames))]
    public void Contributions_sum_to_the_log_density(string name) => Holds(seed => Pointwise(name).ContributionsSumToTheWhole(seed));

    [Theory, MemberData(nameof(PointwiseNames))]
    public void What_is_missing_is_left_out(string name) => Holds(seed => Pointwise(name).LeavesOutWhatIsMissing(seed));

    [Theory, MemberData(nameof(PointwiseNames))]
    public void Missing_values_do_no_harm(string name)
    {
        Holds(Pointwise(name).MissingValuesDoNoHarm(ScalarType.Float64));
        Holds(Pointwise(name).MissingValuesDoNoHarm(ScalarType.Float32));
    }

    private static DensityCase Case(string name) => DensityCases.All.Single(density => density.Name == name);

    private static IPointwiseCase Pointwise(string name) => (IPointwiseCase)Case(name);

    private static void Holds(Verdict verdict) => Assert.True(verdict.Holds, verdict.ToString());

    private static void Holds(Func<int, Verdict> law, int tests = 10) => Property.Holds(Property.Seeds, seed => Holds(law(seed)), tests);
}
