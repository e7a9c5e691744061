using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Networks;

public sealed class NetTests
{
    [Fact]
    public void A_network_gives_what_its_layers_say_computed_the_plain_way() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var example = RandomNet.Of(seed);
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        using var net = example.Network(noise);
        Randomise(net, noise);
        var (parents, context) = example.Data(noise);
        net.train(seed % 2 == 0);
        var expected = new Reference(net, example.Inputs, example.ContextReading, example.Scale).Run(parents, context);
        var actual = example.Heads == 1
            ? net.Raw(parents, context)
            : net.AllHeads(parents, context).flatten(2);
        Close(expected, actual, example);
    }, tests: 300);

    [Fact]
    public void Each_sample_goes_through_its_own_head_of_a_network() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        using var net = new Net(
            "q_z", [new(3), new(2)], [new Layer.Dense(4, Activation.Elu, Conditioned: true)], noise, outputs: 5, heads: 3, context: 2);
        Tensor[] parents = [noise.Normal(2, 3, 3), noise.Normal(2, 1, 2)];
        var context = noise.Normal(2, 1, 2);
        var own = net.Raw(parents, context);
        Assert.Equal([2, 3, 5], own.shape);
        Close(Heads.Select(net.AllHeads(parents, context), 3), own, seed);
        Assert.Equal([2, 3, 5], net.Raw([noise.Normal(2, 1, 3), parents[1]], context).shape);
    });

    [Fact]
    public void What_no_parent_draws_per_sample_is_computed_once_per_datum()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        using var net = new Net("f_h", [new([1, 6, 6])], [new Layer.Conv(2, 3, 2, 1, Activation.Elu), new Layer.Flatten()], noise);
        Assert.Equal([5, 1, 18], net.Raw([noise.Normal(5, 1, 36)]).shape);
        Assert.Equal([5, 4, 18], net.Raw([noise.Normal(5, 4, 36)]).shape);
    }

    [Fact]
    public void The_same_seed_gives_the_same_network_and_the_same_output() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var example = RandomNet.Of(seed);
        Tensor Output()
        {
            var noise = Noise.FromSeed(seed);
            using var net = example.Network(noise);
            var (parents, context) = example.Data(noise);
            return example.Heads == 1 ? net.Raw(parents, context, noise) : net.AllHeads(parents, context, noise);
        }

        var (first, second) = (Output(), Output());
        Assert.Equal(ScalarType.Float32, first.dtype);
        Assert.True(first.Equals(second) || first.isnan().any().ToBoolean());
    }, tests: 50);

    [Fact]
    public void Every_tensor_of_a_pass_is_released() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var example = RandomNet.Of(seed);
        var noise = Noise.FromSeed(seed);
        using var net = example.Network(noise);
        var (parents, context) = example.Data(noise);
        var before = LiveTensors.OfThisThread;
        using (no_grad())
            (example.Heads == 1 ? net.Raw(parents, context, noise) : net.AllHeads(parents, context, noise)).Dispose();
        Assert.Equal(before, LiveTensors.OfThisThread);
    }, tests: 50);

    [Fact]
    public void An_output_outlives_the_pass_and_its_parents_stay()
    {
        using var scope = NewDisposeScope();
        var parent = ones(2, 1, 3);
        using var net = new Net("f", [new(3)], [new Layer.Dropout(0.5)], Noise.FromSeed(1));
        using (NewDisposeScope())
        {
            var inner = net.Raw([parent]).MoveToOuterDisposeScope();
            Assert.True(inner.Equals(parent));
            inner.Dispose();
        }

        Assert.Equal(6, parent.sum().ToDouble());
    }

    [Fact]
    public void Converting_a_network_converts_all_of_it() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        using var constant = no_grad();
        var example = RandomNet.Of(seed);
        var noise = Noise.FromSeed(seed);
        using var net = example.Network(noise);
        var (parents, context) = example.Data(noise);
        net.eval();
        Tensor Run(ScalarType type)
        {
            Tensor[] converted = [.. parents.Select(p => p.to_type(type))];
            return example.Heads == 1
                ? net.Raw(converted, context?.to_type(type))
                : net.AllHeads(converted, context?.to_type(type));
        }

        var narrow = Run(ScalarType.Float32);
        net.to(ScalarType.Float64);
        foreach (var (name, tensor) in net.state_dict())
            Assert.True(tensor.dtype == ScalarType.Float64 || name.EndsWith("num_batches_tracked", StringComparison.Ordinal), name);
        var wide = Run(ScalarType.Float64);
        Assert.Equal(ScalarType.Float64, wide.dtype);
        Assert.True((wide - narrow).abs().max().ToDouble() < 1e-4 * (1 + wide.abs().max().ToDouble()), example.ToString());
    }, tests: 50);

    internal static void Randomise(Net net, Noise noise)
    {
        foreach (var (name, tensor) in net.state_dict())
        {
            if (name.EndsWith("running_var", StringComparison.Ordinal))
                tensor.copy_(noise.Uniform(tensor.shape) + 0.5);
            else if (tensor.is_floating_point())
                tensor.copy_(noise.Normal(tensor.shape) * 0.7);
        }
    }

    private static void Close(Tensor expected, Tensor actual, object example)
    {
        Assert.Equal(expected.shape, actual.shape);
        var difference = (expected - actual).abs().max().ToDouble();
        Assert.True(difference < 1e-9 * (1 + expected.abs().max().ToDouble()), $"{difference} for {example}");
    }
}
