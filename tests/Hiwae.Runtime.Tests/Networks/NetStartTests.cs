using System.Collections.Immutable;
using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Networks;

/// <summary>What a network is like before it is trained.</summary>
public sealed class NetStartTests
{
    [Fact]
    public void Weight_normalisation_does_not_change_the_start() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        ImmutableArray<Layer> plain =
        [
            new Layer.Conv(3, 3, 1, 1, Activation.Elu, Residual: true), new Layer.Flatten(), new Layer.Dense(4, Activation.Tanh),
        ];
        Net Make(bool normalised) => new(
            "net",
            [new([2, 3, 4]), new([1, 3, 4], 0.1)],
            [
                .. plain.Select(layer => layer switch
                {
                    Layer.Dense dense => dense with { WeightNorm = normalised },
                    Layer.Conv conv => conv with { WeightNorm = normalised },
                    _ => layer,
                }),
            ],
            Noise.FromSeed(seed, dtype: ScalarType.Float64),
            outputs: 2);
        using var one = Make(false);
        using var other = Make(true);
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        Tensor[] parents = [noise.Normal(2, 1, 24), noise.Normal(2, 3, 12)];
        Assert.True((one.Raw(parents) - other.Raw(parents)).abs().max().ToDouble() < 1e-12);
    });

    [Fact]
    public void A_gain_scales_the_weights_from_its_parent_in_whatever_layer_comes_first()
    {
        Layer[] layers =
        [
            new Layer.Dense(40, Activation.Tanh), new Layer.Dense(40, Activation.Tanh, WeightNorm: true),
            new Layer.Dense(40, Activation.Tanh, WeightNorm: true, Residual: true, Conditioned: true),
        ];
        ImmutableArray<Layer>[] before = [[], [new Layer.Dropout(0.1)], [new Layer.BatchNorm(), new Layer.Dropout(0.1)]];
        foreach (var layer in layers)
        {
            foreach (var prefix in before)
            {
                using var scope = NewDisposeScope();
                var conditioned = layer is Layer.Dense { Conditioned: true };
                using var net = new Net("q_z", [new(60), new(40, 0.01)], [.. prefix, layer], Noise.FromSeed(1), context: conditioned ? 3 : 0);
                var weight = net.state_dict().First(p => p.Value.dim() == 2 && p.Value.shape[1] == 100).Value;
                var ratio = weight.narrow(1, 60, 40).std().ToDouble() / weight.narrow(1, 0, 60).std().ToDouble();
                Assert.InRange(ratio, 0.008, 0.012);
            }
        }
    }

    [Fact]
    public void A_conditioned_layer_starts_with_a_scale_near_one()
    {
        using var scope = NewDisposeScope();
        using var net = new Net("q_z", [new(10)], [new Layer.Dense(50, Activation.Tanh, Conditioned: true)], Noise.FromSeed(1), context: 30);
        var (scale, shift) = (net.state_dict()["layer0.scale"], net.state_dict()["layer0.shift"]);
        Assert.Equal([50, 30], scale.shape);
        Assert.InRange(scale.std().ToDouble() / shift.std().ToDouble(), 0.9 * Initialisation.ContextScale, 1.1 * Initialisation.ContextScale);
    }

    [Fact]
    public void Keys_name_the_layer_and_what_the_number_is()
    {
        using var net = new Net(
            "q_z",
            [new([1, 4, 4])],
            [
                new Layer.Conv(2, 3, 1, 1, Activation.Elu, WeightNorm: true, Residual: true), new Layer.Upsample(2, Interpolation.Nearest),
                new Layer.BatchNorm(), new Layer.Flatten(), new Layer.Dense(5, Activation.Elu, Conditioned: true), new Layer.LayerNorm(),
            ],
            Noise.FromSeed(1),
            outputs: 3,
            context: 2);
        Assert.Equal(
            [
                "head.bias", "head.weight",
                "layer0.inner.bias", "layer0.inner.direction", "layer0.inner.gain",
                "layer0.outer.bias", "layer0.outer.direction", "layer0.outer.gain",
                "layer0.skip.bias", "layer0.skip.direction", "layer0.skip.gain",
                "layer2.bias", "layer2.num_batches_tracked", "layer2.running_mean", "layer2.running_var", "layer2.weight",
                "layer4.bias", "layer4.scale", "layer4.shift", "layer4.weight",
                "layer5.bias", "layer5.weight",
            ],
            net.state_dict().Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_block_whose_shapes_agree_adds_its_input_itself()
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var noise = Noise.FromSeed(1);
        using var net = new Net("f", [new(2), new(3)], [new Layer.Dense(5, Activation.Identity, Residual: true)], noise);
        foreach (var parameter in net.parameters())
            parameter.zero_();
        var (first, second) = (noise.Normal(4, 1, 2), noise.Normal(4, 6, 3));
        Assert.True(net.Raw([first, second]).Equals(cat([first.expand(4, 6, 2), second], 2)));
    }
}
