using Hiwae.Explanation;
using Hiwae.Networks;
namespace Hiwae.Runtime.Tests.Models;

public sealed class NetworkOutlineTests
{
    [Fact]
    public void Layers_stand_with_their_options_and_shapes()
    {
        var outlines = NetworkOutline.Of(Explained.Whole).ToDictionary(o => o.Submodule);
        Assert.Equal(["p_x", "p_z", "q_z", "q_z0", "r_z0", "f_h", "f_g"], outlines.Keys);
        Assert.Equal(
            [
                new("x", "1×4×4"),
                new("Conv(4, Kernel = 3, Stride = 2, Padding = 1), elu", "4×2×2"),
                new("BatchNorm", "4×2×2"),
                new("Flatten", "16"),
                new("Dropout(0.5)", "16"),
                new("Dense(10), relu", "10"),
            ],
            outlines["f_h"].Layers.ToArray());
        Assert.Equal([new("z0", "2"), new("Dense(8), weight norm, scaled and shifted by h, elu", "8")], outlines["q_z"].Layers.ToArray());
        Assert.Equal([new("z, y", "12")], outlines["p_x"].Layers.ToArray());
        Assert.Empty(outlines["p_z"].Layers);
        Assert.Equal((3, 1), (outlines["q_z"].Heads, outlines["q_z0"].Heads));
        Assert.Equal(("p_θ(z), mixture of 10 × Normal", "g = Join(z; y)"), (outlines["p_z"].Computes, outlines["f_g"].Computes));
    }

    [Theory]
    [InlineData(Support.Count)]
    [InlineData(Support.Positive)]
    public void Positive_numbers_and_counts_are_read_as_logarithms(Support support)
    {
        var model = Descriptions.Model(
            new("X", Role.Observed, InPlate: false, [3], [Descriptions.P("X", support, "Z")]),
            new("Z", Role.Latent, InPlate: true, [2], [Descriptions.P("Z", Support.Real), Descriptions.Q("Z", "X") with { Layers = [new Layer.Dense(4, Activation.Tanh, Conditioned: true)], Context = "X" }]));
        var outlines = NetworkOutline.Of(model).ToDictionary(outline => outline.Computes.Split('(')[0]);
        Assert.Equal([new("log(1 + x)", "3"), new("Dense(4), scaled and shifted by log(1 + x), tanh", "4")], outlines["q"].Layers.ToArray());
        Assert.Equal("z", outlines["p"].Layers[0].Layer);
    }

    [Fact]
    public void Every_submodule_of_a_network_has_an_outline()
    {
        foreach (var entry in DeclaredModels.All)
            entry.Accept(new SameNames());
    }

    private sealed class SameNames : IModelVisitor<bool>
    {
        public bool Visit<TModel>() where TModel : class, IModel<TModel>
        {
            using var scope = NewDisposeScope();
            using var network = TModel.CreateNetwork(Noise.FromSeed(1));
            Assert.Equal(
                network.named_children().Select(c => c.name).Where(n => n != "pi").Order(StringComparer.Ordinal),
                NetworkOutline.Of(TModel.Description).Select(o => o.Submodule).Order(StringComparer.Ordinal));
            return true;
        }
    }
}
