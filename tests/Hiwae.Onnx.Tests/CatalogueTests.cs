namespace Hiwae.Onnx.Tests;

/// <summary>Every declared model, the catalogue's and those of this project, against the network itself: to 10⁻⁵.</summary>
public sealed class CatalogueTests
{
    public static TheoryData<string> WithData => [.. DeclaredModels.All.Where(entry => entry.Description.Observed.Any() && IsFormulas(entry.Description)).Select(entry => entry.Description.Name)];

    public static TheoryData<string> Toys => [.. DeclaredModels.All.Where(entry => !entry.Description.Observed.Any()).Select(entry => entry.Description.Name)];

    [Theory, MemberData(nameof(WithData))]
    public void A_file_gives_what_the_network_gives(string model) => Find(model).Accept(new RoundTrip());

    [Theory, MemberData(nameof(Toys))]
    public void What_has_no_data_has_nothing_to_export(string model) => Find(model).Accept(new Refusals());

    [Fact]
    public void A_sequence_is_refused_with_the_remedy()
    {
        using var network = Hiwae.Models.Vrnn.CreateNetwork(Noise.FromSeed(1));
        foreach (var export in (Action[])[() => Export.Encoder(network), () => Export.Decoder(network)])
            Assert.Equal(
                "vrnn is of a sequence of 28 steps, which is not exported: an ONNX file holds one pass through an encoder or a decoder. Export a model without [Repeat].",
                Assert.Throws<ExportException>(export).Message);
    }

    /// <summary>Whether both parts have formulas; of a flow on Q the mean has none. A sequence is not exported.</summary>
    private static bool IsFormulas(ModelDescription model) => model.Steps == 0 && model.Factors.All(factor => factor is not { Kind: FactorKind.Q, Flow: not null }) && model.Factors.All(factor => factor.Density is nameof(Normal) or nameof(SoftplusNormal)
        || (factor.Kind != FactorKind.Q && factor.Density != nameof(FileTests.Unknown)));

    private static ModelEntry Find(string model) => DeclaredModels.All.Single(entry => entry.Description.Name == model);

    private sealed class RoundTrip : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            var noise = Noise.FromSeed(1);
            using var network = Networks.Random<TModel>(noise);
            var (encoder, decoder) = (Export.Encoder(network), Export.Decoder(network));
            foreach (var batch in new[] { 1, 3 })
            {
                var data = RandomData.Of(TModel.Description, batch, noise);
                Expected.OfEncoder(network, encoder, data);
                Expected.OfDecoder(network, decoder, data, noise);
            }

            return true;
        }
    }

    private sealed class Refusals : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var network = TModel.CreateNetwork(Noise.FromSeed(1));
            var name = TModel.Description.Name;
            Assert.Equal(
                $"{name} has no encoder to export: no data reach {Formula.Of(TModel.Description, FactorKind.Q)}. Export a model whose Q is conditioned on data.",
                Assert.Throws<ExportException>(() => Export.Encoder(network)).Message);
            Assert.Equal(
                $"{name} has no decoder to export: nothing is observed. Export a model with an observed variable given a latent one.",
                Assert.Throws<ExportException>(() => Export.Decoder(network)).Message);
            return true;
        }
    }
}
