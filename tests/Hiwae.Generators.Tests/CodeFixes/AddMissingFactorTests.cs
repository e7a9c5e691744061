using Hiwae.CodeFixes;
using static Hiwae.Generators.Tests.Harness.Fixing;

namespace Hiwae.Generators.Tests.CodeFixes;

public class AddMissingFactorTests
{
    private static string Model(params string[] auxiliaries) => $"""
        [Model(Samples = 3)]
        public sealed partial record M(
            [Shape(4), P<Bernoulli>(nameof(Z), nameof(@class))] Tensor X,
            [Shape(3), P<Bernoulli>(nameof(Z))] Tensor Y,
            [Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(A))] Tensor Z,
            {string.Join(",\n    ", auxiliaries)},
            [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor @class);
        """;

    [Fact]
    public void R_is_given_the_latent_variables_and_the_data_that_Q_is_given() => Verify(
        Model("[Shape(2), Q<Normal>(nameof(X), Hidden = [5])] Tensor A"),
        Model("[Shape(2), Q<Normal>(nameof(X), Hidden = [5]), R<Normal>(nameof(Z), nameof(@class), nameof(X))] Tensor A"),
        new AddMissingFactor());

    [Fact]
    public void Given_variables_and_features_of_data_count_as_data()
    {
        const string after = """
            [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z,
                [Feature<Trunk>(nameof(X))] Tensor H,
                [Feature<Trunk>(nameof(Z))] Tensor Own,
                [Given, Shape(2)] Tensor Y,
            """;
        const string q = "[PerSample, Shape(2), Q<Normal>(nameof(Own), nameof(H), nameof(Y))";
        static string Of(string a) => $"""
            [Network, Dense(3)]
            public sealed partial record Trunk;

            [Model(Samples = 3)]
            public sealed partial record M(
                [Shape(4), P<Bernoulli>(nameof(Z))] Tensor X,
                {after}
                {a}] Tensor A);
            """;
        Verify(Of(q), Of(q + ", R<Normal>(nameof(Z), nameof(H), nameof(Y))"), new AddMissingFactor());
    }

    [Fact]
    public void Or_P_makes_it_latent() => Verify(
        Model("[Shape(2), Q<Normal>(nameof(X), Hidden = [5])] Tensor A"),
        Model("[Shape(2), P<Normal>, Q<Normal>(nameof(X), Hidden = [5])] Tensor A"),
        new AddMissingFactor(),
        choice: 1);

    [Fact]
    public void The_density_is_written_as_in_Q() => Verify(
        Model("""
            [Shape(2)]
            [Hiwae.Q<global::Hiwae.Normal>]
            Tensor A
            """),
        Model("""
            [Shape(2)]
            [Hiwae.Q<global::Hiwae.Normal>, Hiwae.R<global::Hiwae.Normal>(nameof(Z), nameof(@class))]
            Tensor A
            """),
        new AddMissingFactor());

    [Fact]
    public void All_at_once()
    {
        var both = new[] { "[Shape(2), Q<Normal>(nameof(Y))] Tensor A", "[Shape(1), Q<Normal>(nameof(A))] Tensor B" };
        VerifyAll(
            Model(both),
            Model(
                "[Shape(2), Q<Normal>(nameof(Y)), R<Normal>(nameof(Z), nameof(@class), nameof(Y))] Tensor A",
                "[Shape(1), Q<Normal>(nameof(A)), R<Normal>(nameof(Z), nameof(@class))] Tensor B"),
            new AddMissingFactor());
        VerifyAll(
            Model(both),
            Model("[Shape(2), P<Normal>, Q<Normal>(nameof(Y))] Tensor A", "[Shape(1), P<Normal>, Q<Normal>(nameof(A))] Tensor B"),
            new AddMissingFactor(),
            choice: 1);
    }

    [Fact]
    public void The_titles_show_what_is_written() => Assert.Equal(
        ["Add R<Normal>(nameof(Z), nameof(@class), nameof(X))", "Add P<Normal>"],
        Offered(Harness.Analysis.Preamble + Model("[Shape(2), Q<Normal>(nameof(X))] Tensor A"), new AddMissingFactor()));
}
