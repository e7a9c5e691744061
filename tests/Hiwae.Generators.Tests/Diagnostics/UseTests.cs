using System.Globalization;
using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

/// <summary>Warnings of what is legal, but hardly meant.</summary>
public class UseTests
{
    private const string X = "[Shape(4), P<Bernoulli>(nameof(Z))] Tensor X";
    private const string Z = "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z";
    private const string Wide = " [Network, Dense(8)] public sealed partial record Wide;";
    private const string Ring = " public readonly struct Ring : ITarget<Ring> { public static Tensor LogDensity(Tensor value, params System.ReadOnlySpan<Tensor> parents) => value.sum(-1); }";

    private static string Model(params string[] variables) => $"[Model(Samples = 2)] public partial record M({string.Join(", ", variables)});";

    private static string Message(string marked) => Assert.Single(VerifyAll(marked)).GetMessage(CultureInfo.InvariantCulture);

    [Theory]
    [InlineData(
        "[Shape(4), P<Bernoulli>(nameof(Z1))] Tensor X, [Shape(2), P<Normal>(nameof(Z2)), Q<Normal>(nameof(X))] Tensor Z1, [Shape(2), {|HIW0061:P<Normal>|}] Tensor Z2",
        "Z2 has P alone, which makes it observed: the data must have a value of it for each datum, and the latent variable Z1 is generated from it; add Q<Normal>(nameof(Z1)) if it is latent, or [Observed] if it is data")]
    [InlineData(
        "[Shape(4), P<Bernoulli>(nameof(Z1))] Tensor X, [Shape(2), P<Normal>(nameof(Z2)), Q<Normal>(nameof(X), nameof(Z2))] Tensor Z1, [Shape(2), {|HIW0061:P<Laplace>(Learned = true)|}] Tensor Z2",
        "Z2 has P alone, which makes it observed: the data must have a value of it for each datum, and the latent variable Z1 is generated from it; add Q<Laplace>(nameof(X)) if it is latent, or [Observed] if it is data")]
    [InlineData(
        "[Shape(4), P<Bernoulli>(nameof(Z1))] Tensor X, [Shape(2), P<Normal>(nameof(Y)), Q<Normal>(nameof(X), nameof(Y))] Tensor Z1, [Shape(3), {|HIW0061:P<Categorical>|}] Tensor Y",
        "Y has P alone, which makes it observed: the data must have a value of it for each datum, and the latent variable Z1 is generated from it; write [Observed] if it is data; if it is latent, it needs a density that can be reparameterised, such as Normal, and a Q")]
    public void A_forgotten_Q_is_asked_for(string variables, string message) => Assert.Equal(message, Message(Model(variables)));

    [Fact]
    public void So_it_is_behind_a_feature_and_above_a_chain()
    {
        VerifyAll(Model("[Shape(4), P<Bernoulli>(nameof(Z))] Tensor X", "[Shape(2), P<Normal>(nameof(H)), Q<Normal>(nameof(X))] Tensor Z", "[Feature<Wide>(nameof(Y))] Tensor H", "[Shape(3), {|HIW0061:P<Normal>|}] Tensor Y") + Wide);
        VerifyAll(Model(
            "[Shape(4), P<Bernoulli>(nameof(Z1))] Tensor X", "[Shape(2), P<Normal>(nameof(Z2)), Q<Normal>(nameof(X))] Tensor Z1",
            "[Shape(2), P<Normal>(nameof(Z3)), Q<Normal>(nameof(Z1))] Tensor Z2", "[Shape(2), {|HIW0061:P<Normal>|}] Tensor Z3"));
        VerifyAll(Model("[Shape(2), Target<Ring>(nameof(X)), Q<Normal>(nameof(X))] Tensor Z", "[Shape(4), {|HIW0061:P<Normal>|}] Tensor X") + Ring);
    }

    [Theory]
    [InlineData("[Shape(3), Observed, P<Categorical>] Tensor Y")]
    [InlineData("[Shape(3), Mask(nameof(Seen)), P<Categorical>] Tensor Y, [Given, Shape(1)] Tensor Seen")]
    [InlineData("[Given, Shape(3)] Tensor Y")]
    [InlineData("[Shape(3), P<Normal>, Q<Normal>(nameof(Z))] Tensor Y")]
    public void What_is_said_to_be_data_is(string y) =>
        VerifyAll(Model("[Shape(4), P<Bernoulli>(nameof(Z))] Tensor X", "[Shape(2), P<Normal>(nameof(Y)), Q<Normal>(nameof(X))] Tensor Z", y));

    [Theory]
    [InlineData("[{|HIW0062:Observed|}, Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor A", "latent, with P and Q, so it cannot be observed; remove [Observed], or remove Q")]
    [InlineData("[{|HIW0062:Observed|}, Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor A", "auxiliary, with Q and R, so it cannot be observed; remove [Observed], or write P<…> alone")]
    [InlineData("[{|HIW0062:Observed|}, Given, Shape(2)] Tensor A", "given, which the model has no density of, so it cannot be observed; remove [Observed], or write P<…> in the place of [Given]")]
    [InlineData("[{|HIW0062:Observed|}, Feature<Wide>(nameof(X))] Tensor A", "a feature, which is computed from other variables, so it cannot be observed; remove [Observed], or write P<…> in the place of the feature")]
    [InlineData("[{|HIW0062:Observed|}, Shape(2), Target<Ring>, Q<Normal>(nameof(X))] Tensor A", "latent, with Target<Ring>, so it cannot be observed; remove [Observed], or write P<…> alone")]
    public void Only_what_is_observed_is_meant_to_be(string variable, string message) =>
        Assert.Equal("A is " + message, Verify(Model(X, Z, variable) + Wide + Ring).Single().GetMessage(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("[{|HIW0069:Column(\"a\")|}, Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor A", "latent, with P and Q, and columns of the data fill observed and given variables alone; remove [Column], or remove Q")]
    [InlineData("[{|HIW0069:Column(\"a\")|}, Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor A", "auxiliary, with Q and R, and columns of the data fill observed and given variables alone; remove [Column], or let an observed variable take them")]
    [InlineData("[{|HIW0069:Column(\"a\")|}, Feature<Wide>(nameof(X))] Tensor A", "a feature, which is computed from other variables, and columns of the data fill observed and given variables alone; remove [Column], or write it on one of these")]
    [InlineData("[{|HIW0069:Column(\"a\")|}, Given, Shape(1)] Tensor A, [Shape(1), Mask(nameof(A)), P<Normal>(nameof(Z))] Tensor B", "the mask of B, which missing values of the data fill, and columns of the data fill observed and given variables alone; remove [Column], or write it on B")]
    public void Only_data_take_columns(string variable, string message) =>
        Assert.Equal("A is " + message, Verify(Model(X, Z, variable) + Wide).Single().GetMessage(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("[Column(\"a\", \"b\"), Shape(2), P<Normal>(nameof(Z))] Tensor A")]
    [InlineData("[Column(\"a\"), Shape(1), P<Normal>(nameof(Z), nameof(B))] Tensor A, [Given, Column(\"a\"), Shape(1)] Tensor B")]
    public void Data_take_columns(string variables) => VerifyAll(Model(X, Z, variables));

    [Theory]
    [InlineData("[{|HIW0070:Column|}, Shape(2), P<Normal>(nameof(Z))] Tensor A", "[Column] of A names none; write the name of each of its columns once, as in [Column(\"age\", \"hours\")]")]
    [InlineData("[Column({|HIW0070:\" \"|}), Shape(2), P<Normal>(nameof(Z))] Tensor A", "[Column] of A has an empty name; write the name of each of its columns once, as in [Column(\"age\", \"hours\")]")]
    [InlineData("[Column(\"a\", {|HIW0070:\"a\"|}), Shape(2), P<Normal>(nameof(Z))] Tensor A", "[Column] of A names 'a' twice; write the name of each of its columns once, as in [Column(\"age\", \"hours\")]")]
    public void Columns_have_names(string variable, string message) =>
        Assert.Equal(message, Verify(Model(X, Z, variable)).Single().GetMessage(CultureInfo.InvariantCulture));

    [Theory]
    [InlineData("[{|HIW0063:Given|}, Shape(4)] Tensor Y", "Y is given, but nothing is conditioned on it and it is no mask; name it among the parents of a factor, as in P of X, or remove it")]
    [InlineData("[{|HIW0063:Feature<Wide>(nameof(X))|}] Tensor Y", "Y is a feature, but nothing is conditioned on it; name it among the parents of a factor, or remove it")]
    public void What_is_given_or_computed_is_used(string variable, string message)
    {
        Assert.Equal(message, Message(Model(X, Z, variable) + Wide));
        VerifyAll(Model(X, "[Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(Y))] Tensor Z", variable.Replace("{|HIW0063:", "").Replace("|}", "")) + Wide);
    }

    [Fact]
    public void Where_nothing_is_observed_there_is_no_example_to_follow() => Assert.Equal(
        "Y is given, but nothing is conditioned on it and it is no mask; name it among the parents of a factor, or remove it",
        Message(Model("[Shape(2), Target<Ring>, Q<Normal>] Tensor Z", "[{|HIW0063:Given|}, Shape(4)] Tensor Y") + Ring));

    [Fact]
    public void An_auxiliary_is_what_another_proposal_is_conditioned_on()
    {
        Assert.Equal(
            "A is auxiliary, but no other Q is conditioned on it, so it adds nothing but variance; name it among the parents of Q of Z, or remove it",
            Message(Model(X, Z, "[Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor {|HIW0067:A|}")));
        VerifyAll(Model(X, "[Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(A))] Tensor Z", "[Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor A"));
        VerifyAll(Model(X, "[Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(H))] Tensor Z", "[Feature<Wide>(nameof(A))] Tensor H", "[Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor A") + Wide);
    }

    [Theory]
    [InlineData("[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor {|HIW0064:U|}")]
    [InlineData("[Shape(2), P<Normal>, Q<Normal>] Tensor {|HIW0064:U|}")]
    [InlineData("[Shape(2), P<Normal>(nameof(Z)), Q<Normal>(nameof(X))] Tensor {|HIW0064:U|}")]
    public void A_latent_variable_explains_data(string latent) => Assert.Equal(
        "U is latent, but no observed variable is generated from it, directly or through other variables, so the best Q for it is its P and it says nothing; name it among the parents of X, or remove it",
        Message(Model(X, Z, latent)));

    [Fact]
    public void Or_a_target()
    {
        Assert.Contains("but no target is generated", Message(Model("[Shape(2), Target<Ring>, Q<Normal>] Tensor Z", "[Shape(1), P<Normal>, Q<Normal>] Tensor {|HIW0064:U|}") + Ring));
        VerifyAll(Model("[Shape(2), Target<Ring>(nameof(U)), Q<Normal>] Tensor Z", "[Shape(1), P<Normal>, Q<Normal>] Tensor U") + Ring);
    }

    [Theory]
    [InlineData("{|HIW0065:Q<Normal>|}")]
    [InlineData("{|HIW0065:Q<Normal>(Learned = true)|}")]
    public void A_proposal_sees_the_data(string q) => Assert.Equal(
        "Q of Z depends on no data, directly or through other variables, so all data get the same proposal; name X among its parents, as in Q<Normal>(nameof(X))",
        Message(Model(X, $"[Shape(2), P<Normal>, {q}] Tensor Z")));

    [Fact]
    public void The_data_to_see_are_those_that_are_generated_from_it() => Assert.Contains(
        "name Y among its parents, as in Q<Laplace>(nameof(Y))",
        Message(Model(
            X, Z, "[Shape(3), P<Normal>(nameof(V))] Tensor Y", "[Shape(2), P<Laplace>, {|HIW0065:Q<Laplace>|}] Tensor V")));

    [Fact]
    public void Through_whatever_it_sees()
    {
        const string auxiliary = "[Shape(2), Q<Normal>, R<Normal>(nameof(Z))] Tensor A";
        VerifyAll(Model(X, "[Shape(2), P<Normal>, Q<Normal>(nameof(A), nameof(X))] Tensor Z", auxiliary));
        VerifyAll(Model(X, "[Shape(2), P<Normal>, {|HIW0065:Q<Normal>(nameof(A))|}] Tensor Z", auxiliary));
        VerifyAll(Model(X, "[Shape(2), P<Normal>, Q<Normal>(nameof(A))] Tensor Z", auxiliary.Replace("Q<Normal>", "Q<Normal>(nameof(X))")));
        VerifyAll(Model("[Shape(4), P<Bernoulli>(nameof(Z), nameof(V))] Tensor X", Z, "[Shape(2), P<Normal>, Q<Normal>(nameof(Z))] Tensor V"));
        VerifyAll(Model(X, "[Shape(2), P<Normal>, Q<Normal>(nameof(Y))] Tensor Z", "[Given, Shape(1)] Tensor Y"));
        VerifyAll(Model("[Shape(2), Target<Ring>, Q<Normal>(Learned = true)] Tensor Z") + Ring);
    }

    [Fact]
    public void Alpha_weighs_several_proposals()
    {
        var one = Model(X, Z).Replace("(Samples = 2)", "(Alpha = {|HIW0079:0.5|})");
        Assert.Equal(
            "Alpha weighs proposals against one another, but Samples is 1, so there is one proposal and the bound is the evidence lower bound whatever Alpha is; write [Model(Samples = 5)] or another number above 1, or remove Alpha",
            Message(one));
        VerifyAll(Model(X, Z).Replace("(Samples = 2)", "(Samples = 2, Alpha = 0.5)"));
        VerifyAll(Model(X, Z).Replace("(Samples = 2)", "(Alpha = 0)"));
    }

    [Fact]
    public void Proposals_are_distinct_from_one_another()
    {
        const string distinct = "[Shape(2), P<Normal>, Q<Normal>(nameof(X), Distinct = {|HIW0066:true|})] Tensor Z";
        Assert.Equal(
            "Q of Z is distinct for each proposal, but Samples is 1, so there is one proposal; write [Model(Samples = 5)] or another number above 1, or remove Distinct",
            Message(Model(X, distinct).Replace("(Samples = 2)", "")));
        VerifyAll(Model(X, distinct.Replace("{|HIW0066:", "").Replace("|}", "")));
    }
}
