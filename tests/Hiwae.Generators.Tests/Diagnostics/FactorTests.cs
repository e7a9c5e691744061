using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

public class FactorTests
{
    private const string Observed = "[Shape(4), P<Bernoulli>(nameof(Z))] Tensor X";

    private static string Latent(string factors) => $"[Model(Samples = 3)] public partial record M({Observed}, [Shape(2), {factors}] Tensor Z);";

    private static string Density(string name, string attribute, string modifiers = "public") => $$"""

        {{attribute}}
        {{modifiers}} readonly struct {{name}} : IDensity<{{name}}>
        {
            public static Tensor Sample(Tensor raw, Noise noise, params System.ReadOnlySpan<long> shape) => noise.Normal(shape) + raw;
            public static Tensor LogDensity(Tensor raw, Tensor value) => value.sum(-1);
            public static Tensor Mean(Tensor raw) => raw;
        }
        """;

    [Theory]
    [InlineData("P<Bernoulli>, Q<{|HIW0022:Bernoulli|}>(nameof(X))")]
    [InlineData("P<Normal>, Q<{|HIW0022:Bernoulli|}>(nameof(X))")]
    public void A_proposal_is_reparameterised(string factors) => Verify(Latent(factors));

    [Theory]
    [InlineData("P<Bernoulli>(nameof(Z), Scale = {|HIW0086:Scale.Shared|})", "Bernoulli has no scale among its parameters")]
    [InlineData("P<StudentT>(nameof(Z), Scale = {|HIW0086:Scale.PerValue|})", "StudentT has no scale")]
    [InlineData("P<Normal>(Scale = {|HIW0086:Scale.Shared|}, Learned = true)", "it has no parents")]
    [InlineData("P<Normal>(nameof(Z), Components = 2, Scale = {|HIW0086:Scale.Standard|})", "each component of a mixture has its own")]
    public void A_scale_is_of_a_density_that_has_one_and_of_a_network(string factor, string said)
    {
        var reported = Verify(Latent("P<Normal>, Q<Normal>(nameof(X))").Replace("P<Bernoulli>(nameof(Z))", factor));
        Assert.Contains(said, reported.Single(diagnostic => diagnostic.Id == "HIW0086").GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Normal", "Shared"), InlineData("Laplace", "PerValue"), InlineData("NegativeBinomial", "PerValue"), InlineData("ZeroInflated<NegativeBinomial>", "Standard")]
    [InlineData("Bernoulli", "Network")]
    public void Any_other_scale_may_come_from_elsewhere(string density, string scale) =>
        Verify(Latent("P<Normal>, Q<Normal>(nameof(X))").Replace("P<Bernoulli>(nameof(Z))", $"P<{density}>(nameof(Z), Scale = Scale.{scale})"));

    [Fact]
    public void So_is_the_proposal_of_an_auxiliary() => Verify(
        $"[Model] public partial record M({Observed}, [Shape(2), P<Normal>, Q<Normal>] Tensor Z, "
        + "[Shape(2), Q<{|HIW0022:Bernoulli|}>(nameof(X)), R<Bernoulli>(nameof(Z))] Tensor A);");

    [Theory]
    [InlineData("P<{|HIW0023:Bernoulli|}>, Q<Normal>(nameof(X))", "P<Normal>, Q<Normal>(nameof(X))")]
    [InlineData("P<{|HIW0023:Scale|}>, Q<Normal>(nameof(X))", "P<Normal>, Q<Normal>(nameof(X))")]
    [InlineData("P<{|HIW0023:Normal|}>, Q<Scale>(nameof(X))", "P<Scale>, Q<Scale>(nameof(X))")]
    public void Prior_and_proposal_have_one_support(string wrong, string right)
    {
        var scale = Density("Scale", "[Density(Support.Positive, 1, Reparameterised = true)]");
        Verify(Latent(wrong) + scale);
        Verify(Latent(right) + scale);
    }

    [Fact]
    public void So_have_reverse_factor_and_proposal()
    {
        const string model = $"[Model] public partial record M({Observed}, [Shape(2), P<Normal>, Q<Normal>] Tensor Z, ";
        Verify(model + "[Shape(2), Q<Normal>(nameof(X)), R<{|HIW0023:Bernoulli|}>(nameof(Z))] Tensor A);");
        Verify(model + "[Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor A);");
    }

    [Theory]
    [InlineData("", "it has no [Density(support, parametersPerValue)]")]
    [InlineData("[Density(Support.Real, 0)]", "its [Density] has 0 parameters per value; write at least 1")]
    [InlineData("[Density((Support)99, 1)]", "its [Density] has the support 99, which is no member of Support")]
    public void A_density_says_what_it_is(string attribute, string said)
    {
        var reported = Verify(Latent("P<Normal>, Q<Normal>").Replace("P<Bernoulli>", "P<{|HIW0024:Mine|}>") + Density("Mine", attribute));
        Assert.Contains(said, reported.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Verify(Latent("P<Normal>, Q<Normal>").Replace("P<Bernoulli>", "P<Mine>") + Density("Mine", "[Density(Support.Real, 1)]"));
    }

    [Theory]
    [InlineData("ZeroInflated<HalfNormal>", "ZeroInflated<HalfNormal> cannot be used as a density: it is on Count and made of HalfNormal, which is on Positive; write a density on Count in the place of HalfNormal")]
    [InlineData("ZeroInflated<ZeroInflated<Beta>>", "ZeroInflated<ZeroInflated<Beta>> cannot be used as a density: it is on Count and made of Beta, which is on UnitInterval")]
    public void A_density_is_made_of_one_on_its_support(string wrong, string said)
    {
        var reported = Verify(Latent("P<Normal>, Q<Normal>").Replace("P<Bernoulli>", $"P<{{|HIW0024:{wrong}|}}>"));
        Assert.Contains(said, reported.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Verify(Latent("P<Normal>, Q<Normal>").Replace("P<Bernoulli>", "P<ZeroInflated<ZeroInflated<Poisson>>>"));
    }

    [Theory]
    [InlineData("LowRankMultivariateNormal<Rank2>", "Q of Z is LowRankMultivariateNormal<Rank2>, whose rank 2 is no less than its 2 values; take a smaller rank, or MultivariateNormal, which has any covariance")]
    [InlineData("LowRankMultivariateNormal<Rank3>", "whose rank 3 is no less than its 2 values")]
    [InlineData("LowRankMultivariateNormal<None>", "whose rank is 0; write a [Rank] of at least 1 on None, or take Normal")]
    public void A_rank_is_less_than_the_number_of_values(string wrong, string said)
    {
        var reported = Verify(Latent($"P<Normal>, Q<{{|HIW0087:{wrong}|}}>(nameof(X))") + " [Rank(0)] public readonly struct None;");
        Assert.Contains(said, reported.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Verify(Latent("P<Normal>, Q<LowRankMultivariateNormal<Rank1>>(nameof(X))"));
    }

    [Fact]
    public void A_single_value_has_no_rank()
    {
        var reported = Verify(Latent("P<Normal>, Q<{|HIW0087:LowRankMultivariateNormal<Rank1>|}>(nameof(X))").Replace("[Shape(2), P<Normal>", "[Shape(1), P<Normal>"));
        Assert.Contains(
            "whose rank 1 is no less than its single value; take Normal, since one value has no covariance",
            reported.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Verify(Latent("P<Normal>, Q<MultivariateNormal>(nameof(X))").Replace("[Shape(2), P<Normal>", "[Shape(1), P<Normal>"));
    }

    [Fact]
    public void A_rank_is_said_by_an_attribute()
    {
        var reported = Verify(Latent("P<Normal>, Q<{|HIW0024:LowRankMultivariateNormal<Many>|}>(nameof(X))") + " public readonly struct Many;");
        Assert.EndsWith(
            "its [Density] has Ranked = true, and Many has no [Rank(…)]; take Rank1 to Rank8, or write [Rank(…)] on a struct of your own",
            reported.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Verify(Latent("P<Normal>, Q<LowRankMultivariateNormal<Many>>(nameof(X))") + " [Rank(1)] public readonly struct Many;");
    }

    [Theory]
    [InlineData("MultivariateNormal")]
    [InlineData("LowRankMultivariateNormal<Rank1>")]
    public void Covariances_are_everywhere_where_values_need_not_be_apart(string density)
    {
        Verify(Latent($"P<{density}>(Learned = true, Components = 2), Q<{density}>(nameof(X), Distinct = true)"));
        Verify(Latent($"P<{density}>(PseudoInputs = 2), Q<{density}>(nameof(X))"));
        Verify(Latent($"P<{density}>, Q<Normal>(nameof(X))").Replace("Samples = 3", "Samples = 3, Gradient = Gradient.DoublyReparameterised"));
        Verify($"[Model(Samples = 2, Weights = Weights.Balance, Gradient = Gradient.DoublyReparameterised)] public partial record M([Shape(3), P<{density}>(nameof(Z), Scale = Scale.Shared)] Tensor X, "
            + $"[Shape(2), P<Normal>, Q<{density}>(nameof(X), Distinct = true)] Tensor Z);");
        Verify($"[Model] public partial record M([Shape(3), Mask(nameof(Seen)), P<{{|HIW0041:{density}|}}>(nameof(Z))] Tensor X, [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z, [Given, Shape(3)] Tensor Seen);");
        Verify($"[Model] public partial record M([Shape(3), Mask(nameof(Seen)), P<{density}>(nameof(Z))] Tensor X, [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z, [Given, Shape(1)] Tensor Seen);");
    }

    [Theory]
    [InlineData("Poisson")]
    [InlineData("ZeroInflated<NegativeBinomial>")]
    public void A_count_is_no_latent_variable(string density)
    {
        var reported = Verify(Latent($"P<{density}>, Q<{{|HIW0022:{density}|}}>"));
        Assert.Contains($"Z is drawn from {density}, through whose draws no gradient flows", reported.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void A_density_can_be_named_elsewhere()
    {
        var reported = Verify(
            Latent("P<Normal>, Q<Normal>").Replace("P<Bernoulli>", "P<{|HIW0024:Mine|}>") + Density("Mine", "[Density(Support.Real, 1)]", "file"));
        Assert.Contains("it is local to its file", reported.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Hidden = [{|HIW0026:0|}]", "Hidden = [1]")]
    [InlineData("Hidden = [200, {|HIW0026:-1|}]", "Hidden = [200, 1]")]
    [InlineData("Hidden = new[] { 200, {|HIW0026:0|} }", "Hidden = new[] { 200, 1 }")]
    public void Layers_have_positive_widths(string wrong, string right)
    {
        Verify(Latent($"P<Normal>, Q<Normal>(nameof(X), {wrong})"));
        Verify(Latent($"P<Normal>, Q<Normal>(nameof(X), {right})"));
    }

    [Theory]
    [InlineData("Hidden = {|HIW0027:[3]|}")]
    [InlineData("Activation = {|HIW0027:Activation.Relu|}")]
    [InlineData("Hidden = {|HIW0027:[3]|}, Activation = Activation.Relu")]
    [InlineData("Learned = true, Hidden = {|HIW0027:[3]|}")]
    public void A_network_has_inputs(string arguments)
    {
        Verify(Latent($"P<Normal>({arguments}), Q<Normal>(nameof(X))"));
        Verify(Latent("P<Normal>(Learned = true), Q<Normal>(nameof(X))"));
        Verify(Latent("P<Normal>, Q<Normal>(nameof(X), Hidden = [3], Activation = Activation.Relu)"));
    }

    [Fact]
    public void What_has_parents_is_learned_anyway()
    {
        Verify(Latent("P<Normal>, Q<Normal>(nameof(X), Learned = {|HIW0028:true|})"));
        Verify(Latent("P<Normal>, Q<Normal>(nameof(X), Learned = false)"));
    }

    [Fact]
    public void A_standard_density_is_not_distinct()
    {
        Verify(Latent("P<Normal>, Q<Normal>(Distinct = {|HIW0029:true|})"));
        Verify(Latent("P<Normal>, Q<Normal>(Distinct = true, Learned = true)"));
    }
}
