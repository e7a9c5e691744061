using System.Globalization;
using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

/// <summary>Given variables, features and masks as parts of a model.</summary>
public class DataTests
{
    private const string Observed = "[Shape(4), P<Bernoulli>(nameof(Z))] Tensor X";
    private const string Latent = "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z";
    private const string Given = "[Given, Shape(4)] Tensor Y";
    private const string Feature = "[Feature<Wide>(nameof(X))] Tensor H";
    private const string Wide = " [Network, Dense(8)] public sealed partial record Wide;";

    private static string Model(params string[] variables) => $"[Model] public partial record M({string.Join(", ", variables)});{Wide}";

    [Fact]
    public void A_given_variable_is_only_conditioned_on()
    {
        Verify(Model(Observed, Latent, Given));
        Verify(Model(Observed, Latent, "[{|HIW0037:Given|}, Shape(4), P<Normal>] Tensor Y"));
        Verify(Model(Observed, Latent, "[{|HIW0037:Given|}, Shape(4), Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor Y"));
        Verify(Model(Observed, Latent, "[{|HIW0037:Given|}, Feature<Wide>(nameof(X))] Tensor Y"));
        var reported = Verify(Model(Observed, Latent, "[{|HIW0037:Given|}, Shape(8), Feature<Wide>(nameof(X))] Tensor Y"));
        Assert.Contains("Feature<Wide>", reported.Single().GetMessage(CultureInfo.InvariantCulture));
    }

    [Fact]
    public void A_feature_has_no_density()
    {
        Verify(Model(Observed, Latent, Feature));
        Verify(Model(Observed, Latent, "[Feature<Wide>(nameof(X)), {|HIW0038:P<Normal>(nameof(Z))|}] Tensor H"));
        Verify(Model(Observed, Latent, "[Feature<Wide>(nameof(X)), {|HIW0038:Q<Normal>(nameof(X))|}, {|HIW0038:R<Normal>(nameof(Z))|}] Tensor H"));
    }

    [Fact]
    public void Neither_is_drawn_per_sample_by_choice()
    {
        Verify(Model(Observed, Latent, "[Given, {|HIW0021:PerSample|}, Shape(4)] Tensor Y"));
        Verify(Model(Observed, Latent, "[Feature<Wide>(nameof(X)), {|HIW0021:PerSample|}] Tensor H"));
    }

    [Fact]
    public void A_given_variable_has_a_shape_and_a_feature_that_of_its_network()
    {
        Verify(Model(Observed, Latent, "[Given] Tensor {|HIW0005:Y|}"));
        Verify(Model(Observed, Latent, "[Given, {|HIW0007:Shape(65536, 65536)|}] Tensor Y"));
        Verify(Model(Observed, Latent, "[Feature<Wide>(nameof(X)), Shape(8)] Tensor H"));
        Verify(Model(Observed, Latent, "[Feature<Wide>(nameof(X)), {|HIW0005:Shape()|}] Tensor H"));
        Verify(Model(Observed, Latent, "[Feature<Wide>(nameof(X)), Shape({|HIW0006:-8|})] Tensor H"));
        var reported = Verify(Model(Observed, Latent, "[Feature<Wide>(nameof(X)), {|HIW0050:Shape(2, 4)|}] Tensor H"));
        Assert.Contains("declared with shape 2×4, but Wide gives 8; write [Shape(8)]", reported.Single().GetMessage(CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("[Shape(2), {|HIW0039:Mask(nameof(Y))|}, P<Normal>, Q<Normal>(nameof(X))] Tensor A")]
    [InlineData("[Shape(2), {|HIW0039:Mask(nameof(Y))|}, Q<Normal>(nameof(X)), R<Normal>(nameof(Z))] Tensor A")]
    [InlineData("[Given, Shape(4), {|HIW0039:Mask(nameof(Y))|}] Tensor A")]
    [InlineData("[Feature<Wide>(nameof(X)), {|HIW0039:Mask(nameof(Y))|}] Tensor A")]
    public void Only_what_is_observed_can_be_missing(string variable) => Verify(Model(Observed, Latent, Given, variable));

    [Fact]
    public void A_mask_exists()
    {
        Verify(Model("[Shape(4), Mask({|HIW0015:\"Seen\"|}), P<Bernoulli>(nameof(Z))] Tensor X", Latent, Given));
        Verify(Model("[Shape(4), Mask(nameof(Y)), P<Bernoulli>(nameof(Z))] Tensor X", Latent, Given));
    }

    [Theory]
    [InlineData("nameof(Z)", Given)]
    [InlineData("nameof(X)", Given)]
    [InlineData("nameof(Y)", "[Feature<Wide>(nameof(X))] Tensor Y")]
    [InlineData("nameof(Y)", "[Given, Shape(2, 2)] Tensor Y")]
    [InlineData("nameof(Y)", "[Given, Shape(3)] Tensor Y")]
    public void A_mask_is_given_and_fits(string mask, string given)
    {
        Verify(Model($"[Shape(4), Mask({{|HIW0040:{mask}|}}), P<Bernoulli>(nameof(Z))] Tensor X", Latent, given));
        Verify(Model("[Shape(4), Mask(nameof(Y)), P<Bernoulli>(nameof(Z))] Tensor X", Latent, Given));
        Verify(Model("[Shape(4), Mask(nameof(Y)), P<Bernoulli>(nameof(Z))] Tensor X", Latent, "[Given, Shape(1, 1)] Tensor Y"));
    }

    [Fact]
    public void A_mask_value_by_value_needs_a_pointwise_density()
    {
        Verify(Model("[Shape(4), Mask(nameof(Y)), P<{|HIW0041:Categorical|}>(nameof(Z))] Tensor X", Latent, Given));
        Verify(Model("[Shape(4), Mask(nameof(Y)), P<Categorical>(nameof(Z))] Tensor X", Latent, "[Given, Shape(1)] Tensor Y"));
        Verify(Model("[Shape(4), Mask(nameof(Y)), P<Bernoulli>(nameof(Z), Components = 3)] Tensor X", Latent, Given));
    }
}
