using System.Globalization;
using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

public class EnumerationTests
{
    private const string X = "[Shape(4), P<Bernoulli>(nameof(C))] Tensor X";

    private const string Ring = " public readonly record struct Ring : ITarget<Ring> { public static Tensor LogDensity(Tensor value, params System.ReadOnlySpan<Tensor> parents) => value.sum(-1); }";

    private static string Model(params string[] variables) => $"[Model(Samples = 2)] public partial record M({string.Join(", ", variables)});" + Ring;

    [Theory]
    [InlineData(X, "[Shape(3), Enumerated, P<Categorical>] Tensor C")]
    [InlineData(X, "[Shape(3), Enumerated, P<Bernoulli>(Learned = true)] Tensor C")]
    [InlineData(X, "[Shape(2, 6), Enumerated, P<Bernoulli>] Tensor C")]
    [InlineData(X, "[Shape(4096), Enumerated, P<Categorical>] Tensor C")]
    [InlineData(X, "[Shape(4), Enumerated, P<Categorical>(nameof(B))] Tensor C", "[Shape(10), Enumerated, P<Bernoulli>] Tensor B")]
    [InlineData(X, "[Shape(3), Enumerated, P<Categorical>(nameof(Z))] Tensor C", "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z")]
    [InlineData(X, "[Shape(3), Enumerated, P<Categorical>(nameof(X2))] Tensor C", "[Shape(2), Observed, P<Normal>] Tensor X2")]
    [InlineData(X, "[Shape(2), P<Normal>(nameof(C)), Q<Normal>(nameof(X))] Tensor Z", "[Shape(3), Enumerated, P<Categorical>(Components = 2, Learned = true)] Tensor C", "[Shape(1), P<Normal>(nameof(Z))] Tensor X2")]
    public void A_latent_variable_of_finitely_many_values_is_summed_over(params string[] variables) => Verify(Model(variables));

    [Theory]
    [InlineData("[Shape(3), {|HIW0089:Enumerated|}, P<Categorical>, Q<Normal>(nameof(X))] Tensor C", "has Q<Normal> too, and what is summed over is not drawn; remove Q, or [Enumerated]")]
    [InlineData("[Shape(3), {|HIW0089:Enumerated|}, P<Poisson>] Tensor C", "has P<Poisson> on Count, which has no finite number of states; write Categorical or Bernoulli, or remove [Enumerated] and add a Q")]
    [InlineData("[Shape(3), {|HIW0089:Enumerated|}, P<Normal>] Tensor C", "has P<Normal> on Real, which has no finite number of states; write Categorical or Bernoulli, or remove [Enumerated] and add a Q")]
    [InlineData("[Shape(3), {|HIW0089:Enumerated|}, Given] Tensor C", "is given; remove one of the two")]
    [InlineData("[Shape(3), {|HIW0089:Enumerated|}, Observed, P<Categorical>] Tensor C", "is [Observed]; remove one of the two")]
    [InlineData("[Shape(3), {|HIW0089:Enumerated|}, Target<Ring>, Q<Normal>] Tensor C", "has a target; remove [Enumerated], or write P of a density with finitely many values in the place of the target")]
    [InlineData("[Shape(3), {|HIW0089:Enumerated|}, Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor C", "has no P; write P of a density with finitely many values, and no other factor")]
    public void And_no_other(string variable, string said)
    {
        var reported = Verify(Model("[Shape(4), P<Bernoulli>(nameof(Z))] Tensor X", "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z", variable));
        Assert.Equal("C is [Enumerated] but " + said, reported.Single().GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("[Shape(13), {|HIW0090:Enumerated|}, P<Bernoulli>] Tensor C", "C has 2^13 = 8192 states")]
    [InlineData("[Shape(5000), {|HIW0090:Enumerated|}, P<Categorical>] Tensor C", "C has 5000 states")]
    [InlineData("[Shape(784), {|HIW0090:Enumerated|}, P<Bernoulli>] Tensor C", "C has 2^784 = 1e236 states")]
    [InlineData("[Shape(10), Enumerated, P<Categorical>] Tensor C, [Shape(9), {|HIW0090:Enumerated|}, P<Bernoulli>] Tensor B", "C and B has 10 · 2^9 = 5120 states")]
    public void Nor_too_many_states(string variable, string said)
    {
        var reported = Verify(Model(X, variable));
        Assert.StartsWith(said.Replace("C and B has", "C and B have", StringComparison.Ordinal), reported.Single().GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[Shape(2), P<Normal>, Q<Normal>(nameof(X), {|HIW0091:nameof(C)|})] Tensor Z", "Q of Z is conditioned on C, which is not drawn but summed over, given all that is drawn; remove it from the parents")]
    [InlineData("[Shape(2), P<Normal>, Q<Normal>(nameof(A))] Tensor Z, [Shape(2), Q<Normal>({|HIW0091:nameof(C)|}), R<Normal>(nameof(Z))] Tensor A", "Q of A is conditioned on C")]
    [InlineData("[Shape(2), P<Normal>, Q<Normal>(nameof(A))] Tensor Z, [Shape(2), Q<Normal>, R<Normal>(nameof(Z), {|HIW0091:nameof(C)|})] Tensor A", "R of A is conditioned on C")]
    [InlineData("[Shape(2), P<Normal>(nameof(H)), Q<Normal>(nameof(X))] Tensor Z, [Feature<Net>({|HIW0091:nameof(C)|})] Tensor H", "H is conditioned on C, which is not drawn but summed over, given all that is drawn; name it among the parents of P itself")]
    public void What_is_drawn_cannot_depend_on_it(string variables, string said)
    {
        var reported = Verify(Model("[Shape(4), P<Bernoulli>(nameof(Z), nameof(C))] Tensor X", "[Shape(3), Enumerated, P<Categorical>] Tensor C", variables) + " [Network, Dense(3)] public sealed partial record Net;");
        Assert.StartsWith(said, reported.Single().GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    [Fact]
    public void A_discrete_latent_variable_with_a_proposal_is_told_of_the_sum()
    {
        var reported = Verify(Model(X, "[Shape(3), P<Categorical>, Q<{|HIW0022:Categorical|}>(nameof(X))] Tensor C"));
        Assert.Equal(
            "C is drawn from Categorical, through whose draws no gradient flows; write [Enumerated] and no Q, which sums over its values exactly, or use a density with Reparameterised = true",
            reported.Single().GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void One_mistake_is_reported_once()
    {
        Verify(Model("[Shape(4), P<Bernoulli>(nameof(Z))] Tensor X", "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z", "[Shape(3), Enumerated] Tensor {|HIW0008:C|}"));
        Verify(Model(X, "[Shape(3), Enumerated, {|HIW0021:PerSample|}, P<Categorical>] Tensor C"));
        Verify(Model(X, "[Shape(3), Enumerated, {|HIW0039:Mask(nameof(S))|}, P<Categorical>] Tensor C", "[Given, Shape(3)] Tensor S"));
        Verify(Model("[Shape(4), P<Bernoulli>(nameof(Z))] Tensor X", "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z", "[Shape(3), Enumerated, P<Categorical>, {|HIW0011:R<Categorical>|}] Tensor C"));
    }
}
