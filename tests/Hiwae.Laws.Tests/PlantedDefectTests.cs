namespace Hiwae.Laws.Tests;

/// <summary>The laws can fail: each is shown a model with a defect, which must break it, and the true model, which must not.</summary>
public sealed class PlantedDefectTests
{
    [Fact]
    public void Forgetting_log_K_is_found() => Breaks(
        new ChangedTerms<LinearIwae>(proposal => proposal.LogWeights),
        "weights-sum-to-one", "more-samples", "same-mean", "bounded", "total-probability", "closed-form");

    [Fact]
    public void Forgetting_log_r_is_found() => Breaks(
        new ChangedProposal<LinearBalance>(proposal => proposal with { LogWeights = proposal.LogWeights - LogDensity(proposal, FactorKind.R) }),
        "log-weights", "total-probability", "closed-form");

    [Fact]
    public void Forgetting_r_altogether_is_found() => Breaks(
        new ChangedProposal<LinearBalance>(proposal => proposal with
        {
            LogWeights = proposal.LogWeights - LogDensity(proposal, FactorKind.R),
            Factors = [.. proposal.Factors.Where(f => f.Kind != FactorKind.R)],
        }),
        "log-weights", "total-probability", "closed-form");

    /// <summary>Each pair of samples with opposite noise has what no sharing of z0 gives.</summary>
    [Fact]
    public void Exchangeable_proposals_that_are_no_longer_drawn_independently_are_found() =>
        Breaks(new ChangedNoise<LinearExchangeable>(noise => new Opposite(noise)), "sharing-alone");

    [Fact]
    public void A_floor_or_a_ceiling_that_is_none_is_found()
    {
        var terms = new double[,] { { 0, -3 }, { -1, -1 }, { -2, -0.5 }, { -5, 0 } };
        Assert.True(CouplingLaws.Limits(terms, DatumReport.Of).Holds);
        Assert.False(CouplingLaws.Limits(terms, pair => DatumReport.Of(pair) with { CorrelationFloor = 0 }).Holds);
        Assert.False(CouplingLaws.Limits(terms, pair => DatumReport.Of(pair) with { CouplingCeiling = 0 }).Holds);
    }

    [Fact]
    public void A_wrong_sign_is_found() => Breaks(
        new ChangedProposal<LinearExchangeable>(proposal => proposal with { LogWeights = proposal.LogWeights - (2 * LogDensity(proposal, FactorKind.R)) }),
        "log-weights", "total-probability", "closed-form");

    [Fact]
    public void Weights_that_are_normalised_over_the_batch_are_found() => Breaks(
        new ChangedProposal<LinearLearned>(proposal => proposal with { LogMixture = proposal.LogWeights.detach().log_softmax(0) - Math.Log(proposal.LogWeights.shape[1]) }),
        "other-data", "weights-sum-to-one");

    [Fact]
    public void Forgetting_that_the_draws_of_a_head_share_its_weight_is_found()
    {
        LawOptions options = new() { Tests = 60 }; // Where each head draws once, nothing is missing.
        Breaks(new WithoutDraws<LinearHeads>(), options, "weights-sum-to-one", "equal-heads", "one-head", "more-draws", "same-mean", "closed-form");
        Breaks(new WithoutDraws<LinearHeadsShared>(), options, "weights-sum-to-one", "one-head", "more-draws", "same-mean");
        Breaks(new WithoutDraws<LinearHeadsLearned>(), options, "weights-sum-to-one", "one-head", "more-draws", "same-mean");
        Breaks(new WithoutDraws<LinearHeadsMaximum>(), options, "weights-sum-to-one", "one-head", "more-draws", "same-mean");
    }

    [Fact]
    public void A_mixture_of_which_each_sample_counts_its_own_head_alone_is_found() =>
        Breaks(new OwnHeadAlone<LinearHeads>(), new LawOptions { Tests = 30 }, "weights-sum-to-one", "equal-heads", "same-mean", "total-probability", "closed-form");

    [Fact]
    public void Draws_of_a_head_whose_logarithms_are_averaged_are_found() => Breaks(
        new ChangedEstimate<LinearHeads>(proposal => proposal.LogTerms().mean([-1]) + Math.Log(proposal.LogWeights.shape[1])),
        "more-draws", "total-probability", "closed-form");

    /// <summary>In one of several cases: where the next head is nearly the same, the mean hardly moves.</summary>
    [Fact]
    public void Off_by_one_in_the_plate_is_found() => Breaks(new NextHead(), new LawOptions { Tests = 30 }, "same-mean", "total-probability", "closed-form");

    [Fact]
    public void One_sample_too_few_in_the_plate_is_found() => Breaks(
        new ChangedProposal<LinearIwae>(proposal => proposal.LogWeights.shape[1] == 1 ? proposal : proposal with
        {
            LogWeights = proposal.LogWeights.narrow(1, 1, proposal.LogWeights.shape[1] - 1),
        }),
        "log-weights");

    [Fact]
    public void Overflow_of_the_exponential_is_found() => Breaks(
        new ChangedEstimate<LinearIwae>(proposal => proposal.LogTerms().exp().sum(-1).log()),
        "far-weights");

    [Fact]
    public void The_mean_of_logarithms_for_the_logarithm_of_the_mean_is_found() => Breaks(
        new ChangedEstimate<LinearIwae>(proposal => proposal.LogWeights.mean([-1])),
        "more-samples", "total-probability", "closed-form", "impossible-samples");

    /// <summary>Smaller parameters do not make them numbers, so that they are judged as they are.</summary>
    [Fact]
    public void Draws_that_are_not_numbers_are_found() => Breaks(
        new ChangedNoise<LinearBalance>(noise => new Spoiled(noise)),
        "log-weights", "one-sample", "equal-heads", "more-groups", "other-data");

    [Fact]
    public void Stale_noise_is_found() => Breaks(
        new ChangedNoise<LinearExchangeable>(noise => Noise.FromSeed(5, dtype: noise.DType)),
        "fresh-draws");

    [Fact]
    public void The_same_draw_for_all_samples_is_found() => Breaks(
        new ChangedNoise<LinearExchangeable>(noise => new FirstSampleOnly(noise)),
        "fresh-draws");

    [Fact]
    public void Learned_weights_that_do_not_sum_to_one_are_found() => Breaks(
        new ChangedTerms<LinearLearned>(proposal => proposal.LogTerms() + 0.1),
        "weights-sum-to-one", "equal-heads", "total-probability", "closed-form");

    [Fact]
    public void Balance_weights_over_the_wrong_samples_are_found() => Breaks(
        new ChangedProposal<LinearMixture>(proposal => proposal with { LogMixture = proposal.LogMixture!.flip(1) }),
        new LawOptions { Tests = 30 }, // Where one head has all samples, none is wrong.
        "closed-form");

    [Fact]
    public void Weights_that_depend_on_the_place_in_the_plate_are_found() => Breaks(
        new ChangedProposal<LinearIwae>(proposal => proposal with
        {
            LogMixture = arange(proposal.LogWeights.shape[1], dtype: ScalarType.Float64).log_softmax(0).unsqueeze(0).expand(proposal.LogWeights.shape),
        }),
        "order-of-samples", "more-samples");

    [Fact]
    public void A_power_that_is_not_undone_is_found() => Breaks(
        new ChangedPowers<LinearAlpha>((proposal, alpha) => proposal.LogTerms() * (1 - alpha)),
        "decreasing-in-alpha", "bounded-at-alpha", "alpha-to-one");

    [Fact]
    public void Alpha_for_one_minus_alpha_is_found()
    {
        Tensor Powers<TModel>(Proposal<TModel> proposal, double alpha) where TModel : class, IModel<TModel> => proposal.LogPowers(1 - alpha) * ((1 - alpha) / alpha);
        Breaks(new ChangedPowers<LinearAlpha>(Powers), "alpha-at-zero", "alpha-to-one", "decreasing-in-alpha");
        Breaks(new ChangedPowers<LinearAlphaBalance>(Powers), "alpha-at-zero", "alpha-to-one");
    }

    [Fact]
    public void Powers_of_balance_weights_without_their_mixture_are_found() => Breaks(
        new ChangedPowers<LinearAlphaBalance>((proposal, alpha) => (proposal.LogWeights * (1 - alpha)) + proposal.LogMixture!),
        "alpha-to-one");

    [Fact]
    public void Powers_of_learned_weights_too_are_found() => Breaks(
        new ChangedPowers<LinearAlphaLearned>((proposal, alpha) => (proposal.LogTerms() * (1 - alpha)) - (alpha * Math.Log(proposal.LogWeights.shape[1]))),
        "alpha-to-one");

    [Fact]
    public void Chains_that_do_not_count_every_temperature_are_found() => Breaks(new ChangedChains<LinearIwae>(logs => [.. logs.Select(log => 0.9 * log)]), "annealed");

    [Fact]
    public void A_model_that_throws_breaks_the_laws() => Breaks(
        new ChangedProposal<LinearIwae>(_ => throw new InvalidOperationException("planted")),
        "log-weights", "total-probability");

    [Fact]
    public void Gradients_that_are_not_numbers_are_found()
    {
        Breaks(new LostGradients<LinearIwae>(Gradient.DoublyReparameterised), "doubly-reparameterised");
        Breaks(new LostGradients<LinearIwae>(Gradient.Reparameterised), "sticking-the-landing");
    }

    [Fact]
    public void What_replays_a_broken_law_names_every_option_it_depends_on()
    {
        LawResult[] broken = [new("unnormalised", "bounded", LawOutcome.Broken, 1, 3)];
        string Message(LawOptions options) => new LawBrokenException([.. broken], "Unnormalised", options).Message;
        Assert.Contains("ModelLaws.Check<Unnormalised>(new() { Seed = 3, Tests = 50 }), or with verify unnormalised --tests 50 --seed 3", Message(new() { Seed = 3, Tests = 50 }), StringComparison.Ordinal);
        Assert.EndsWith("(new() { Seed = 3, LogNormaliser = 0.5 }) and the same Data.", Message(new() { Seed = 3, LogNormaliser = 0.5, Data = (_, _) => default }), StringComparison.Ordinal);
    }

    [Fact]
    public void A_density_of_the_data_that_is_not_normalised_is_found() => Breaks<UnnormalisedData>("total-probability");

    [Fact]
    public void A_reverse_factor_that_is_not_normalised_is_found() => Breaks<UnnormalisedReverse>("closed-form");

    [Fact]
    public void A_proposal_that_is_not_normalised_is_found() => Breaks<UnnormalisedProposal>("same-mean", "closed-form");

    /// <summary>Every law that is named is broken by the defect, with a counterexample, and not by the true model.</summary>
    private static void Breaks<TModel>(Subject<TModel> defective, params string[] names) where TModel : class, IModel<TModel> =>
        Breaks(defective, new LawOptions(), names);

    private static void Breaks<TModel>(Subject<TModel> defective, LawOptions options, params string[] names) where TModel : class, IModel<TModel>
    {
        foreach (var name in names)
        {
            var law = Suite.Of<TModel>(options).Single(law => law.Name == name);
            var found = Suite.Verify(defective, law, options);
            Assert.True(found.Outcome == LawOutcome.Broken, $"The defect is not found: {found}");
            Assert.NotNull(found.Counterexample);
            var healthy = Suite.Verify(new Subject<TModel>(), law, options);
            Assert.True(healthy.Outcome == LawOutcome.Holds, healthy.ToString());
        }
    }

    /// <summary>A declaration that is defective itself: its one line in a test project fails, and names the law.</summary>
    private static void Breaks<TModel>(params string[] names) where TModel : class, IModel<TModel>
    {
        var error = Assert.Throws<LawBrokenException>(() => ModelLaws.Check<TModel>());
        Assert.Superset(names.ToHashSet(), error.Broken.Select(law => law.Name).ToHashSet());
        Assert.Contains($"ModelLaws.Check<{typeof(TModel).Name}>(new() {{ Seed = 1 }})", error.Message, StringComparison.Ordinal);
    }

    private static Tensor LogDensity<TModel>(Proposal<TModel> proposal, FactorKind kind) where TModel : class, IModel<TModel> =>
        proposal.Factors.Single(f => f.Kind == kind).LogDensity;
}
