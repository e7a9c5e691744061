using Hiwae.Generators.Model;
using Hiwae.Shapes;

namespace Hiwae.Generators.Tests.Networks;

public class NetworkParserTests
{
    [Fact]
    public void A_layer_is_as_its_network_says_unless_it_says_otherwise()
    {
        var layers = DeclaredNetworks.Of(
            "Dense(3), Dense(3, Activation = Activation.Tanh, WeightNorm = false, Residual = false)",
            "(Activation = Activation.Elu, WeightNorm = true, Residual = true)").Layers;

        Assert.Equal(["Elu", "Tanh"], layers.Select(layer => layer.Activation.Name));
        Assert.Equal([false, true], layers.Select(layer => layer.Activation.IsWritten));
        Assert.Equal([true, false], layers.Select(layer => layer.WeightNorm));
        Assert.Equal([true, false], layers.Select(layer => layer.Residual));
    }

    [Fact]
    public void Only_maps_have_the_options_of_the_network()
    {
        var layers = DeclaredNetworks.Of(
            "Dropout, LayerNorm, BatchNorm, Unflatten(1, 2, 3), Upsample, Crop(1, 1), Flatten",
            "(Activation = Activation.Elu, WeightNorm = true, Residual = true)").Layers;

        Assert.All(layers, layer => Assert.Equal("Identity", layer.Activation.Name));
        Assert.All(layers, layer => Assert.False(layer.WeightNorm || layer.Residual));
    }

    [Fact]
    public void Layers_are_in_the_order_written()
    {
        var layers = DeclaredNetworks.Of("Dense(1), Flatten]\n[Unflatten(4, 5, 6), Crop(7, 8)]\n[Conv(9, Padding = 12, Kernel = 10, Stride = 11), Upsample(13), Dropout(0.25)").Layers;

        Assert.Equal(
            [LayerKind.Dense, LayerKind.Flatten, LayerKind.Unflatten, LayerKind.Crop, LayerKind.Conv, LayerKind.Upsample, LayerKind.Dropout],
            layers.Select(layer => layer.Kind));
        Assert.Equal([1, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13], layers.SelectMany(layer => layer.Numbers));
        Assert.Equal(0.25, layers.Last().Probability);
    }

    [Fact]
    public void What_is_not_written_is_as_the_attributes_say()
    {
        var layers = DeclaredNetworks.Of("Conv(2), Upsample, Dropout").Layers;

        Assert.Equal([2, 3, 1, 0, 2], layers.SelectMany(layer => layer.Numbers));
        Assert.Equal("Nearest", layers[1].Mode.Name);
        Assert.Equal(0.5, layers[2].Probability);
        Assert.Equal("Tanh", DeclaredNetworks.Of("Dense(2)").Layers[0].Activation.Name);
    }

    [Theory]
    [InlineData("Conv(2), Conv(3)", "Elu Identity")]
    [InlineData("Conv(2), Conv(3, Activation = Activation.Tanh)", "Elu Tanh")]
    [InlineData("Conv(2), Conv(3), Upsample, Crop(1, 1), Dropout", "Elu Identity")]
    [InlineData("Dense(6), Unflatten(1, 2, 3)", "Identity")]
    [InlineData("Conv(2), Flatten", "Elu")]
    [InlineData("Conv(2), Flatten, Dense(3)", "Elu Elu")]
    [InlineData("Dense(3), LayerNorm", "Elu")]
    public void The_last_map_before_an_image_is_linear(string layers, string activations) => Assert.Equal(
        activations,
        string.Join(" ", DeclaredNetworks.Of(layers, "(Activation = Activation.Elu)").Layers.Where(layer => layer.IsWeighted).Select(layer => layer.Activation.Name)));

    [Theory]
    [InlineData("Conv(2), Conv(3)", "Elu")]
    [InlineData("Conv(2), Conv(3, Activation = Activation.Tanh)", null)]
    [InlineData("Conv(2), Conv(3, Residual = false)", null)]
    [InlineData("Conv(2), Flatten", null)]
    public void Inside_a_block_the_nonlinearity_remains(string layers, string? inner) => Assert.Equal(
        inner, DeclaredNetworks.Of(layers, "(Activation = Activation.Elu, Residual = true)").Layers.Last().Inner?.Name);
}
