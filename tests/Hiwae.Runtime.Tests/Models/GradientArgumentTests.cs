using Hiwae.Explanation;
namespace Hiwae.Runtime.Tests.Models;

public sealed class GradientArgumentTests
{
    [Theory]
    [InlineData(Gradient.Reparameterised, Weights.Uniform, 3, true)]
    [InlineData(Gradient.Reparameterised, Weights.Balance, 3, true)]
    [InlineData(Gradient.Reparameterised, Weights.Maximum, 3, false)]
    [InlineData(Gradient.Reparameterised, Weights.Maximum, 1, true)]
    [InlineData(Gradient.StickingTheLanding, Weights.Uniform, 1, true)]
    [InlineData(Gradient.StickingTheLanding, Weights.Balance, 1, true)]
    [InlineData(Gradient.StickingTheLanding, Weights.Uniform, 2, false)]
    [InlineData(Gradient.DoublyReparameterised, Weights.Uniform, 1, true)]
    [InlineData(Gradient.DoublyReparameterised, Weights.Learned, 5, true)]
    [InlineData(Gradient.DoublyReparameterised, Weights.Balance, 5, true)]
    public void It_is_said_whether_the_estimate_is_unbiased(Gradient gradient, Weights weights, int samples, bool isUnbiased)
    {
        var model = Explained.Deep(weights) with { Gradient = gradient, Samples = samples };
        var argument = GradientArgument.Of(model);
        var words = string.Join(' ', argument.Steps.Select(step => step.Words));
        Assert.Equal((gradient, isUnbiased), (argument.Estimator, argument.IsUnbiased));
        Assert.Equal(isUnbiased, words.Contains(FormattableString.Invariant($"unbiased for the gradient of L_{samples}"), StringComparison.Ordinal));

        // The limits of the argument agree.
        var limit = Assert.Single(Unbiasedness.Of(model).NotClaimed, line => line.StartsWith("That training follows", StringComparison.Ordinal));
        Assert.Equal(isUnbiased, limit.Contains("is an unbiased estimate of that of", StringComparison.Ordinal));
    }

    [Fact]
    public void Double_reparameterisation_tells_what_is_shared_from_what_is_not()
    {
        var formulas = Formulas(Explained.Deep(Weights.Uniform) with { Gradient = Gradient.DoublyReparameterised });
        Assert.Equal(
            [
                "P and R: Σ_j ω_j ∇ log (π_j w_j),  ω_j = π_j w_j / Σ_i π_i w_i",
                "z: Σ_j ω_j² ∂ log (π_j w_j)/∂z_j ∇z_j",
                "z00: Σ_j ω_j ∂ log (π_j w_j)/∂z00 ∇z00",
                "z0: Σ_j ω_j ∂ log (π_j w_j)/∂z0 ∇z0",
            ],
            formulas);
        Assert.Contains(
            "P: Σ_j ω_j ∇ log (π_j w_j),  ω_j = π_j w_j / Σ_i π_i w_i",
            Formulas(Explained.Mixture(Weights.Uniform) with { Gradient = Gradient.DoublyReparameterised }));
    }

    [Fact]
    public void What_log_q_keeps_of_draws_in_the_plate_is_said_where_there_is_any()
    {
        const string kept = "but for what they are of other draws of the same sample";
        string Words(ModelDescription model) => GradientArgument.Of(model, Gradient.DoublyReparameterised, 3).Steps[0].Words;
        Assert.Contains(kept, Words(Explained.Posterior), StringComparison.Ordinal);
        Assert.Contains(kept, Words(Explained.Whole with { Weights = Weights.Uniform }), StringComparison.Ordinal);
        Assert.DoesNotContain(kept, Words(Explained.Deep(Weights.Uniform)), StringComparison.Ordinal);
    }

    [Fact]
    public void Sticking_the_landing_says_what_it_leaves_out()
    {
        var model = Explained.Mixture(Weights.Uniform) with { Gradient = Gradient.StickingTheLanding };
        Assert.Contains("left out: Σ_j ω_j (− ∇ log q_j(z | x))", Formulas(model));
        Assert.Contains("left out: − ∇ log q_j(z | x)", Formulas(model with { Samples = 1 }));
    }

    [Fact]
    public void An_estimator_that_is_not_valid_has_no_argument() => Assert.Throws<ArgumentException>(
        () => GradientArgument.Of(Explained.Deep(Weights.Power), Gradient.DoublyReparameterised, 3));

    [Fact]
    public void Another_estimator_and_number_of_samples_can_be_asked_for() => Assert.Equal(
        [true, false],
        new[] { 1, 2 }.Select(samples => GradientArgument.Of(Explained.Deep(), Gradient.StickingTheLanding, samples).IsUnbiased));

    [Fact]
    public void The_graph_carries_a_note_on_what_is_not_differentiated_as_it_stands()
    {
        var model = Explained.Deep(Weights.Uniform);
        Assert.DoesNotContain("gradient>", MermaidChart.Of(model), StringComparison.Ordinal);
        Assert.Contains(
            "gradient>\"gradient: parameters of q are constants inside log q\"]",
            MermaidChart.Of(model with { Gradient = Gradient.StickingTheLanding }),
            StringComparison.Ordinal);
        Assert.Contains("; z counts ω², z0, z00 counts ω\"]", MermaidChart.Of(model with { Gradient = Gradient.DoublyReparameterised }), StringComparison.Ordinal);
    }

    private static string[] Formulas(ModelDescription model) => [.. GradientArgument.Of(model).Steps.SelectMany(step => step.Formulas)];
}
