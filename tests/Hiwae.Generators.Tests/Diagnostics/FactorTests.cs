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
