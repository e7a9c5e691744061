using global::Onnx;
using Hiwae.Checkpoints;
using Hiwae.Models;

namespace Hiwae.Onnx.Tests;

/// <summary>What is in a file beside numbers, how it is written, and what is refused.</summary>
public sealed partial class FileTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("hiwae-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Inputs_and_outputs_are_named_and_shaped_as_declared()
    {
        using var network = CondHiwae.CreateNetwork(Noise.FromSeed(1), samples: 3);
        var (encoder, decoder) = (Export.Encoder(network), Export.Decoder(network));
        Assert.Equal(["x [batch, 784] X, observed", "y [batch, 10] Y, given"], encoder.Inputs.Select(Line));
        Assert.Equal(
            [
                "z0_mean [batch, 50] The mean of q(z0 | x, y), Normal",
                "z0_scale [batch, 50] The standard deviation of q(z0 | x, y), Normal",
                "z_mean [batch, 3, 50] The mean of q_j(z | z0, x, y), Normal",
                "z_scale [batch, 3, 50] The standard deviation of q_j(z | z0, x, y), Normal",
            ],
            encoder.Outputs.Select(Line));
        Assert.Equal(["z [batch, 50] Z, latent", "y [batch, 10] Y, given"], decoder.Inputs.Select(Line));
        Assert.Equal(["x_mean [batch, 784] The mean of p(x | z, y), Bernoulli"], decoder.Outputs.Select(Line));

        static string Line(OnnxTensor tensor) => $"{tensor.Name} {tensor} {tensor.Description}";
    }

    [Fact]
    public void A_decoder_is_what_Decode_gives()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var network = CondHiwae.CreateNetwork(noise);
        var (z, y) = (noise.Normal(3, 50), noise.Normal(3, 10));
        Runtime.Same(network.Decode(z, y), Runtime.Run(Export.Decoder(network).ToBytes(), [("z", z), ("y", y)])["x_mean"], "x");
    }

    [Fact]
    public void A_decoder_of_dense_layers_is_a_chain_of_products()
    {
        using var network = Iwae.CreateNetwork(Noise.FromSeed(1));
        var file = Export.Decoder(network);
        var graph = ModelProto.Parser.ParseFrom(file.ToBytes()).Graph;
        Assert.Equal(["Gemm", "Tanh", "Gemm", "Tanh", "Gemm", "Sigmoid", "Identity"], graph.Node.Select(node => node.OpType));
        Assert.Equal(7, file.Operators);
        Assert.Equal(
            network.state_dict().Keys.Where(key => key.StartsWith("p_x", StringComparison.Ordinal)).Order(StringComparer.Ordinal),
            graph.Initializer.Select(constant => constant.Name).Order(StringComparer.Ordinal));
        Assert.All(graph.Node, node => Assert.Equal("p(x | z)", node.DocString));
    }

    [Fact]
    public void The_metadata_say_what_it_is_of()
    {
        using var network = Iwae.CreateNetwork(Noise.FromSeed(1));
        var model = ModelProto.Parser.ParseFrom(Export.Encoder(network).ToBytes());
        Assert.Equal(("Hiwae", "0.1.0", 8), (model.ProducerName, model.ProducerVersion, model.IrVersion));
        Assert.Equal(("", 17), (Assert.Single(model.OpsetImport).Domain, model.OpsetImport[0].Version));
        Assert.Equal("The encoder of iwae, q(z | x). The importance-weighted autoencoder of Burda et al. (2016): independent proposals, no auxiliary.", model.DocString);
        Assert.Equal("iwae-encoder", model.Graph.Name);
        Assert.Equal(
            ["hiwae.model = iwae", "hiwae.part = encoder", "hiwae.factorisation = p(x | z) p(z)  ·  q(z | x)"],
            model.MetadataProps.Select(pair => $"{pair.Key} = {pair.Value}"));
    }

    [Fact]
    public void A_file_is_replaced_when_the_new_one_is_whole()
    {
        using var network = Iwae.CreateNetwork(Noise.FromSeed(1));
        var path = Path.Combine(folder, "decoder.onnx");
        File.WriteAllText(path, "before");
        var file = Export.Decoder(network, path);
        Assert.Equal(file.ToBytes(), File.ReadAllBytes(path));
        Assert.Equal(file.Size, new FileInfo(path).Length);
        Assert.Equal([path], Directory.GetFiles(folder));
        var missing = Path.Combine(folder, "no", "encoder.onnx");
        Assert.StartsWith($"{missing} cannot be written: ", Assert.Throws<CheckpointException>(() => Export.Encoder(network, missing)).Message);
    }

    [Fact]
    public void The_same_network_gives_the_same_file()
    {
        using var network = HiwaeConv.CreateNetwork(Noise.FromSeed(1));
        Assert.Equal(Export.Encoder(network).ToBytes(), Export.Encoder(network).ToBytes());
    }

    [Fact]
    public void A_network_of_another_type_is_exported_in_32_bits_and_stays_what_it_is()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1, dtype: ScalarType.Float64);
        using var network = Iwae.CreateNetwork(noise);
        network.train();
        var z = noise.Normal(3, 50);
        Runtime.Same(network.Decode(z), Runtime.Run(Export.Decoder(network).ToBytes(), [("z", z)])["x_mean"], "x");
        Assert.True(network.training);
        Assert.All(network.parameters(), parameter => Assert.Equal(ScalarType.Float64, parameter.dtype));
    }

    [Fact]
    public void A_network_that_is_too_large_for_one_file_is_refused()
    {
        using var network = Iwae.CreateNetwork(Noise.FromSeed(1));
        var message = Assert.Throws<ExportException>(() => Export.Onnx(network, OnnxPart.Decoder, null, 4_600_000)).Message;
        Assert.Equal(
            "The decoder of iwae has 828,800 bytes of numbers or more, and an ONNX file holds 405,696; make the network smaller, or read its parameters from the safetensors of a run.", message);
        Assert.Equal(Export.Decoder(network).ToBytes(), Export.Onnx(network, OnnxPart.Decoder, null, 5_100_000).ToBytes());
    }

    /// <summary>Whoever decodes gives values, and there is none missing.</summary>
    [Fact]
    public void A_mask_belongs_to_the_encoder_alone()
    {
        using var network = Whole.CreateNetwork(Noise.FromSeed(1));
        Assert.Equal(["x", "next", "has"], Export.Encoder(network).Inputs.Select(input => input.Name));
        Assert.Equal("a mask: 1 where a value is there, 0 where it is missing", Export.Encoder(network).Inputs[2].Description["Has, ".Length..]);
        Assert.Equal(["z", "x"], Export.Decoder(network).Inputs.Select(input => input.Name));
    }

    /// <summary>What stands where a value is missing is not read.</summary>
    [Fact]
    public void What_is_missing_may_be_anything()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var network = Networks.Random<Everything>(noise);
        var (x, seen) = (noise.Uniform(4, 1, 8, 8), noise.Uniform(4, 1, 8, 8).lt(0.5).to_type(ScalarType.Float32));
        var file = Export.Encoder(network).ToBytes();
        Tensor Mean(double missing) => Runtime.Run(file, [("x", x.masked_fill(seen.eq(0), missing)), ("seen", seen)])["z_mean"];
        Assert.True(Mean(double.NaN).isfinite().all().ToBoolean());
        Runtime.Same(Mean(0), Mean(double.NaN), "z_mean", tolerance: 0);
    }

    [Fact]
    public void A_density_of_tensors_is_refused_by_name_and_the_other_part_is_not()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var observed = ObservedTensors.CreateNetwork(noise);
        Assert.Equal(
            "observed-tensors: the density Unknown of p(x | z) is written with tensors, so that there are no operators for it in an ONNX file; write it as an IFormula, or declare another one.",
            Assert.Throws<ExportException>(() => Export.Decoder(observed)).Message);
        var data = noise.Normal(3, 2);
        Expected.OfEncoder(observed, Export.Encoder(observed), data);

        using var latent = LatentTensors.CreateNetwork(noise);
        Assert.StartsWith("latent-tensors: the density Unknown of q(z | x) is", Assert.Throws<ExportException>(() => Export.Encoder(latent)).Message);
        Expected.OfDecoder(latent, Export.Decoder(latent), data, noise);
    }

    [Fact]
    public void A_network_that_does_not_record_what_it_computes_is_refused()
    {
        using var network = new ByHand();
        Assert.Equal(
            "iwae: ByHand does not record its bound, so that nothing is known of what it computes; let the generator write its network.",
            Assert.Throws<ExportException>(() => Export.Encoder(network)).Message);
    }

    [Fact]
    public void A_variable_that_is_called_as_an_output_would_be_keeps_its_name()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var network = Borrowed.CreateNetwork(noise);
        var file = Export.Decoder(network);
        Assert.Equal(["z", "x_mean"], file.Inputs.Select(input => input.Name));
        var (z, given) = (noise.Normal(3, 2), noise.Normal(3, 2));
        Runtime.Same(network.Decode(z, given), Runtime.Run(file.ToBytes(), [("z", z), ("x_mean", given)])["x_mean_"], "x");
    }
}
