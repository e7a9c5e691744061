using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

public class WeightingTests
{
    private const string Distinct = ", Distinct = true";

    private static string Model(string weights, string z = "", string q = "", string r = "", string plate = "") => $$"""
        [Model(Samples = 3{{weights}})]
        public partial record M(
            [Shape(4), P<Bernoulli>(nameof(Z))] Tensor X,
            [Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(A){{z}})] Tensor Z,
            [Shape(2), {{plate}}Q<Normal>(nameof(X){{q}}), R<Normal>(nameof(Z){{r}})] Tensor A);
        """;

    private static string Weights(string weights) => $", Weights = {weights}";

    [Fact]
    public void Balance_needs_one_reverse_factor()
    {
        Verify(Model(Weights("Weights.Balance"), z: Distinct, r: ", Distinct = {|HIW0031:true|}"));
        Verify(Model(Weights("Weights.Balance"), r: ", Distinct = {|HIW0031:true|}"));
        Verify(Model(Weights("Weights.Balance"), z: Distinct));
        Verify(Model(Weights("Weights.Uniform"), z: Distinct, r: Distinct));
    }

    [Fact]
    public void Balance_needs_proposals_to_compare()
    {
        Verify(Model(Weights("{|HIW0032:Weights.Balance|}")));
        Verify(Model(Weights("Weights.Uniform")));
        Verify(Model(Weights("Weights.Balance"), q: Distinct, plate: "PerSample, "));
    }

    [Theory, InlineData("Power"), InlineData("Maximum")]
    public void Whatever_depends_on_the_sample_needs_what_balance_needs(string weights)
    {
        Verify(Model(Weights($"Weights.{weights}"), z: Distinct, r: ", Distinct = {|HIW0031:true|}"));
        Verify(Model(Weights($"{{|HIW0032:Weights.{weights}|}}")));
        Verify(Model(Weights($"Weights.{weights}"), z: Distinct));
    }

    [Fact]
    public void Learned_weights_need_proposals_to_tell_apart()
    {
        Verify(Model(Weights("{|HIW0032:Weights.Learned|}")));
        Verify(Model(Weights("Weights.Learned"), z: Distinct));
        Verify(Model(Weights("Weights.Learned"), z: Distinct, r: Distinct));
        Verify(Model(Weights("Weights.Learned"), r: Distinct));
    }

    [Fact]
    public void Beta_belongs_to_power_weights()
    {
        Verify(Model(Weights("Weights.Balance, Beta = {|HIW0056:2|}"), z: Distinct));
        Verify(Model(", Beta = {|HIW0056:1|}"));
        Verify(Model(Weights("{|HIW0012:(Weights)99|}, Beta = 2")));
        Verify(Model(Weights("Weights.Power, Beta = 0.5"), z: Distinct));
        Verify(Model(Weights("Weights.Power"), z: Distinct));
    }

    [Theory, InlineData("-1"), InlineData("double.NaN"), InlineData("double.PositiveInfinity")]
    public void Beta_is_a_finite_number_from_zero_on(string beta)
    {
        Verify(Model(Weights($"Weights.Power, Beta = {{|HIW0057:{beta}|}}"), z: Distinct));
        Verify(Model(Weights("Weights.Power, Beta = 0"), z: Distinct));
    }

    [Fact]
    public void Balance_weights_are_doubly_reparameterised_where_values_move_with_the_parameters()
    {
        var doubly = Weights("Weights.Balance, Gradient = Gradient.DoublyReparameterised");
        Verify(Model(doubly, z: Distinct));
        Verify(Model(doubly, z: Distinct).Replace("Q<Normal>(nameof(X), nameof(A)", "Q<{|HIW0071:StudentT|}>(nameof(X), nameof(A)"));
        Verify(Model(doubly, z: Distinct).Replace("Q<Normal>(nameof(X))", "Q<StudentT>(nameof(X))"));
        Verify(Model(Weights("Weights.Balance"), z: Distinct).Replace("Q<Normal>(nameof(X), nameof(A)", "Q<StudentT>(nameof(X), nameof(A)"));
        Verify(Model(", Gradient = Gradient.DoublyReparameterised", z: Distinct).Replace("Q<Normal>(nameof(X), nameof(A)", "Q<StudentT>(nameof(X), nameof(A)"));
    }

    [Theory, InlineData("Power"), InlineData("Maximum")]
    public void Power_and_maximum_weights_have_no_double_reparameterisation(string weights)
    {
        Verify(Model(Weights($"Weights.{weights}, Gradient = {{|HIW0058:Gradient.DoublyReparameterised|}}"), z: Distinct));
        Verify(Model(Weights($"Weights.{weights}, Gradient = Gradient.StickingTheLanding"), z: Distinct));
        Verify(Model(Weights($"Weights.{weights}, Gradient = Gradient.Reparameterised"), z: Distinct));
        Verify(Model(Weights("Weights.Learned, Gradient = Gradient.DoublyReparameterised"), z: Distinct));
        Verify(Model(", Gradient = Gradient.DoublyReparameterised"));
    }

    [Fact]
    public void A_shared_variable_has_one_proposal()
    {
        Verify(Model("", q: ", Distinct = {|HIW0030:true|}"));
        Verify(Model(Weights("Weights.Balance"), q: ", Distinct = {|HIW0030:true|}"));
        Verify(Model("", q: Distinct, plate: "PerSample, "));
    }

    [Fact]
    public void One_sample_may_be_distinct() => Verify(Model("", z: Distinct).Replace("Samples = 3", "Samples = 1"));
}
