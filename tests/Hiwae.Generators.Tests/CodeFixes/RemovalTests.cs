using Hiwae.CodeFixes;
using static Hiwae.Generators.Tests.Harness.Fixing;

namespace Hiwae.Generators.Tests.CodeFixes;

public class RemovalTests
{
    private static string Model(
        string x = "P<Bernoulli>(nameof(Z))",
        string z = "P<Normal>, Q<Normal>(nameof(X), nameof(A), Distinct = true)",
        string a = "Q<Normal>, R<Normal>(nameof(Z))",
        string weights = "Uniform") => $"""
        [Model(Samples = 3, Weights = Weights.{weights})]
        public sealed partial record M(
            [Shape(4), {x}] Tensor X,
            [Shape(2), {z}] Tensor Z,
            [Shape(2), {a}] Tensor A);
        """;

    private const string Other = "System.Diagnostics.CodeAnalysis.DisallowNull";

    private static void Mends(string source, string expected) => Verify(source, expected, new RemoveWhatDoesNotApply());

    [Theory]
    [InlineData("R<Normal>(nameof(Z), Hidden = [3], Distinct = true)", "R<Normal>(nameof(Z), Hidden = [3])")]
    [InlineData("R<Normal>(nameof(Z), Distinct = true, Hidden = [3])", "R<Normal>(nameof(Z), Hidden = [3])")]
    [InlineData("R<Normal>(Distinct = true, Learned = true)", "R<Normal>(Learned = true)")]
    public void A_reverse_factor_under_balance_is_common(string r, string mended) =>
        Mends(Model(a: "Q<Normal>, " + r, weights: "Balance"), Model(a: "Q<Normal>, " + mended, weights: "Balance"));

    [Fact]
    public void Power_weights_are_differentiated_as_they_stand() =>
        Mends(Model(weights: "Power, Gradient = Gradient.DoublyReparameterised"), Model(weights: "Power"));

    [Fact]
    public void A_latent_variable_is_not_observed() =>
        Mends(Model(z: "Observed, P<Normal>, Q<Normal>(nameof(X), nameof(A))"), Model(z: "P<Normal>, Q<Normal>(nameof(X), nameof(A))"));

    [Fact]
    public void A_latent_variable_takes_no_column() =>
        Mends(Model(z: "Column(\"a\"), P<Normal>, Q<Normal>(nameof(X), nameof(A))"), Model(z: "P<Normal>, Q<Normal>(nameof(X), nameof(A))"));

    [Fact]
    public void A_single_proposal_is_not_distinct() =>
        Mends(Model().Replace("Samples = 3, ", ""), Model(z: "P<Normal>, Q<Normal>(nameof(X), nameof(A))").Replace("Samples = 3, ", ""));

    [Fact]
    public void A_shared_proposal_is_one() =>
        Mends(Model(a: "Q<Normal>(nameof(X), Distinct = true), R<Normal>"), Model(a: "Q<Normal>(nameof(X)), R<Normal>"));

    [Fact]
    public void A_fixed_density_is_one() =>
        Mends(Model(a: "Q<Normal>, R<Normal>(Distinct = true)"), Model(a: "Q<Normal>, R<Normal>"));

    [Theory]
    [InlineData("P<Bernoulli>(nameof(Z), Learned = true)", "P<Bernoulli>(nameof(Z))")]
    [InlineData("P<Bernoulli>(\n        nameof(Z),\n        Learned = true,\n        Hidden = [3])", "P<Bernoulli>(\n        nameof(Z),\n        Hidden = [3])")]
    [InlineData(
        "P<Bernoulli>(nameof(Z), // what it means\n        Learned = true, // always\n        Hidden = [3])",
        "P<Bernoulli>(nameof(Z) // what it means\n        , // always\n        Hidden = [3])")]
    public void What_has_a_network_is_learned_anyway(string x, string mended) => Mends(Model(x), Model(mended));

    [Theory]
    [InlineData("nameof(Z), nameof(Z)", "nameof(Z)")]
    [InlineData("[\"Z\", \"Z\"], Hidden = [3]", "[\"Z\"], Hidden = [3]")]
    [InlineData("new[] { nameof(Z), nameof(Z) }", "new[] { nameof(Z) }")]
    [InlineData("new string[] { nameof(Z), \"Z\", }", "new string[] { nameof(Z), }")]
    public void A_parent_is_listed_once(string parents, string mended) => Mends(Model($"P<Bernoulli>({parents})"), Model($"P<Bernoulli>({mended})"));

    [Theory]
    [InlineData("PerSample, P<Normal>, Q<Normal>(nameof(X))", "P<Normal>, Q<Normal>(nameof(X))")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X)), PerSample", "P<Normal>, Q<Normal>(nameof(X))")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X))] [PerSample", "P<Normal>, Q<Normal>(nameof(X))")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X))]\n    [PerSample]\n    [" + Other, "P<Normal>, Q<Normal>(nameof(X))]\n    [" + Other)]
    [InlineData("P<Normal>, Q<Normal>(nameof(X))]\n    [PerSample] /* why */ [" + Other, "P<Normal>, Q<Normal>(nameof(X))]\n     /* why */ [" + Other)]
    public void Only_an_auxiliary_is_drawn_per_sample_by_choice(string z, string mended) => Mends(Model(z: z), Model(z: mended));

    [Fact]
    public void All_at_once()
    {
        VerifyAll(
            Model("P<Bernoulli>(nameof(Z), nameof(Z), nameof(Z))", "P<Normal>, Q<Normal>(nameof(X), nameof(X))"),
            Model("P<Bernoulli>(nameof(Z))", "P<Normal>, Q<Normal>(nameof(X))"),
            new RemoveWhatDoesNotApply());
        VerifyAll(
            Model("PerSample, P<Bernoulli>(nameof(Z))", "PerSample, P<Normal>, Q<Normal>(nameof(X))"),
            Model(z: "P<Normal>, Q<Normal>(nameof(X))"),
            new RemoveWhatDoesNotApply());
    }

    [Fact]
    public void The_title_says_what()
    {
        Assert.Equal(["Remove the second nameof(Z)"], Titles(Model("P<Bernoulli>(nameof(Z), nameof(Z))")));
        Assert.Equal(["Remove [PerSample]"], Titles(Model("PerSample, P<Bernoulli>(nameof(Z))")));
        Assert.Equal(["Remove Gradient"], Titles(Model(weights: "Maximum, Gradient = Gradient.DoublyReparameterised")));
        Assert.Equal(["Remove Learned"], Titles(Model("P<Bernoulli>(nameof(Z), Learned = true)")));
        Assert.Equal(["Remove Distinct"], Titles(Model(a: "Q<Normal>(Learned = true, Distinct = true), R<Normal>")));
    }

    private static IReadOnlyList<string> Titles(string source) => Offered(Harness.Analysis.Preamble + source, new RemoveWhatDoesNotApply());
}
