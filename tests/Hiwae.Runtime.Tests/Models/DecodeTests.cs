using Hiwae.Runtime.Tests.Training;

namespace Hiwae.Runtime.Tests.Models;

/// <summary>What is drawn and decoded comes as it is declared, and without a graph of gradients that nobody asked for.</summary>
public partial class DecodeTests
{
    [Fact]
    public void Images_come_back_as_images()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var network = TinyConvolutional.CreateNetwork(noise);
        network.eval();

        var drawn = network.Generate(16, noise);
        Assert.Equal([16, 1, 4, 4], drawn.X.shape);
        Assert.Equal([16, 1, 2], drawn.Z.shape);
        Assert.DoesNotContain(drawn.Variables, value => value.requires_grad);

        var decoded = network.Decode(drawn).X;
        Assert.Equal([16, 1, 1, 4, 4], decoded.shape);
        Assert.False(decoded.requires_grad);

        var means = network.Decode(drawn.Z.squeeze(1));
        Assert.Equal([16, 1, 4, 4], means.shape);
        Assert.False(means.requires_grad);
        Assert.Equal(0, (means - decoded.squeeze(1)).abs().max().ToDouble(), 6);

        var reconstructed = Assert.Single(network.Reconstruct(drawn.X.flatten(1), 3, noise));
        Assert.Equal([16, 1, 4, 4], reconstructed.shape);
        Assert.False(reconstructed.requires_grad);
    }

    [Fact]
    public void A_gradient_by_z_is_there_for_whoever_asks()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var network = TinyBalance.CreateNetwork(noise);
        var z = noise.Normal(3, 2).requires_grad_();

        network.Decode(z).sum().backward();

        Assert.True(z.grad!.abs().sum().ToDouble() > 0);
    }

    [Fact]
    public void What_is_given_is_a_parameter_too_and_several_observed_variables_are_named()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(2);
        using var network = Pictures.CreateNetwork(noise);
        var (z, y) = (noise.Normal(5, 2), noise.Normal(5, 2, 2));

        var (picture, label) = network.Decode(z, y);
        Assert.Equal([5, 1, 2, 2], picture.shape);
        Assert.Equal([5, 3], label.shape);
        Assert.Equal(0, (picture - network.Decode(y: y.flatten(1), z: z).X).abs().max().ToDouble());
        Assert.Equal(1, label.sum(-1).mean().ToDouble(), 5);
    }

    [Theory]
    [InlineData(new long[] { 4, 3 }, new long[] { 4, 4 }, "pictures.Z has shape [4, 3]; it must be [batch, 2]; pass 2 values for each datum.")]
    [InlineData(new long[] { 4, 2 }, new long[] { 5, 4 }, "pictures.Y has 5 rows, but the variable before it has 4; pass as many of each.")]
    [InlineData(new long[] { }, new long[] { 5, 4 }, "pictures.Z has shape []; it must be [batch, 2]; pass 2 values for each datum.")]
    [InlineData(new long[] { 2 }, new long[] { 1, 4 }, "pictures.Z has shape [2]; it must be [batch, 2]; for a single datum pass it with unsqueeze(0).")]
    public void Another_shape_is_named(long[] z, long[] y, string message)
    {
        using var scope = NewDisposeScope();
        using var network = Pictures.CreateNetwork(Noise.FromSeed(3));

        Assert.Equal(message, Assert.Throws<ArgumentException>(() => network.Decode(zeros(z), zeros(y))).Message);
    }

    [Fact]
    public void Another_element_type_is_named()
    {
        using var scope = NewDisposeScope();
        using var network = Pictures.CreateNetwork(Noise.FromSeed(3));

        var error = Assert.Throws<ArgumentException>(() => network.Decode(zeros(4, 2), zeros(4, 4, ScalarType.Float64)));
        Assert.Equal(
            "pictures.Y is of type Float64, but the network is of type Float32; pass y.to_type(ScalarType.Float32), or move the network and the noise to Float64.", error.Message);
    }

    [Fact]
    public void Nothing_but_the_result_stays()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(4);
        using var network = TinyBalance.CreateNetwork(noise);
        var z = noise.Normal(3, 2);
        using var inner = NewDisposeScope();
        _ = network.Decode(z);
        Assert.Equal(1, inner.DisposablesCount);
    }

    [Model(Samples = 2)]
    public sealed partial record Pictures(
        [Shape(1, 2, 2), P<Bernoulli>(nameof(H), Hidden = [4])] Tensor X,
        [Shape(3), P<Categorical>(nameof(Z))] Tensor Label,
        [Shape(2), P<Normal>, Q<Normal>(nameof(X), nameof(Y))] Tensor Z,
        [Feature<Layer>(nameof(Z), nameof(Y))] Tensor H,
        [Given, Shape(2, 2)] Tensor Y);

    [Network, Dense(3)]
    public sealed partial record Layer;
}
