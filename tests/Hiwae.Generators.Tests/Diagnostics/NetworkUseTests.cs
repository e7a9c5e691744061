using System.Globalization;
using static Hiwae.Generators.Tests.Harness.Analysis;

namespace Hiwae.Generators.Tests.Diagnostics;

/// <summary>Declared networks on factors and features.</summary>
public class NetworkUseTests
{
    private const string Networks = """
         [Network, Dense(8)] public sealed partial record Wide;
         [Network, Dense(8, Conditioned = true)] public sealed partial record Coupled;
         [Network, Conv(2, Kernel = 3), Flatten, Dense(8)] public sealed partial record Encoder;
         [Network, Dense(32), Unflatten(2, 4, 4)] public sealed partial record Decoder;
         [Network, Dense(8, Conditioned = true), Dense(8)] public sealed partial record HalfCoupled;
         public sealed record Plain;
        """;

    private const string Image = "[Shape(2, 4, 4), P<Bernoulli>(nameof(Z))] Tensor X";
    private const string Latent = "[Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z";

    private static string Model(params string[] variables) =>
        $"[Model(Samples = 3)] public partial record M({string.Join(", ", variables)});{Networks}";

    private static string Proposal(string arguments, string given = "[Given, Shape(3)] Tensor Y") =>
        Model(Image, $"[Shape(2), P<Normal>, Q<Normal>({arguments})] Tensor Z", given);

    private static string Message(string marked) => Verify(marked).Single().GetMessage(CultureInfo.InvariantCulture);

    [Theory]
    [InlineData("typeof(Plain)")]
    [InlineData("typeof(string)")]
    [InlineData("typeof(int[])")]
    [InlineData("typeof(System.Collections.Generic.List<>)")]
    [InlineData("typeof(M)")]
    public void What_is_named_is_a_network(string type)
    {
        Verify(Proposal($"nameof(X), Net = {{|HIW0042:{type}|}}"));
        Verify(Proposal("nameof(X), Net = typeof(Wide)"));
        Verify(Proposal("nameof(X), Net = null"));
    }

    [Fact]
    public void So_it_is_on_a_feature()
    {
        Verify(Model(Image, Latent, "[Feature<{|HIW0042:Plain|}>(nameof(X))] Tensor H"));
        Verify(Model(Image, Latent, "[Feature<{|HIW0042:string|}>(nameof(X))] Tensor H"));
        Verify(Model(Image, Latent, "[Feature<Wide>(nameof(X))] Tensor H"));
    }

    [Theory]
    [InlineData("Hidden = {|HIW0043:[3]|}")]
    [InlineData("Activation = {|HIW0043:Activation.Relu|}")]
    [InlineData("Hidden = {|HIW0043:[3]|}, Activation = Activation.Relu")]
    [InlineData("Activation = {|HIW0043:(Activation)17|}")]
    public void Layers_are_declared_once(string arguments)
    {
        Verify(Proposal($"nameof(X), Net = typeof(Wide), {arguments}"));
        Verify(Proposal($"Net = typeof(Wide), {arguments}"));
    }

    [Fact]
    public void A_network_has_parents()
    {
        Verify(Proposal("Net = {|HIW0027:typeof(Wide)|}"));
        Verify(Proposal("Net = {|HIW0027:typeof(Coupled)|}, Context = nameof(Y)"));
        Verify(Model(Image, Latent, "[Feature<{|HIW0044:Wide|}>()] Tensor H"));
        Verify(Model(Image, Latent, "[Feature<{|HIW0044:Wide|}>] Tensor H"));
    }

    [Fact]
    public void A_network_fits_its_parents()
    {
        Assert.Contains("Conv", Message(Proposal("nameof(X), nameof(Y), Net = {|HIW0044:typeof(Encoder)|}")));
        Verify(Proposal("nameof(X), nameof(Y), Net = typeof(Wide)"));
        Verify(Proposal("nameof(X), nameof(Y), Net = typeof(Encoder)", "[Given, Shape(1, 4, 4)] Tensor Y"));
        Assert.Contains("3", Message(Proposal("nameof(Y), Net = {|HIW0044:typeof(Encoder)|}", "[Given, Shape(1, 2, 2)] Tensor Y")));
    }

    [Fact]
    public void So_does_that_of_a_feature_and_what_follows_from_it_is_not_reported_too()
    {
        Verify(Model(Image, Latent, "[Given, Shape(3)] Tensor Y", "[Feature<{|HIW0044:Encoder|}>(nameof(Y))] Tensor H"));
        Verify(Model(
            Image,
            "[Shape(2), P<Normal>, Q<Normal>(nameof(G), Net = typeof(Encoder))] Tensor Z",
            "[Feature<Wide>(nameof(H))] Tensor G",
            "[Feature<{|HIW0044:Encoder|}>(nameof(Y))] Tensor H",
            "[Given, Shape(3)] Tensor Y"));
        Verify(Model(
            Image,
            Latent,
            "[Given, Shape(3)] Tensor Y",
            "[Feature<{|HIW0044:Encoder|}>(nameof(Y))] Tensor H",
            "[Feature<Encoder>(nameof(H), nameof(X))] Tensor G",
            "[Feature<Encoder>(nameof(G))] Tensor F"));
    }

    [Fact]
    public void A_feature_has_the_shape_that_its_network_gives()
    {
        Verify(Model(Image, Latent, "[Feature<Decoder>(nameof(X))] Tensor H", "[Feature<Encoder>(nameof(H))] Tensor G"));
        Verify(Model(Image, Latent, "[Feature<Wide>(nameof(X))] Tensor H", "[Feature<{|HIW0044:Encoder|}>(nameof(H))] Tensor G"));
        Verify(Model(Image, "[Shape(2), P<Normal>, Q<Normal>(nameof(X), Net = typeof(Encoder))] Tensor Z", "[Feature<Wide>(nameof(X))] Tensor H"));
        Verify(Model(Image, "[Shape(2), P<Normal>, Q<Normal>(nameof(H), Net = {|HIW0044:typeof(Encoder)|})] Tensor Z", "[Feature<Wide>(nameof(X))] Tensor H"));
    }

    [Fact]
    public void A_network_that_ends_in_an_image_gives_the_parameters()
    {
        Verify(Model("[Shape(2, 4, 4), P<Bernoulli>(nameof(Z), Net = typeof(Decoder))] Tensor X", Latent));
        Verify(Model("[Shape(1, 4, 4), P<Normal>(nameof(Z), Net = typeof(Decoder))] Tensor X", Latent));
        var normal = Message(Model("[Shape(2, 4, 4), P<Normal>(nameof(Z), Net = {|HIW0045:typeof(Decoder)|})] Tensor X", Latent));
        Assert.Contains("Decoder gives 2×4×4 for P of X, but Normal of 2×4×4 values with 2 parameters each takes 2 × 2 = 4 channels of 4×4", normal);
        Assert.EndsWith("takes 2 × 2 = 4 channels of 4×4; change the channels of the last layer, or end the network with Flatten", normal);
        Assert.Contains("with 1 parameter each takes 2 channels of 4×5; write more Padding", Message(
            Model("[Shape(2, 4, 5), P<Bernoulli>(nameof(Z), Net = {|HIW0045:typeof(Decoder)|})] Tensor X", Latent)));
        Assert.Contains("takes 1 channel of 3×4; write Crop(3, 4) at the end", Message(
            Model("[Shape(1, 3, 4), P<Bernoulli>(nameof(Z), Net = {|HIW0045:typeof(Decoder)|})] Tensor X", Latent)));
        Assert.Contains("of 5×4; write more Padding", Message(
            Model("[Shape(2, 5, 4), P<Bernoulli>(nameof(Z), Net = {|HIW0045:typeof(Decoder)|})] Tensor X", Latent)));
        Assert.Contains("of 4×3; write Crop(4, 3) at the end", Message(
            Model("[Shape(2, 4, 3), P<Bernoulli>(nameof(Z), Net = {|HIW0045:typeof(Decoder)|})] Tensor X", Latent)));
        Assert.EndsWith("MultivariateNormal takes raw numbers for pairs of values too, which are no channels of an image; end the network with Flatten", Message(
            Model("[Shape(1, 4, 4), P<MultivariateNormal>(nameof(Z), Net = {|HIW0045:typeof(Decoder)|})] Tensor X", Latent)));
        Assert.Contains("with 3 parameters each takes 3 × 1 = 3 channels of 4×4", Message(
            Model("[Shape(1, 4, 4), P<LowRankMultivariateNormal<Rank1>>(nameof(Z), Net = {|HIW0045:typeof(Decoder)|})] Tensor X", Latent)));
        Assert.Contains("[Shape(channels, height, width)]", Message(
            Model("[Shape(32), P<Bernoulli>(nameof(Z), Net = {|HIW0045:typeof(Decoder)|})] Tensor X", Latent)));
    }

    [Fact]
    public void It_has_neither_heads_nor_components()
    {
        Verify(Model(
            Image, "[Shape(1, 4, 4), P<Normal>, Q<Normal>(nameof(X), Net = typeof(Decoder), Distinct = {|HIW0047:true|})] Tensor Z"));
        Verify(Model("[Shape(2, 4, 4), P<Bernoulli>(nameof(Z), Net = typeof(Decoder), Components = {|HIW0047:2|})] Tensor X", Latent));
        Verify(Model(Image, "[Shape(1, 4, 4), P<Normal>, Q<Normal>(nameof(X), Net = typeof(Decoder))] Tensor Z"));
        Verify(Model(Image, "[Shape(1, 4, 4), P<Normal>, Q<Normal>(nameof(X), Net = typeof(Wide), Distinct = true)] Tensor Z"));
    }

    [Fact]
    public void A_context_conditions_a_layer()
    {
        Verify(Proposal("nameof(X), Net = typeof(Coupled), Context = nameof(Y)"));
        Verify(Proposal("nameof(X), Net = typeof(HalfCoupled), Context = nameof(Y)"));
        Verify(Proposal("nameof(X), Net = typeof(Wide), Context = {|HIW0046:nameof(Y)|}"));
        Verify(Proposal("nameof(X), Hidden = [3], Context = {|HIW0046:nameof(Y)|}"));
        Verify(Proposal("nameof(X), Context = {|HIW0046:nameof(Y)|}"));
        Verify(Proposal("nameof(X), Net = {|HIW0046:typeof(Coupled)|}"));
        Verify(Model(Image, Latent, "[Feature<{|HIW0046:Coupled|}>(nameof(X))] Tensor H"));
        Verify(Model(Image, Latent, "[Feature<Wide>(nameof(X), Context = {|HIW0046:nameof(Y)|})] Tensor H", "[Given, Shape(3)] Tensor Y"));
        Verify(Model(Image, Latent, "[Feature<Coupled>(nameof(X), Context = nameof(Y))] Tensor H", "[Given, Shape(3)] Tensor Y"));
    }

    [Fact]
    public void A_broken_network_reports_on_itself_only()
    {
        var model = Proposal("nameof(X), Net = typeof(Broken)");
        Assert.Empty(Of(Harness.Generation.Run(Preamble + model + " [Network, Dense(-1)] public sealed partial record Broken;"))
            .Where(diagnostic => diagnostic.Id is "HIW0042" or "HIW0044" or "HIW0046"));
        Assert.Contains(
            "The declaration of M has an error.",
            Harness.Generation.Run(Preamble + model + " [Network, Dense(-1)] public sealed partial record Broken;").File("Declared.M"));
        Verify(model + " [Network, Dense(1)] public sealed partial record Broken;");
    }

    [Fact]
    public void So_does_the_compiler_on_one_that_it_rejects()
    {
        var generation = Harness.Generation.Run(
            Preamble + Proposal("nameof(X), Net = typeof(Broken)") + " [Network, Dense(Missing)] public sealed partial record Broken;");
        Assert.Empty(Of(generation));
        Assert.Contains("The declaration of M has an error.", generation.File("Declared.M"));
    }

    [Fact]
    public void Layers_without_the_network_attribute_are_reported_where_they_are()
    {
        Verify(Proposal("nameof(X), Net = typeof(Unmarked)") + " [{|HIW0053:Dense(3)|}] public sealed partial record Unmarked;");
        Verify(Model(Image, Latent, "[Feature<Unmarked>(nameof(X))] Tensor H") + " [{|HIW0053:Dense(3)|}] public sealed partial record Unmarked;");
        Verify(Proposal("nameof(X), Net = typeof(Unmarked)") + " [Network, Dense(3)] public sealed partial record Unmarked;");
    }

    [Theory]
    [InlineData("nameof(X), Net = typeof(Missing1)")]
    [InlineData("nameof(X), Net = typeof(Wide), Nett = typeof(Wide)")]
    public void What_the_compiler_rejects_is_left_to_it(string arguments) =>
        Assert.Empty(Of(Harness.Generation.Run(Preamble + Proposal(arguments))));

    [Fact]
    public void Nor_is_a_value_type_or_a_second_feature_ours_to_report()
    {
        Assert.Empty(Of(Harness.Generation.Run(Preamble + Model(Image, Latent, "[Feature<int>(nameof(X))] Tensor H"))));
        Assert.Empty(Of(Harness.Generation.Run(
            Preamble + Model(Image, Latent, "[Feature<Wide>(nameof(X)), Feature<Encoder>(nameof(X))] Tensor H"))));
    }
}
