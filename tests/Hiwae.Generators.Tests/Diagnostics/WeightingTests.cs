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
