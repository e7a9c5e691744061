using System.Globalization;
using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

public class SequenceTests
{
    private const string X = "[Repeat(5), Shape(2), P<Normal>(nameof(Z))] Tensor X";

    private const string Z = "[Repeat(5), Shape(3), P<Normal>(Previous = [nameof(Z)]), Q<Normal>(nameof(X))] Tensor Z";

    private static string Model(params string[] variables) => $"[Model(Samples = 2)] public partial record M({string.Join(", ", variables)});{Networks}";

    private const string Networks = " [Network, Dense(4)] public sealed partial record Cell; [Flow, ActNorm] public sealed partial record Bend;"
        + " public readonly record struct Ring : ITarget<Ring> { public static Tensor LogDensity(Tensor value, params System.ReadOnlySpan<Tensor> parents) => value.sum(-1); }";

    [Theory]
    [InlineData(X, Z)]
    [InlineData(X, "[Repeat(5), Shape(3), P<Normal>(Previous = [nameof(H)]), Q<Normal>(nameof(X), Previous = [nameof(H)])] Tensor Z", "[Repeat(5), Shape(4), Feature<Cell>(nameof(X), Previous = [nameof(H)])] Tensor H")]
    [InlineData("[Repeat(5), Shape(2), P<Normal>(nameof(Z), nameof(G))] Tensor X", Z, "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor G")]
    [InlineData(X, Z, "[Shape(1), P<Normal>(nameof(Z))] Tensor Y")]
    [InlineData("[Repeat(5), Shape(2), Mask(nameof(On)), P<Normal>(nameof(Z))] Tensor X", "[Repeat(5), Shape(3), Mask(nameof(On)), P<Normal>, Q<Normal>(nameof(X))] Tensor Z", "[Given, Repeat(5), Shape(1)] Tensor On")]
    [InlineData(X, "[Repeat(5), Shape(3), P<Normal>(Flow = typeof(Bend)), Q<Normal>(nameof(X), nameof(A))] Tensor Z", "[Repeat(5), Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(Z), Previous = [nameof(A)])] Tensor A")]
    [InlineData(X, "[Repeat(5), Shape(3), P<Normal>(nameof(U)), Q<Normal>(nameof(X), nameof(E))] Tensor Z", "[Given, Repeat(5), Shape(1)] Tensor U", "[Feature<Cell>(nameof(X))] Tensor E")]
    public void Variables_of_a_sequence_read_the_same_step_and_the_one_before(params string[] variables) => Verify(Model(variables));

    [Theory]
    [InlineData("[Repeat(5), Shape(3), P<Normal>(Previous = [{|HIW0092:nameof(U)|}]), Q<Normal>(nameof(X))] Tensor Z", "[Given, Shape(1)] Tensor U", "P of Z reads the step before of U, but U has none; write [Repeat(5)] on U, or name it among the parents")]
    [InlineData(Z, "[Shape(1), P<Normal>(Previous = [{|HIW0092:nameof(Z)|}])] Tensor Y", "P of Y reads the step before of Z, but Y has no steps; write [Repeat(T)] on Y, or name Z among the parents")]
    [InlineData(Z, "[Repeat(5), Feature<Cell>(nameof(X), Previous = [{|HIW0092:nameof(H)|}])] Tensor H", "H reads the step before of H, but what it has depends on its own step before, so that its shape cannot be found; write [Shape(…)] on H")]
    public void What_has_no_step_before_cannot_be_read(string first, string second, string said) => Says(said, X, first, second);

    [Theory]
    [InlineData("[{|HIW0093:Repeat(0)|}, Shape(1), P<Normal>] Tensor Y", "that is no number of steps; write at least 1")]
    [InlineData("[{|HIW0093:Repeat(4)|}, Shape(1), P<Normal>] Tensor Y", "X has 5 steps, and all variables of a sequence have the same; write [Repeat(5)]")]
    [InlineData("[{|HIW0093:Repeat(5)|}, Shape(2), Enumerated, P<Categorical>] Tensor Y", "it is [Enumerated], and a sum over the states of all steps has too many; remove [Enumerated] and add a Q, or sum over a variable without steps")]
    [InlineData("[{|HIW0093:Repeat(5)|}, Shape(1), Target<Ring>, Q<Normal>] Tensor Y", "it has a target, which is a density of all of its values; remove [Repeat], and let the target take all steps")]
    [InlineData("[{|HIW0093:Repeat(5)|}, Shape(1), P<Normal>, Q<Normal>(nameof(X), Distinct = true)] Tensor Y", "Q of it is Distinct, and a head stands for a whole sequence; remove Distinct; a variable without steps may have it")]
    [InlineData("[{|HIW0093:Repeat(5)|}, Shape(1), P<Normal>(PseudoInputs = 3), Q<Normal>(nameof(X))] Tensor Y", "P of it has PseudoInputs, which are of a variable without steps; remove one of the two")]
    [InlineData("[{|HIW0093:Repeat(5)|}, Shape(1), Mask(nameof(On)), P<Normal>] Tensor Y, [Given, Shape(1)] Tensor On", "its mask On has none; write [Repeat(5)] on On too")]
    [InlineData("[{|HIW0093:Repeat(5)|}, Shape(2), Mask(nameof(On)), P<Normal>, Q<Normal>(nameof(X))] Tensor Y, [Given, Repeat(5), Shape(2)] Tensor On", "its mask On has 2 values a step, and a step of what is drawn is there or missing as a whole; write [Shape(1)] on On")]
    [InlineData("[{|HIW0093:Repeat(5)|}, Shape(2), Mask(nameof(On)), P<Normal>(Flow = typeof(Bend)), Q<Normal>(nameof(X))] Tensor Y, [Given, Repeat(5), Shape(1)] Tensor On", "it has a mask and a flow; remove one of the two")]
    public void Steps_have_to_fit(string variable, string said) => Says((variable.Contains("(0)", StringComparison.Ordinal) ? "Y has [Repeat(0)], but " : variable.Contains("(4)", StringComparison.Ordinal) ? "Y has [Repeat(4)], but " : "Y has [Repeat(5)], but ") + said, X, Z, variable);

    [Theory]
    [InlineData("[Repeat(5), Shape(2), Mask({|HIW0040:nameof(A)|}), P<Normal>, Q<Normal>(nameof(X))] Tensor Y, [Repeat(5), Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor A", "Y cannot have this mask: A is not given; declare a variable [Given, Shape(1), Repeat(5)] and name it here")]
    [InlineData("[Repeat(5), Shape(2), Mask({|HIW0040:nameof(A)|}), P<Normal>] Tensor Y, [Shape(2), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor A", "Y cannot have this mask: A is not given; declare a variable [Given, Shape(2), Repeat(5)] and name it here")]
    public void A_mask_that_is_not_given_is_said_to_be_that(string variables, string said) => Says(said, X, Z, variables);

    [Theory]
    [InlineData("[Repeat(5), Shape(2), P<Normal>(nameof(Z), {|HIW0094:nameof(G)|})] Tensor X", "[Shape(2), P<Normal>, Q<Normal>(nameof(Z))] Tensor G", "P of X has a value for each step and is conditioned on G, which is drawn from all steps (G ← Z), and so not there yet; condition G on other variables")]
    [InlineData("[Repeat(5), Shape(2), P<Normal>(nameof(Z), {|HIW0094:nameof(E)|})] Tensor X", "[Feature<Cell>(nameof(Z))] Tensor E", "P of X has a value for each step and is conditioned on E, which is computed from all steps (E ← Z)")]
    [InlineData("[Repeat(5), Shape(2), P<Normal>(nameof(Z), {|HIW0094:nameof(Y)|})] Tensor X", "[Shape(2), Observed, P<Normal>(nameof(Z))] Tensor Y", "P of X has a value for each step and is conditioned on Y, which is generated from all steps (Y ← Z)")]
    public void Nothing_of_a_step_reads_what_comes_after_all(string x, string other, string said) => Says(said, x, Z, other);

    [Theory]
    [InlineData("Filtering = true, Weights = Weights.Learned", X, Z, "its weights are Learned, and they are equal after each step; remove Weights, or Filtering")]
    [InlineData("Filtering = true, Alpha = 0.5", X, Z, "an Alpha takes powers of the weights of whole sequences; remove Alpha, or Filtering")]
    [InlineData("Filtering = true, KlWeight = 2", X, Z, "a KlWeight changes the weights that samples are drawn by; remove KlWeight, or Filtering")]
    [InlineData("Filtering = true, Gradient = Gradient.StickingTheLanding", X, Z, "StickingTheLanding is for samples that keep their own draws; remove Gradient, or Filtering")]
    [InlineData("Filtering = true", "[Shape(2), P<Normal>(nameof(Z))] Tensor X", "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z", "no latent variable has steps; write [Repeat(T)] on one, or remove Filtering")]
    [InlineData("Filtering = true", "[Repeat(5), Shape(2), P<Normal>(nameof(Z), nameof(G))] Tensor X, [Shape(1), P<Normal>, Q<Normal>(nameof(X))] Tensor G", Z, "G is drawn or summed over without steps, and belongs to a sample for good; write [Repeat(T)] on G, or remove Filtering")]
    [InlineData("Filtering = true", X, "[Repeat(5), Shape(3), P<Normal>, Q<Normal>(nameof(X), nameof(A))] Tensor Z, [Repeat(5), Shape(1), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor A", "A is auxiliary, and its R is of a sample's own draws; remove it, or Filtering")]
    public void Samples_are_drawn_anew_where_nothing_belongs_to_one_for_good(string options, string x, string z, string said)
    {
        var reported = Verify($"[Model(Samples = 2, {options.Replace("Filtering = true", "Filtering = {|HIW0088:true|}", StringComparison.Ordinal)})] public partial record M({x}, {z});{Networks}");
        Assert.Equal("Filtering draws samples anew from each other after every step of a sequence, but " + said, reported.Single().GetMessage(CultureInfo.InvariantCulture));
    }

    private static void Says(string said, params string[] variables)
    {
        var reported = Verify(Model(variables));
        Assert.StartsWith(said, reported.Single().GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }
}
