using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

public class RoleTests
{
    private const string Observed = "[Shape(4), P<Bernoulli>(nameof(Z))] Tensor X";
    private const string Latent = "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z";
    private const string Auxiliary = "[Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor A";

    private static string Model(params string[] variables) => $"[Model] public partial record M({string.Join(", ", variables)});";

    [Fact]
    public void All_roles_are_right() => Verify(Model(Observed, Latent, Auxiliary));

    [Fact]
    public void A_variable_has_a_factor() => Verify(Model(Observed, Latent, "[Shape(2)] Tensor {|HIW0008:A|}"));

    [Fact]
    public void What_is_proposed_has_a_target()
    {
        var reported = Verify(Model(Observed, Latent, "[Shape(2), {|HIW0009:Q<Normal>(nameof(X))|}] Tensor A"));
        Assert.Contains("add R<Normal>(…)", reported.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture));
    }

    [Fact]
    public void What_is_reversed_is_proposed() => Verify(Model(Observed, Latent, "[Shape(2), {|HIW0010:R<Normal>(nameof(X))|}] Tensor A"));

    [Fact]
    public void Nothing_is_both_generated_and_reversed()
    {
        Verify(Model(Observed, Latent, "[Shape(2), P<Normal>, {|HIW0011:R<Normal>(nameof(X))|}] Tensor A"));
        Verify(Model(Observed, Latent, "[Shape(2), P<Normal>, Q<Normal>, {|HIW0011:R<Normal>(nameof(X))|}] Tensor A"));
    }

    [Fact]
    public void Something_is_observed()
    {
        Verify("[Model] public partial record {|HIW0013:M|}([Shape(2), P<Normal>, Q<Normal>] Tensor Z);");
        Verify("[Model] public partial record M([Shape(2), P<Normal>, Q<Normal>] Tensor Z, [Shape(2), P<Normal>] Tensor X);");
    }

    [Theory]
    [InlineData(
        "record {|HIW0014:M|}([Shape(2), P<Normal>] Tensor X)",
        "add one, such as '[Shape(50), P<Normal>, Q<Normal>(nameof(X))] Tensor Z', and make it a parent of P of X")]
    [InlineData(
        "record {|HIW0014:M|}([Shape(2), P<Normal>] Tensor X, [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(X))] Tensor Z)",
        "add one, such as '[Shape(50), P<Normal>, Q<Normal>(nameof(X))] Tensor Latent', and make it a parent of P of X")]
    [InlineData(
        "record {|HIW0014:M|}([Shape(2), P<Normal>] Tensor X, [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(X))] Tensor z, [Given, Shape(2)] Tensor Latent)",
        "add one, such as '[Shape(50), P<Normal>, Q<Normal>(nameof(X))] Tensor LatentCode', and make it a parent of P of X")]
    [InlineData(
        "record M([Shape(4), P<Bernoulli>(nameof(Z))] Tensor X, [Shape(2), {|HIW0014:P<Normal>|}] Tensor Z)",
        "Z has P alone, which makes it observed: add Q<Normal>(nameof(X)) to make it latent")]
    [InlineData(
        "record M([Shape(4), P<Bernoulli>(nameof(Z), nameof(Y))] Tensor X, [Shape(2), P<Categorical>] Tensor Y, [Shape(2), {|HIW0014:P<Normal>|}] Tensor Z)",
        "Z has P alone, which makes it observed: add Q<Normal>(nameof(X)) to make it latent")]
    [InlineData(
        "record {|HIW0014:M|}([Shape(4), P<Bernoulli>(nameof(Z))] Tensor X, [Shape(2), Observed, P<Normal>] Tensor Z)",
        "add one, such as '[Shape(50), P<Normal>, Q<Normal>(nameof(X))] Tensor Latent', and make it a parent of P of X")]
    public void Something_is_latent_and_what_would_be_it_is_named(string declaration, string remedy) => Assert.Equal(
        "M has no latent variable, so there is nothing to integrate out; " + remedy,
        Verify("[Model] public partial " + declaration + ";").Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("[Shape(2), P<Normal>, Q<Normal>] Tensor Z", "give one variable P alone")]
    [InlineData("[Shape(2), P<Normal>, Q<Normal>] Tensor Z, [Shape(2), P<Normal>(nameof(Z)), Q<Normal>] Tensor X", "remove the Q of X, so that it has P alone")]
    [InlineData(
        "[Shape(2), P<Normal>, Q<Normal>] Tensor Z, [Shape(2), P<Normal>(nameof(Z)), Q<Normal>] Tensor Y, [Shape(2), P<Normal>(nameof(Y)), Q<Normal>] Tensor X",
        "remove the Q of X, so that it has P alone")]
    public void What_would_be_observed_is_named(string variables, string remedy) => Assert.Equal(
        $"M has no observed variable, so there are no data to explain; {remedy}, or write Target<…> for the P of a latent one to infer an unnormalised density",
        Verify("[Model] public partial record {|HIW0013:M|}(" + variables + ");").Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture));

    [Fact]
    public void Only_an_auxiliary_is_drawn_per_sample_by_choice()
    {
        Verify(Model("[Shape(4), {|HIW0021:PerSample|}, P<Bernoulli>(nameof(Z))] Tensor X", Latent));
        Verify(Model(Observed, "[{|HIW0021:PerSample|}, Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z"));
        Verify(Model(Observed, Latent, "[PerSample, Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor A"));
    }
}
