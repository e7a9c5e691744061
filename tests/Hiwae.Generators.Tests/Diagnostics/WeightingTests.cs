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
    public void Alpha_needs_weights_of_a_mixture()
    {
        Verify(Model(Weights("Weights.Power, Alpha = {|HIW0077:0.3|}"), z: Distinct));
        Verify(Model(Weights("Weights.Maximum, Alpha = {|HIW0077:0.3|}"), z: Distinct));
        Verify(Model(Weights("Weights.Power, Alpha = 0"), z: Distinct));
        Verify(Model(Weights("Weights.Balance, Alpha = 0.3"), z: Distinct));
        Verify(Model(Weights("Weights.Learned, Alpha = 0.3, Gradient = Gradient.DoublyReparameterised"), z: Distinct));
        Verify(Model(", Alpha = 0.99"));
    }

    [Theory, InlineData("-0.1"), InlineData("1"), InlineData("2.5"), InlineData("double.NaN"), InlineData("double.PositiveInfinity")]
    public void Alpha_is_from_zero_to_below_one(string alpha)
    {
        Verify(Model($", Alpha = {{|HIW0078:{alpha}|}}"));
        Verify(Model(Weights($"Weights.Power, Alpha = {{|HIW0078:{alpha}|}}"), z: Distinct));
    }

    [Theory, InlineData("-1"), InlineData("double.NaN"), InlineData("double.PositiveInfinity")]
    public void The_KL_weight_is_finite_and_not_negative(string weight)
    {
        Verify(Model($", KlWeight = {{|HIW0085:{weight}|}}"));
        Verify(Model(", KlWeight = 0"));
        Verify(Model(Weights("Weights.Balance, KlWeight = 12.5, Alpha = 0.3"), z: Distinct));
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

    [Theory]
    [InlineData(3, 1), InlineData(3, 3), InlineData(6, 2), InlineData(10, 5)]
    public void Samples_are_a_multiple_of_heads(int samples, int heads) =>
        Verify(Model($", Heads = {heads}", z: Distinct).Replace("Samples = 3", $"Samples = {samples}"));

    [Theory]
    [InlineData(5, 2, "Samples is 5 and Heads is 2, but each head draws as often as the others, so that Samples is a multiple of Heads; write Samples = 6, or another multiple of 2")]
    [InlineData(2147483647, 2, "Samples is 2147483647 and Heads is 2, but each head draws as often as the others, so that Samples is a multiple of Heads; write Samples = 2147483646, or another multiple of 2")]
    public void Samples_that_heads_do_not_divide_are_refused(int samples, int heads, string message) => Assert.Equal(
        message,
        Assert.Single(Verify(Model($", Heads = {{|HIW0073:{heads}|}}", z: Distinct).Replace("Samples = 3", $"Samples = {samples}"))).GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData(0, "Heads is 0, and it is at least 1 and at most Samples, which is 3; write at least 1")]
    [InlineData(-2, "Heads is -2, and it is at least 1 and at most Samples, which is 3; write at least 1")]
    [InlineData(4, "Heads is 4, and it is at least 1 and at most Samples, which is 3; write Samples = 4 or a multiple of it, or fewer heads")]
    public void Heads_are_from_one_to_the_number_of_samples(int heads, string message) => Assert.Equal(
        message,
        Assert.Single(Verify(Model($", Heads = {{|HIW0074:{heads}|}}", z: Distinct))).GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void One_mistake_in_the_number_of_samples_is_one_finding() =>
        Verify(Model(", Heads = 2", z: Distinct).Replace("Samples = 3", "Samples = {|HIW0025:0|}"));

    [Theory, InlineData("Uniform"), InlineData("Balance"), InlineData("Learned")]
    public void Heads_are_of_distinct_factors(string weights)
    {
        var found = Assert.Single(Verify(Model(Weights($"Weights.{weights}, Heads = {{|HIW0075:3|}}"))));
        Assert.Equal(
            "Heads is 3, but no factor is distinct, so that all samples come from the same one; write Distinct = true on the Q of Z, or remove Heads",
            found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        Verify(Model(Weights($"Weights.{weights}, Heads = 3"), z: Distinct));
        Verify(Model(", Heads = 3", r: Distinct));
    }

    [Fact]
    public void One_head_tells_nothing_apart()
    {
        var found = Assert.Single(VerifyAll(Model(", Heads = {|HIW0076:1|}", z: Distinct)));
        Assert.Equal(
            "Heads is 1, so that all 3 samples come from one head and Distinct tells nothing apart; write a larger number that 3 is a multiple of, or remove Heads, which gives each sample its own",
            found.GetMessage(System.Globalization.CultureInfo.InvariantCulture));
        VerifyAll(Model(", Heads = 3", z: Distinct));
        VerifyAll(Model(", Heads = 1", z: ", Distinct = {|HIW0066:true|}").Replace("Samples = 3", "Samples = 1"));
    }

    [Fact]
    public void One_sample_may_be_distinct() => Verify(Model("", z: Distinct).Replace("Samples = 3", "Samples = 1"));
}
