using System.Globalization;
using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

public class MixtureTests
{
    private static string Latent(string factors, string more = "") => $$"""
        [Model(Samples = 3)] public partial record M(
            [Shape(4), P<Bernoulli>(nameof(Z))] Tensor X, [Shape(2), {{factors}}] Tensor Z, [Given, Shape(3)] Tensor Y{{more}});
        [Network, Dense(8, Conditioned = true)] public sealed partial record Coupled;
        """;

    [Theory]
    [InlineData("P<Normal>(Learned = true, Components = {|HIW0048:0|}), Q<Normal>(nameof(X))")]
    [InlineData("P<Normal>(Learned = true, Components = {|HIW0048:-1|}), Q<Normal>(nameof(X))")]
    [InlineData("P<Normal>(Components = {|HIW0048:5|}), Q<Normal>(nameof(X))")]
    [InlineData("P<Normal>(PseudoInputs = {|HIW0048:-1|}), Q<Normal>(nameof(X))")]
    public void Mixtures_have_different_components(string factors)
    {
        Verify(Latent(factors));
        Verify(Latent("P<Normal>(Learned = true, Components = 5), Q<Normal>(nameof(X))"));
        Verify(Latent("P<Normal>(nameof(Y), Components = 5), Q<Normal>(nameof(X))"));
        Verify(Latent("P<Normal>(Components = 1, PseudoInputs = 0), Q<Normal>(nameof(X))"));
    }

    [Fact]
    public void So_have_those_of_a_reverse_factor()
    {
        Verify(Latent("P<Normal>, Q<Normal>", ", [Shape(2), Q<Normal>, R<Normal>(Components = {|HIW0048:2|})] Tensor A"));
        Verify(Latent("P<Normal>, Q<Normal>", ", [Shape(2), Q<Normal>, R<Normal>(nameof(Z), Components = 2, Distinct = true)] Tensor A"));
    }

    [Theory]
    [InlineData("P<Normal>(nameof(Y), PseudoInputs = {|HIW0049:5|}), Q<Normal>(nameof(X))", "parents of its own")]
    [InlineData("P<Normal>(Learned = true, PseudoInputs = {|HIW0049:5|}), Q<Normal>(nameof(X))", "Learned")]
    [InlineData("P<Normal>(Components = 2, PseudoInputs = {|HIW0049:5|}), Q<Normal>(nameof(X))", "Components")]
    [InlineData("P<Normal>(PseudoInputs = {|HIW0049:5|}), Q<Laplace>(nameof(X))", "one density for both")]
    [InlineData("P<Normal>(PseudoInputs = {|HIW0049:5|}), Q<Normal>", "no parents")]
    [InlineData("P<Normal>(PseudoInputs = {|HIW0049:5|}), Q<Normal>(nameof(X), Distinct = true)", "distinct")]
    [InlineData("P<Normal>(PseudoInputs = {|HIW0049:5|}), Q<Normal>(nameof(X), nameof(Y))", "parent Y")]
    [InlineData("P<Normal>(PseudoInputs = {|HIW0049:5|}), Q<Normal>(nameof(X), Net = typeof(Coupled), Context = nameof(Y))", "context Y")]
    public void Pseudo_inputs_go_through_a_proposal_from_the_data(string factors, string reason)
    {
        Assert.Contains(reason, Verify(Latent(factors)).Single().GetMessage(CultureInfo.InvariantCulture));
        Verify(Latent("P<Normal>(PseudoInputs = 5), Q<Normal>(nameof(X), Hidden = [3])"));
    }

    [Theory]
    [InlineData("P<{|HIW0024:Mine|}>(PseudoInputs = 5), Q<Normal>(nameof(X))")]
    [InlineData("P<Normal>(PseudoInputs = 5), Q<{|HIW0024:Mine|}>(nameof(X))")]
    public void A_type_that_is_no_density_is_one_mistake(string factors) => Verify(Latent(factors) + """

        public readonly struct Mine : IDensity<Mine>
        {
            public static Tensor Sample(Tensor raw, Noise noise, params System.ReadOnlySpan<long> shape) => noise.Normal(shape) + raw;
            public static Tensor LogDensity(Tensor raw, Tensor value) => value.sum(-1);
            public static Tensor Mean(Tensor raw) => raw;
        }
        """);

    [Fact]
    public void They_are_of_a_latent_variable()
    {
        var reported = Verify(Latent("P<Normal>, Q<Normal>(nameof(X))", ", [Shape(2), P<Normal>(PseudoInputs = {|HIW0049:5|})] Tensor B"));
        Assert.Contains("B is observed and has no Q", reported.Single().GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Verify(Latent("P<Normal>(PseudoInputs = 5), Q<Normal>(nameof(X), nameof(B))", ", [Shape(2), P<Normal>] Tensor B"));
    }

    [Fact]
    public void Pseudo_inputs_and_a_network_are_one_mistake() =>
        Verify(Latent("P<Normal>(PseudoInputs = 5, Hidden = {|HIW0027:[3]|}), Q<Normal>(nameof(X))"));

    [Fact]
    public void Fixed_components_and_another_fault_of_a_fixed_density_are_one_mistake()
    {
        Verify(Latent("P<Normal>(Components = 5, Hidden = {|HIW0027:[3]|}), Q<Normal>(nameof(X))"));
        Verify(Latent("P<Normal>, Q<Normal>", ", [Shape(2), Q<Normal>, R<Normal>(Components = 2, Distinct = {|HIW0029:true|})] Tensor A"));
    }

    [Fact]
    public void The_parameters_of_all_components_are_counted()
    {
        const string model = "[Model] public partial record M([Shape(4), P<Bernoulli>(nameof(Z))] Tensor X, ";
        Verify(model + "[Shape(500000000), P<Normal>(Learned = true, Components = {|HIW0007:3|}), Q<Normal>(nameof(X))] Tensor Z);");
        Verify(model + "[Shape(500000000), P<Normal>(Learned = true, Components = 2), Q<Normal>(nameof(X))] Tensor Z);");
    }
}
