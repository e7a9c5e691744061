using System.Globalization;
using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

public class ParentTests
{
    private const string Observed = "[Shape(4), P<Bernoulli>(nameof(Z))] Tensor X";
    private const string Latent = "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z";

    private static string Model(params string[] variables) => $"[Model] public partial record M({string.Join(", ", variables)});";

    [Theory]
    [InlineData("\"z\"", "nameof(Z)")]
    [InlineData("nameof(M)", "X, Z")]
    [InlineData("\"\"", "X, Z")]
    [InlineData("\"Something\"", "X, Z")]
    public void A_parent_exists(string parent, string instead)
    {
        var reported = Verify(Model($"[Shape(4), P<Bernoulli>({{|HIW0015:{parent}|}})] Tensor X", Latent));
        Assert.Contains(instead, reported.Single().GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_parent_is_listed_once()
    {
        Verify(Model("[Shape(4), P<Bernoulli>(nameof(Z), {|HIW0016:nameof(Z)|}, Hidden = [3])] Tensor X", Latent));
        Verify(Model("[Shape(4), P<Bernoulli>([\"Z\", {|HIW0016:\"Z\"|}], Hidden = [3])] Tensor X", Latent));
        Verify(Model("[Shape(4), P<Bernoulli>([\"Z\"], Hidden = [3])] Tensor X", Latent));
    }

    [Theory]
    [InlineData("P<Normal>({|HIW0017:nameof(Z)|}), Q<Normal>(nameof(X))")]
    [InlineData("P<Normal>, Q<Normal>(nameof(X), {|HIW0017:nameof(Z)|})")]
    public void A_variable_is_not_its_own_parent(string factors) => Verify(Model(Observed, $"[Shape(2), {factors}] Tensor Z"));

    [Fact]
    public void Generative_factors_have_no_cycle()
    {
        var reported = Verify(Model(
            "[Shape(4), P<Bernoulli>({|HIW0018:nameof(Z)|})] Tensor X", "[Shape(2), P<Normal>(nameof(X)), Q<Normal>(nameof(X))] Tensor Z"));
        Assert.Contains("X ← Z ← X", reported.Single().GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void Inference_factors_have_no_cycle()
    {
        Verify(Model(
            Observed,
            "[Shape(2), P<Normal>, Q<Normal>({|HIW0018:nameof(A)|})] Tensor Z",
            "[Shape(2), P<Normal>, Q<Normal>(nameof(B))] Tensor A",
            "[Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(Z))] Tensor B"));
        Verify(Model(
            Observed,
            "[Shape(2), P<Normal>, Q<Normal>(nameof(A))] Tensor Z",
            "[Shape(2), P<Normal>, Q<Normal>(nameof(B))] Tensor A",
            "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor B"));
    }

    [Fact]
    public void A_cycle_is_reported_on_a_factor_of_its_kind() => Verify(Model(
        Observed,
        "[Shape(2), P<Normal>(nameof(A)), Q<Normal>(nameof(X), {|HIW0018:nameof(A)|})] Tensor Z",
        "[Shape(2), P<Normal>, Q<Normal>(nameof(Z))] Tensor A"));

    [Fact]
    public void Reverse_factors_have_no_cycle()
    {
        Verify(Model(
            Observed,
            Latent,
            "[Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), {|HIW0018:nameof(B)|})] Tensor A",
            "[Shape(2), Q<Normal>(nameof(A)), R<Normal>(nameof(A))] Tensor B"));
        Verify(Model(
            Observed,
            Latent,
            "[Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(B))] Tensor A",
            "[Shape(2), Q<Normal>(nameof(A)), R<Normal>(nameof(X))] Tensor B"));
    }

    [Fact]
    public void The_generative_model_has_no_auxiliary()
    {
        const string auxiliary = "[Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor A";
        Verify(Model("[Shape(4), P<Bernoulli>(nameof(Z), {|HIW0019:nameof(A)|})] Tensor X", Latent, auxiliary));
        Verify(Model(Observed, "[Shape(2), P<Normal>({|HIW0019:nameof(A)|}), Q<Normal>(nameof(X))] Tensor Z", auxiliary));
        Verify(Model(Observed, "[Shape(2), P<Normal>, Q<Normal>(nameof(A))] Tensor Z", auxiliary));
    }

    [Fact]
    public void What_is_drawn_once_depends_on_nothing_in_the_plate()
    {
        Verify(Model(Observed, Latent, "[Shape(2), Q<Normal>({|HIW0020:nameof(Z)|}), R<Normal>(nameof(X))] Tensor A"));
        Verify(Model(Observed, Latent, "[Shape(2), PerSample, Q<Normal>(nameof(Z)), R<Normal>(nameof(X))] Tensor A"));
        Verify(Model(
            Observed,
            Latent,
            "[Shape(2), PerSample, Q<Normal>(nameof(X)), R<Normal>(nameof(X))] Tensor A",
            "[Shape(2), Q<Normal>({|HIW0020:nameof(A)|}), R<Normal>(nameof(X))] Tensor B"));
    }

    private const string Wide = " [Network, Dense(8)] public sealed partial record Wide; [Network, Dense(8, Conditioned = true)] public sealed partial record Coupled;";

    private static string Message(string marked) => Verify(marked).Single().GetMessage(CultureInfo.InvariantCulture);

    [Fact]
    public void A_context_is_a_condition_like_a_parent()
    {
        static string With(string context, string variable = "Z") => Model(
            Observed,
            $"[Shape(2), P<Normal>, Q<Normal>(nameof(X), Net = typeof(Coupled), Context = {context})] Tensor {variable}") + Wide;
        Verify(With("{|HIW0015:\"x\"|}"));
        Verify(With("{|HIW0016:nameof(X)|}"));
        Verify(With("{|HIW0017:nameof(Z)|}"));
        Verify(Model(Observed, Latent, "[Feature<Coupled>(nameof(X), Context = {|HIW0017:nameof(H)|})] Tensor H") + Wide);
        Verify(Model(Observed, Latent, "[Feature<Wide>({|HIW0015:\"Nobody\"|})] Tensor H") + Wide);
        Verify(Model(Observed, Latent, "[Feature<Wide>(nameof(X), {|HIW0016:nameof(X)|})] Tensor H") + Wide);
    }

    [Fact]
    public void Features_have_no_cycle()
    {
        var message = Message(Model(
            Observed, Latent, "[Feature<Wide>({|HIW0018:nameof(G)|})] Tensor H", "[Feature<Wide>(nameof(H))] Tensor G") + Wide);
        Assert.Contains("The features form a cycle, H ← G ← H", message);
        Verify(Model(Observed, Latent, "[Feature<Wide>(nameof(G))] Tensor H", "[Feature<Wide>(nameof(X))] Tensor G") + Wide);
    }

    [Fact]
    public void Cycles_are_found_through_features()
    {
        Assert.Contains("The P factors form a cycle, X ← H ← X", Message(Model(
            "[Shape(4), P<Bernoulli>(nameof(Z), {|HIW0018:nameof(H)|})] Tensor X", Latent, "[Feature<Wide>(nameof(X))] Tensor H") + Wide));
        Assert.Contains("The Q factors form a cycle, Z ← H ← Z", Message(Model(
            Observed, "[Shape(2), P<Normal>, Q<Normal>(nameof(X), {|HIW0018:nameof(H)|})] Tensor Z", "[Feature<Wide>(nameof(Z))] Tensor H") + Wide));
        Assert.Contains("The R factors form a cycle, A ← H ← A", Message(Model(
            "[Feature<Wide>(nameof(A))] Tensor H",
            Observed,
            Latent,
            "[Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), Net = typeof(Coupled), Context = {|HIW0018:nameof(H)|})] Tensor A") + Wide));
        Verify(Model(
            Observed,
            "[Shape(2), P<Normal>, Q<Normal>(nameof(H))] Tensor Z",
            "[Feature<Wide>(nameof(A), nameof(X))] Tensor H",
            "[Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), nameof(X))] Tensor A") + Wide);
    }

    [Fact]
    public void The_generative_model_has_no_feature_of_an_auxiliary()
    {
        const string auxiliary = "[Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor A";
        var message = Message(Model(
            "[Shape(4), P<Bernoulli>(nameof(Z), {|HIW0019:nameof(G)|})] Tensor X",
            Latent,
            auxiliary,
            "[Feature<Wide>(nameof(H))] Tensor G",
            "[Feature<Wide>(nameof(A))] Tensor H") + Wide);
        Assert.Contains("P of X depends on A (X ← G ← H ← A)", message);
        Assert.Contains("remove G here", message);
        Verify(Model("[Shape(4), P<Bernoulli>(nameof(H))] Tensor X", Latent, auxiliary, "[Feature<Wide>(nameof(Z))] Tensor H") + Wide);
    }

    [Fact]
    public void What_is_drawn_once_depends_on_no_feature_in_the_plate()
    {
        var message = Message(Model(
            Observed,
            Latent,
            "[Feature<Wide>(nameof(Z))] Tensor H",
            "[Shape(2), Q<Normal>(nameof(X), {|HIW0020:nameof(H)|}), R<Normal>(nameof(Z))] Tensor A") + Wide);
        Assert.Contains("(A ← H ← Z)", message);
        Verify(Model(
            Observed,
            Latent,
            "[Feature<Wide>(nameof(X))] Tensor H",
            "[Shape(2), Q<Normal>(nameof(X), nameof(H)), R<Normal>(nameof(Z))] Tensor A") + Wide);
        Verify(Model(
            Observed,
            Latent,
            "[Feature<Wide>(nameof(Z))] Tensor H",
            "[Shape(2), PerSample, Q<Normal>(nameof(X), nameof(H)), R<Normal>(nameof(Z))] Tensor A") + Wide);
    }
}
