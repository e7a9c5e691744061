using Hiwae.Explanation;
namespace Hiwae.Runtime.Tests.Models;

/// <summary>Models of which p need not be normalised, with data and without.</summary>
public sealed partial class TargetTests
{
    private const int Draws = 40000;

    /// <remarks>The false-alarm rate is 1e-6 as far as a mean of so many draws is normal: 4.9 standard errors, two-sided.</remarks>
    [Fact]
    public void The_mean_of_the_estimate_is_the_integral_of_the_target()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var noise = Noise.FromSeed(1, dtype: ScalarType.Float64);
        using var network = Bowl.CreateNetwork(noise);
        var estimates = network.LogEstimate(Observation.Nothing(Draws), 2, noise).exp();

        // Each of two dimensions has the integral of exp(−3 (z − 1)²).
        var error = estimates.std().ToDouble() / Math.Sqrt(Draws);
        Assert.InRange(estimates.mean().ToDouble(), (Math.PI / 3) - (4.9 * error), (Math.PI / 3) + (4.9 * error));
        Assert.True(error < 0.02, $"{error}");
    }

    [Fact]
    public void A_target_takes_its_parents_in_the_order_of_declaration()
    {
        using var scope = NewDisposeScope();
        using var network = Conditional.CreateNetwork(Noise.FromSeed(1));
        var (y, k) = (full(4, 2, 0.5), full(4, 1, 3.0));
        var proposal = network.Propose(new([y, k]), 3, Noise.FromSeed(2));
        var expected = (proposal.Trace.Z - y.unsqueeze(1)).square().sum(-1) * -3;
        var found = proposal.Factors.Single(factor => factor is { Kind: FactorKind.P, Variable: "Z" }).LogDensity;
        Assert.Equal([4, 3], found.shape);
        Assert.Equal(0, (expected - found).abs().max().ToDouble(), 4);
    }

    [Theory, InlineData(0.0), InlineData(0.25), InlineData(1.0)]
    public void A_target_is_not_warmed_up(double temperature)
    {
        using var scope = NewDisposeScope();
        using var network = Conditional.CreateNetwork(Noise.FromSeed(1));
        var proposal = network.Propose(new([full(4, 2, 0.5), full(4, 1, 3.0)]), 3, Noise.FromSeed(2));
        Tensor Log(FactorKind kind, string variable) => proposal.Factors.Single(factor => factor.Kind == kind && factor.Variable == variable).LogDensity;
        var rest = Log(FactorKind.P, "U") - Log(FactorKind.Q, "Z") - Log(FactorKind.Q, "U");
        var expected = Log(FactorKind.P, "Z") + (rest * temperature) - Math.Log(3);
        Assert.Equal(0, (expected - proposal.LogTerms(temperature)).abs().max().ToDouble(), 4);
    }

    [Fact]
    public void Without_data_an_observation_says_how_many_rows_of_nothing_there_are()
    {
        using var scope = NewDisposeScope();
        using var network = Bowl.CreateNetwork(Noise.FromSeed(1));
        var proposal = network.Propose(Observation.Nothing(6), 2, Noise.FromSeed(2));
        Assert.Equal([6, 2], proposal.LogWeights.shape);
        Assert.Equal([6, 2, 2], network.Decode(proposal.Trace).Z.shape);
        var error = Assert.Throws<ArgumentException>(() => network.Propose(default, 2, Noise.FromSeed(2)));
        Assert.Contains("pass Observation.Nothing(count)", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => network.Propose(zeros(6, 2), 2, Noise.FromSeed(2)));
    }

    [Fact]
    public void Nothing_is_drawn_from_a_target_directly()
    {
        using var scope = NewDisposeScope();
        using var network = Bowl.CreateNetwork(Noise.FromSeed(1));
        var error = Assert.Throws<InvalidOperationException>(() => network.Generate(3, Noise.FromSeed(2)));
        Assert.Contains("nothing can be drawn from p̃(z) directly", error.Message, StringComparison.Ordinal);
        Assert.Contains("draw with Propose, and resample its trace by ω", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_estimated_is_an_integral()
    {
        Assert.Equal("p̃(z)  ·  q_j(z | z0) q_θ(z0)  ·  r(z0 | z)", Bowl.Description.Factorisation());
        Assert.Equal(
            new EstimatorFormula(
                "log p̃(z_j) + log r(z0 | z_j) − log q_j(z_j | z0) − log q_θ(z0)",
                "q_j(z_j | z0) / Σ_i q_i(z_j | z0)",
                "E log Σ_j π_j w_j ≤ log ∫ p̃(z) dz",
                "∫ p̃(z) dz")
            { Symbol = "L_2" },
            EstimatorFormula.Of(Bowl.Description));
        Assert.Equal("∫∫ p̃(z | y, k) p(u | z) dz du", EstimatorFormula.Of(Conditional.Description).Evidence);
    }

    [Fact]
    public void The_argument_ends_at_it_and_speaks_of_no_data()
    {
        var argument = Unbiasedness.Of(Bowl.Description);
        var text = string.Join('\n', argument.Steps.SelectMany(step => step.Formulas.Prepend(step.Words)));
        Assert.Contains("E ŵ = ∫ p̃(z) dz\n", text, StringComparison.Ordinal);
        Assert.EndsWith("L_2 = E log ŵ ≤ log E ŵ = log ∫ p̃(z) dz", text, StringComparison.Ordinal);
        Assert.Contains("is one, whatever z is, because r is a normalised density", text, StringComparison.Ordinal);
        Assert.DoesNotContain("the data", text, StringComparison.Ordinal);
        Assert.Contains(argument.NotClaimed, line => line.StartsWith("That p̃(z) has a finite integral", StringComparison.Ordinal));
    }

    [Fact]
    public void A_target_is_drawn_as_a_double_line()
    {
        Assert.Contains("v_Z(((\"z · 2 · p̃ Parabola\"))):::latent", MermaidChart.Of(Bowl.Description), StringComparison.Ordinal);
        Assert.Contains("v_K -->|\"p̃\"| v_Z", MermaidChart.Of(Conditional.Description), StringComparison.Ordinal);
    }

    /// <summary>exp(−k |z − y|²), with y = 1 and k = 3 where they are not given.</summary>
    public readonly record struct Parabola : ITarget<Parabola>
    {
        /// <inheritdoc/>
        public static Tensor LogDensity(Tensor value, params ReadOnlySpan<Tensor> parents) => parents.Length == 0
            ? (value - 1).square().sum(-1) * -3
            : (value - parents[0]).square().sum(-1) * -parents[1].squeeze(-1);
    }

    [Model(Samples = 2, Weights = Weights.Balance)]
    private sealed partial record Bowl(
        [Shape(2), Target<Parabola>, Q<Normal>(nameof(Z0), Distinct = true)] Tensor Z,
        [Shape(1), Q<Normal>(Learned = true), R<Normal>(nameof(Z))] Tensor Z0);

#pragma warning disable HIW0064 // A latent variable that the target does not depend on: the integral over it is one.
    [Model(Samples = 3, Gradient = Gradient.StickingTheLanding)]
    private sealed partial record Conditional(
        [Shape(2), Target<Parabola>(nameof(Y), nameof(K)), Q<Normal>(nameof(Y))] Tensor Z,
        [Shape(1), P<Normal>(nameof(Z)), Q<Normal>(nameof(Z))] Tensor U,
        [Given, Shape(2)] Tensor Y,
        [Given, Shape(1)] Tensor K);
#pragma warning restore HIW0064
}
