using Hiwae.Explanation;
namespace Hiwae.Runtime.Tests.Models;

public sealed class UnbiasednessTests
{
    [Fact]
    public void Weights_that_are_numbers_let_each_term_be_integrated_by_itself()
    {
        var argument = Text(Explained.Deep(Weights.Uniform, distinctReverse: true));
        Assert.Contains("π_j = 1/3 is a number", argument, StringComparison.Ordinal);
        Assert.Contains("so that they may differ", argument, StringComparison.Ordinal);
        Assert.DoesNotContain("(Σ_j π_j)", argument, StringComparison.Ordinal);

        // The variable that no other reverse factor is conditioned on goes first.
        Assert.True(
            argument.IndexOf("∫ r(z00 | z0, z) dz00 = 1", StringComparison.Ordinal)
            < argument.IndexOf("∫ r_j(z0 | z, x) dz0 = 1", StringComparison.Ordinal));
        Assert.Contains("E[π_j w_j] = ∫∫∫ π_j p(x | z) p(z) r_j(z0 | z, x) r(z00 | z0, z) dz0 dz00 dz", argument, StringComparison.Ordinal);
        Assert.Contains("E ŵ = Σ_j π_j ∫ p(x | z) p(z) dz = Σ_j π_j p(x) = p(x)", argument, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Weights.Balance, "Σ_j π_j = Σ_j q_j(z | z0, x) / Σ_i q_i(z | z0, x) = 1")]
    [InlineData(Weights.Power, "Σ_j π_j = Σ_j (q_j(z | z0, x))^β / Σ_i (q_i(z | z0, x))^β = 1, β = 1")]
    [InlineData(Weights.Maximum, "Σ_j π_j = 1: the proposal for which q_j(z | z0, x) is highest has all")]
    public void Weights_that_depend_on_the_point_need_the_sum_first_and_one_reverse_factor(Weights weights, string sum)
    {
        var argument = Text(Explained.Deep(weights));
        Assert.Contains(sum, argument, StringComparison.Ordinal);
        Assert.Contains("All proposals share the same r.", argument, StringComparison.Ordinal);
        Assert.Contains("that does not compile", argument, StringComparison.Ordinal);
        Assert.Contains("E ŵ = ∫∫∫ (Σ_j π_j) p(x | z) p(z) r(z0 | z, x) r(z00 | z0, z) dz0 dz00 dz", argument, StringComparison.Ordinal);
        Assert.Equal(weights == Weights.Maximum, Limits(Explained.Deep(weights)).Contains("That L_3 is finite", StringComparison.Ordinal));
    }

    [Fact]
    public void Without_an_auxiliary_it_is_importance_sampling()
    {
        var argument = Text(Explained.Mixture(Weights.Learned));
        Assert.Contains("π_j is a number, the same for every datum", argument, StringComparison.Ordinal);
        Assert.Contains("plain importance sampling", argument, StringComparison.Ordinal);
        Assert.DoesNotContain("reverse", argument + Limits(Explained.Mixture(Weights.Learned)), StringComparison.Ordinal);
        Assert.Contains("E ŵ = ∫ (Σ_j π_j) p(x | z) p(z) dz = ∫ p(x | z) p(z) dz = p(x)", Text(Explained.Mixture(Weights.Balance)), StringComparison.Ordinal);
    }

    [Fact]
    public void One_sample_has_one_weight()
    {
        var argument = Text(Explained.Posterior);
        Assert.StartsWith("Everything is conditional on y, which is given.", argument, StringComparison.Ordinal);
        Assert.Contains("E w_1 = ∫∫ p(x | z2) p_θ(z1) p(z2 | z1) dz1 dz2", argument, StringComparison.Ordinal);
        Assert.DoesNotContain("π_j", argument, StringComparison.Ordinal);
        Assert.DoesNotContain("other samples", argument, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_drawn_stands_in_the_order_of_drawing()
    {
        var steps = Unbiasedness.Of(Explained.Whole).Steps;
        Assert.Equal(
            ["h = Encoder(x)", "g = Join(z; y)", "z0_j ~ q(z0_j | h),  z_j ~ q_j(z_j | z0_j, h),  j = 1 … 3"], steps[0].Formulas.ToArray());
        Assert.Contains("z0 once", Text(Explained.Deep()).Replace("z00, z0 once", "z0 once", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_claimed_is_of_the_declaration()
    {
        var whole = Limits(Explained.Whole);
        foreach (var part in new[] { "x_obs are the values of x that seen marks as present", "dropout", "batch normalisation", "nothing random is shared" })
            Assert.Contains(part, whole, StringComparison.Ordinal);
        var deep = Limits(Explained.Deep());
        Assert.Contains("the samples share z0, z00", deep, StringComparison.Ordinal);
        foreach (var part in new[] { "x_obs", "dropout", "batch normalisation", "nothing random" })
            Assert.DoesNotContain(part, deep, StringComparison.Ordinal);
    }

    [Fact]
    public void A_condition_that_is_missing_in_part_is_named_also_where_a_feature_passes_it_on()
    {
        Assert.DoesNotContain("integrates over what is missing", Limits(Explained.Whole), StringComparison.Ordinal);
        Assert.Contains("That p(y | h) integrates over what is missing of x", Limits(Explained.MissingCondition), StringComparison.Ordinal);
    }

    [Theory, InlineData(Weights.Balance, 3, true), InlineData(Weights.Maximum, 3, false), InlineData(Weights.Maximum, 1, true)]
    public void The_gradient_is_said_to_be_unbiased_only_where_weights_do_not_jump(Weights weights, int samples, bool isUnbiased) =>
        Assert.Equal(isUnbiased, Limits(Explained.Deep(weights) with { Samples = samples }).Contains("unbiased", StringComparison.Ordinal));

    [Fact]
    public void Every_argument_ends_at_the_bound_and_every_formula_is_in_balance()
    {
        foreach (var model in Explained.All)
        {
            var argument = Unbiasedness.Of(model);
            var evidence = EstimatorFormula.Of(model).Evidence;
            Assert.Equal([FormattableString.Invariant($"L_{model.Samples} = E log ŵ ≤ log E ŵ = log {evidence}")], argument.Steps[^1].Formulas.ToArray());
            Assert.Contains(argument.Steps, step => step.Formulas.Any(f => f.StartsWith("E ŵ = ", StringComparison.Ordinal) && f.EndsWith(" = " + evidence, StringComparison.Ordinal)));
            Assert.All(argument.Steps.SelectMany(s => s.Formulas), f => Assert.Equal(f.Count(c => c == '('), f.Count(c => c == ')')));
            Assert.NotEmpty(argument.NotClaimed);
        }
    }

    private static string Text(ModelDescription model) => string.Join(
        '\n', Unbiasedness.Of(model).Steps.SelectMany(step => step.Formulas.Prepend(step.Words)));

    private static string Limits(ModelDescription model) => string.Join('\n', Unbiasedness.Of(model).NotClaimed);
}
