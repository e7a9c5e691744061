namespace Hiwae.Onnx.Tests;

/// <summary>Models with flows: the decoder is as of any other, the encoder of a proposal through a flow is refused.</summary>
public sealed partial class FlowTests
{
    [Fact]
    public void The_decoder_takes_what_the_flow_gives()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(3);
        using var network = Networks.Random<Flowing>(noise);
        var z = noise.Normal(7, 2) * 3;
        var file = Export.Decoder(network);
        Assert.Equal(["z"], file.Inputs.Select(input => input.Name));
        Runtime.Same(((Flowing.Network)network).Decode(z), Runtime.Run(file.ToBytes(), [("z", z)])["x_mean"], "x");
    }

    [Fact]
    public void The_encoder_is_refused_with_the_remedy()
    {
        using var network = Flowing.CreateNetwork(Noise.FromSeed(1));
        var refused = Assert.Throws<ExportException>(() => Export.Encoder(network));
        Assert.Contains("q(z | x) goes through the flow Turn, whose mean has no formula", refused.Message, StringComparison.Ordinal);
        Assert.Contains("from draws with 'encode'", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>A flow on the prior alone is no part of either.</summary>
    [Fact]
    public void A_flow_of_the_prior_leaves_the_encoder_as_it_is()
    {
        using var network = FlowingPrior.CreateNetwork(Noise.FromSeed(1));
        Assert.Equal(["z_mean", "z_scale"], Export.Encoder(network).Outputs.Select(output => output.Name));
    }

    [Flow, Coupling(Hidden = [3]), Permute, Coupling(Hidden = [3])]
    public sealed partial record Turn;

    [Model(Samples = 2)]
    public sealed partial record Flowing(
        [Shape(3), P<Normal>(nameof(Z), Hidden = [4])] Tensor X,
        [Shape(2), P<Normal>(Flow = typeof(Turn)), Q<Normal>(nameof(X), Flow = typeof(Turn))] Tensor Z);

    [Model(Samples = 2)]
    public sealed partial record FlowingPrior(
        [Shape(3), P<Normal>(nameof(Z), Hidden = [4])] Tensor X,
        [Shape(2), P<Normal>(Flow = typeof(Turn)), Q<Normal>(nameof(X))] Tensor Z);
}
