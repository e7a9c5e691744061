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
}
