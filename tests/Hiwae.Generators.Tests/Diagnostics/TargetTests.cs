using System.Globalization;
using Hiwae.Generators.Tests.Harness;
using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

public class TargetTests
{
    private const string Ring = """


        public readonly record struct Ring : ITarget<Ring>
        {
            public static Tensor LogDensity(Tensor value, params System.ReadOnlySpan<Tensor> parents) => value.square().sum(-1) * -1;
        }
        """;

    private static string Model(params string[] variables) => $"[Model(Samples = 2)] public partial record M({string.Join(", ", variables)});" + Ring;

    [Theory]
    [InlineData("[Shape(2), Target<Ring>, Q<Normal>] Tensor Z")]
    [InlineData("[Shape(2), Q<Normal>(Learned = true), Target<Ring>] Tensor Z")]
    [InlineData("[Shape(2), Target<Ring>(nameof(Y)), Q<Normal>(nameof(Y))] Tensor Z", "[Given, Shape(1)] Tensor Y")]
    [InlineData("[Shape(2), Target<Ring>(nameof(Y)), Q<Normal>] Tensor Z", "[Shape(1), P<Normal>, Q<Normal>] Tensor Y")]
    [InlineData("[Shape(2), Target<Ring>, Q<Normal>(nameof(A))] Tensor Z", "[Shape(1), Q<Normal>, R<Normal>(nameof(Z))] Tensor A")]
    [InlineData("[Shape(2), Target<Ring>, Q<Normal>(nameof(X))] Tensor Z", "[Shape(3), P<Normal>(nameof(Z))] Tensor X")]
    public void A_target_is_the_generative_factor_of_a_latent_variable(params string[] variables) => Verify(Model(variables));

    [Theory]
    [InlineData("[Shape(2), {|HIW0059:Target<Ring>|}] Tensor Z", "Z has no Q, so nothing draws it; add Q<Normal>(…)")]
    [InlineData("[Shape(2), P<Normal>, {|HIW0059:Target<Ring>|}, Q<Normal>] Tensor Z", "Z has P<Normal> too; remove one of the two")]
    [InlineData("[Shape(2), {|HIW0059:Target<Ring>|}, Q<Normal>, R<Normal>] Tensor Z", "Z has R<Normal>, which is for what the generative model does not contain; remove R")]
    [InlineData("[Shape(2), P<Normal>, {|HIW0059:Target<Ring>|}, Q<Normal>, R<Normal>] Tensor Z", "Z has P<Normal> too; remove one of the two")]
    public void And_of_nothing_else(string variable, string said)
    {
        var message = Verify(Model(variable, "[Shape(2), P<Normal>] Tensor X")).Single().GetMessage(CultureInfo.InvariantCulture);
        Assert.Equal("Target<Ring> stands in the place of P on a latent variable, but " + said, message);
    }

    [Fact]
    public void What_is_given_or_a_feature_has_no_density_not_even_a_target()
    {
        Verify(Model("[Shape(2), Target<Ring>, Q<Normal>] Tensor Z", "[Shape(2), {|HIW0037:Given|}, Target<Ring>] Tensor Y"));
        Verify(Model("[Shape(2), Target<Ring>, Q<Normal>] Tensor Z", "[Feature<Net>(nameof(Z)), {|HIW0038:Target<Ring>|}] Tensor H")
            + " [Network, Dense(3)] public sealed partial record Net;");
    }

    [Fact]
    public void What_applies_to_latent_variables_alone_applies_to_those_with_a_target()
    {
        var reported = Verify(Model("[Shape(2), {|HIW0021:PerSample|}, Target<Ring>, Q<Normal>] Tensor Z"));
        Assert.Contains("Z is latent and drawn for each sample anyway", reported.Single().GetMessage(CultureInfo.InvariantCulture), StringComparison.Ordinal);
        Verify(Model("[Shape(2), Target<Ring>, Q<{|HIW0022:Bernoulli|}>] Tensor Z"));
        Verify(Model("[Shape(2), Target<{|HIW0023:Ring|}>, Q<ContinuousBernoulli>] Tensor Z"));
        Verify(Model("[Shape(2), Target<Ring>({|HIW0015:\"Y\"|}), Q<Normal>] Tensor Z"));
        Verify(Model("[Shape(2), Target<Ring>({|HIW0017:nameof(Z)|}), Q<Normal>] Tensor Z"));
        Verify(Model("[Shape(2), Target<Ring>({|HIW0019:nameof(A)|}), Q<Normal>] Tensor Z", "[Shape(1), Q<Normal>, R<Normal>] Tensor A"));
    }

    [Fact]
    public void A_cycle_may_lead_through_a_target() => Verify(Model(
        "[Shape(2), Target<Ring>({|HIW0018:nameof(Y)|}), Q<Normal>] Tensor Z", "[Shape(2), P<Normal>(nameof(Z)), Q<Normal>] Tensor Y"));

    [Fact]
    public void A_target_can_be_named() => Verify(
        Model("[Shape(2), Target<{|HIW0024:Ring|}>, Q<Normal>] Tensor Z").Replace("public readonly", "file readonly"));

    [Fact]
    public void What_is_no_target_is_told_what_to_implement()
    {
        var generation = Generation.Run(Preamble + Model("[Shape(2), Target<Normal>, Q<Normal>] Tensor Z"));

        Assert.Contains(generation.Diagnostics, diagnostic => diagnostic.Id == "CS0315");
        Assert.Equal(
            "Normal cannot be used as a density: it is not a struct that implements ITarget<Normal>; write a struct of your own that implements ITarget<…>",
            Assert.Single(Of(generation)).GetMessage(CultureInfo.InvariantCulture));
    }
}
