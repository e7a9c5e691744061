using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Networks;

public sealed class DenseMapTests
{
    /// <summary>A declaration may have as many weights as a tensor can hold; the system ends without a word who takes more memory than there is.</summary>
    [Fact]
    public void More_weights_than_memory_holds_are_refused_with_their_number()
    {
        var noise = Noise.FromSeed(1);
        string Message(Func<object> make) => Assert.Throws<InsufficientMemoryException>(make).Message;
        Assert.StartsWith(
            "A layer of 2,147,483,647 outputs and 1,000,000 inputs has 2,147,483,647,000,000 weights; making them needs about 34359738.4 GB, and ", Message(() => new DenseMap("layer", [new(1_000_000)], int.MaxValue, noise)), StringComparison.Ordinal);
        Assert.Contains("has 2,147,483,647,000,000 weights", Message(() => new DenseMap("layer", [new(1000)], int.MaxValue, noise, heads: 1000)), StringComparison.Ordinal);
        Assert.StartsWith("p_z has 1,000,000 rows of 2,147,483,647 parameters, 2,147,483,647,000,000 in all; ", Message(() => new LearnedParameters("p_z", int.MaxValue, noise, heads: 1_000_000)), StringComparison.Ordinal);
        Assert.StartsWith("inputs has 1,000,000 rows of 2,147,483,647 parameters, ", Message(() => new PseudoInputs("inputs", [(int.MaxValue, Support.Real)], 1_000_000, noise)), StringComparison.Ordinal);
    }

    [Fact]
    public void Several_inputs_give_what_one_layer_on_their_concatenation_gives() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        using var layer = new DenseMap("layer", [new(3), new(4, 0.5)], 5, noise);
        var perSample = noise.Normal(2, 6, 3);
        var perDatum = noise.Normal(2, 1, 4);
        var expected = nn.functional.linear(cat([perSample, perDatum.expand(2, 6, 4)], -1), layer.Weight, layer.Bias);
        Close(expected, layer.forward([perSample, perDatum]));
    });

    [Theory, InlineData(1), InlineData(3)]
    public void Each_sample_goes_through_its_own_head(long samples) => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        using var layer = new DenseMap("layer", [new(4), new(2)], 5, noise, heads: 3);
        Tensor[] input = [noise.Normal(2, samples, 4), noise.Normal(2, 1, 2)];
        var all = layer.AllHeads(input);
        Assert.Equal([2, samples, 3, 5], all.shape);
        var own = layer.forward(input);
        Assert.Equal([2, 3, 5], own.shape);
        Close(Heads.Select(all, 3), own);
        for (var j = 0; j < 3; j++)
            Close(all.select(1, samples == 1 ? 0 : j).select(1, j), own.select(1, j));
    });

    [Fact]
    public void Samples_take_heads_in_turn() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(seed, dtype: ScalarType.Float64);
        using var layer = new DenseMap("layer", [new(4), new(2)], 5, noise, heads: 3);
        Tensor[] input = [noise.Normal(2, 6, 4), noise.Normal(2, 1, 2)];
        var all = layer.AllHeads(input); // [2, 6, 3, 5]
        var own = layer.forward(input);
        Assert.Equal([2, 6, 5], own.shape);
        for (var j = 0; j < 6; j++)
            Close(all.select(1, j).select(1, j % 3), own.select(1, j));
        Close(Heads.Select(all, 6), own);
        Close(Heads.Own(all.sum(-1)), own.sum(-1));

        // What does not depend on the sample is there once for each head, until samples ask for it.
        Tensor[] common = [input[0].narrow(1, 0, 1), input[1]];
        Assert.Equal([2, 3, 5], layer.forward(common).shape);
        Close(Heads.Select(layer.AllHeads(common), 6), Heads.Repeat(layer.forward(common), 6));
        for (var j = 0; j < 6; j++)
            Close(layer.forward(common).select(1, j % 3), Heads.Repeat(layer.forward(common), 6).select(1, j));
    });

    [Fact]
    public void Heads_start_nearly_equal_and_a_gain_scales_its_own_columns()
    {
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1, dtype: ScalarType.Float64);
        using var layer = new DenseMap("layer", [new(300), new(200, 0.01)], 50, noise, heads: 2);
        var (first, second) = (layer.Weight.narrow(0, 0, 50), layer.Weight.narrow(0, 50, 50));
        Assert.InRange((first - second).std().ToDouble() / first.std().ToDouble(), 0.1, 0.4);
        var ratio = layer.Weight.narrow(1, 300, 200).std().ToDouble() / layer.Weight.narrow(1, 0, 300).std().ToDouble();
        Assert.InRange(ratio, 0.008, 0.012);
    }

    [Fact]
    public void A_wrong_number_of_inputs_is_named()
    {
        using var scope = NewDisposeScope();
        using var layer = new DenseMap("layer", [new(3), new(4)], 5, Noise.FromSeed(1));
        var error = Assert.Throws<ArgumentException>(() => layer.forward([zeros(1, 1, 3)]));
        Assert.Contains("2 inputs; 1", error.Message, StringComparison.Ordinal);
    }

    private static void Close(Tensor expected, Tensor actual)
    {
        Assert.Equal(expected.shape, actual.shape);
        Assert.True((expected - actual).abs().max().ToDouble() < 1e-12);
    }
}
