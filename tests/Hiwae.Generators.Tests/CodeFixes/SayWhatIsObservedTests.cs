using Hiwae.CodeFixes;
using static Hiwae.Generators.Tests.Harness.Fixing;

namespace Hiwae.Generators.Tests.CodeFixes;

public class SayWhatIsObservedTests
{
    private static string Model(string top, string q = "nameof(X)") => $"""
        [Model(Samples = 3)]
        public sealed partial record M(
            [Shape(4), P<Bernoulli>(nameof(@class))] Tensor X,
            [Shape(2), P<Normal>(nameof(Top)), Q<Normal>({q})] Tensor @class,
            [{top}] Tensor Top);
        """;

    [Fact]
    public void Q_makes_it_latent() => Verify(
        Model("Shape(3), P<Normal>(Learned = true)"),
        Model("Shape(3), P<Normal>(Learned = true), Q<Normal>(nameof(@class))"),
        new SayWhatIsObserved());

    [Fact]
    public void On_the_data_where_what_is_generated_from_it_is_proposed_from_it() => Verify(
        Model("Shape(3), P<Normal>", "nameof(X), nameof(Top)"),
        Model("Shape(3), P<Normal>, Q<Normal>(nameof(X))", "nameof(X), nameof(Top)"),
        new SayWhatIsObserved());

    [Fact]
    public void Or_it_is_said_to_be_observed() => Verify(
        Model("Shape(3), Hiwae.P<Hiwae.Normal>"), Model("Shape(3), Hiwae.Observed, Hiwae.P<Hiwae.Normal>"), new SayWhatIsObserved(), choice: 1);

    [Fact]
    public void What_cannot_be_proposed_is_offered_as_observed_alone() => Assert.Equal(
        ["Add [Observed]"], Offered(Harness.Analysis.Preamble + Model("Shape(3), P<Categorical>"), new SayWhatIsObserved()));

    [Fact]
    public void A_model_without_a_latent_variable_is_given_one() => Verify(
        "[Model] public partial record M([Shape(4), P<Bernoulli>(nameof(Z))] Tensor X, [Shape(2), P<Normal>] Tensor Z);",
        "[Model] public partial record M([Shape(4), P<Bernoulli>(nameof(Z))] Tensor X, [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);",
        new SayWhatIsObserved());
}
