using Hiwae.Explanation;
namespace Hiwae.Runtime.Tests.Models;

public sealed class FormulaTests
{
    [Fact]
    public void Features_contexts_masks_and_given_variables_are_written_where_they_stand()
    {
        Assert.Equal(
            "p(x_obs | z, y) p_θ(z)  ·  q_j(z | z0, h) q(z0 | h)  ·  r(z0 | z, g)",
            Explained.Whole.Factorisation());
        Assert.Equal(["h = Encoder(x)", "g = Join(z; y)"], Formula.Features(Explained.Whole));
    }

    [Fact]
    public void The_estimator_indexes_what_is_in_the_plate() => Assert.Equal(
        new EstimatorFormula(
            "log p(x_obs | z_j, y) + log p_θ(z_j) + log r(z0_j | z_j, g_j) − log q_j(z_j | z0_j, h) − log q(z0_j | h)",
            "(q_j(z_j | z0_j, h))^β / Σ_i (q_i(z_j | z0_j, h))^β, β = 2",
            "E log Σ_j π_j w_j ≤ log p(x_obs | y)",
            "p(x_obs | y)")
        { Symbol = "L_3" },
        EstimatorFormula.Of(Explained.Whole));

    /// <summary>Numbers π_j stay outside of the power; with balance weights it is of the weights of the mixture.</summary>
    [Theory]
    [InlineData(Weights.Uniform, 3, "L_3^α", "(1−α)⁻¹ E log Σ_j π_j w_j^(1−α) ≤ log p(x), α = 0.25")]
    [InlineData(Weights.Learned, 3, "L_3^α", "(1−α)⁻¹ E log Σ_j π_j w_j^(1−α) ≤ log p(x), α = 0.25")]
    [InlineData(Weights.Balance, 3, "L_3^α", "(1−α)⁻¹ E log 1/3 Σ_j (3 π_j w_j)^(1−α) ≤ log p(x), α = 0.25")]
    [InlineData(Weights.Uniform, 1, "L_1", "E log w_1 ≤ log p(x)")]
    public void Powers_of_the_weights_are_written_out(Weights weights, int samples, string symbol, string bound)
    {
        var formula = EstimatorFormula.Of(Explained.Mixture(weights) with { Alpha = 0.25, Samples = samples });
        Assert.Equal((symbol, bound), (formula.Symbol, formula.Bound));
    }

    [Theory]
    [InlineData(3, "log p(x | z_j) + β (log(3 π_j w_j) − log p(x | z_j)) − log 3, β = 0.5")]
    [InlineData(1, "log p(x | z_j) + β (log w_j − log p(x | z_j)), β = 0.5")]
    public void What_a_KL_weight_trains_is_written_out(int samples, string trained)
    {
        var model = Explained.Mixture(Weights.Balance) with { Samples = samples };
        Assert.Equal(trained, EstimatorFormula.Of(model with { KlWeight = 0.5 }).Trained);
        Assert.Null(EstimatorFormula.Of(model).Trained);
        Assert.Contains(Limits.Of(model with { KlWeight = 0.5 }), line => line.Contains("weighs what the latent variables cost by 0.5", StringComparison.Ordinal));
        Assert.DoesNotContain(Limits.Of(model), line => line.Contains("what is trained is what is measured", StringComparison.Ordinal));
    }

    [Fact]
    public void What_only_the_proposals_are_given_is_no_condition_of_the_evidence() => Assert.Equal(
        new EstimatorFormula(
            "log p(x | z2_j) + log p_θ(z1_j) + log p(z2_j | z1_j) − log q(z1_j | x) − log q(z2_j | z1_j, y)",
            "1",
            "E log w_1 ≤ log p(x)",
            "p(x)")
        { Symbol = "L_1" },
        EstimatorFormula.Of(Explained.Posterior));

    [Theory]
    [InlineData(Weights.Uniform, "1/3")]
    [InlineData(Weights.Learned, "exp(a_j) / Σ_i exp(a_i)")]
    [InlineData(Weights.Balance, "q_j(z_j | x) / Σ_i q_i(z_j | x)")]
    [InlineData(Weights.Power, "(q_j(z_j | x))^β / Σ_i (q_i(z_j | x))^β, β = 1")]
    [InlineData(Weights.Maximum, "1 if q_j(z_j | x) = max_i q_i(z_j | x), else 0")]
    public void Each_weighting_has_its_share(Weights weights, string share) =>
        Assert.Equal(share, EstimatorFormula.Of(Explained.Mixture(weights)).Share);

    [Fact]
    public void A_learned_prior_is_told_from_the_standard_one()
    {
        static string Of(FactorDescription p) => Formula.Of(Explained.Whole, p);
        var prior = Explained.Whole.Factors.First(factor => factor is { Kind: FactorKind.P, Variable: "Z" });
        Assert.Equal("p(z)", Of(prior with { Components = 1, Submodule = null }));
        Assert.Equal("p_θ(z)", Of(prior with { Components = 1 }));
        Assert.Equal("p_θ(z)", Of(prior with { Components = 1, PseudoInputs = 5 }));
        Assert.Equal("p(z | y)", Of(prior with { Parents = ["Y"] }));
        Assert.Equal("q_θ,j(z)", Of(prior with { Kind = FactorKind.Q, Distinct = true }));
    }

    [Fact]
    public void Mixtures_say_what_they_mix()
    {
        string[] Of(ModelDescription model) => [.. model.Factors.Select(f => Formula.Mixture(model, f)).OfType<string>()];
        Assert.Equal(["p_θ(z) = Σ_c π_c p_c(z), c = 1 … 10"], Of(Explained.Whole));
        Assert.Equal(["p_θ(z1) = 1/50 Σ_c q(z1 | u_c), c = 1 … 50"], Of(Explained.Posterior));
    }
}
