using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Networks;

public sealed class PseudoInputsTests
{
    [Fact]
    public void Every_input_lies_in_its_support()
    {
        using var scope = NewDisposeScope();
        (int Size, Support Support)[] parents = [.. Enum.GetValues<Support>().Select((s, i) => (i + 2, s))];
        using var pseudo = new PseudoInputs("p_z", parents, 50, Noise.FromSeed(1));
        var inputs = pseudo.Inputs();
        Assert.Equal(parents.Length, inputs.Length);
        foreach (var ((size, support), value) in parents.Zip(inputs))
        {
            Assert.Equal([1, 50, size], value.shape);
            var (low, high) = (value.min().ToDouble(), value.max().ToDouble());
            Assert.True(
                support switch
                {
                    Support.Real => low < 0 && high > 1,
                    Support.Positive => low > 0 && high > 1,
                    Support.OneHot => low > 0 && (value.sum(-1) - 1).abs().max().ToDouble() < 1e-5,
                    _ => low > 0 && high < 1,
                },
                support.ToString());
        }
    }

    [Fact]
    public void All_of_them_are_learned_and_converted_and_released()
    {
        using var scope = NewDisposeScope();
        using var pseudo = new PseudoInputs("p_z", [(3, Support.Binary), (2, Support.Real)], 4, Noise.FromSeed(1));
        foreach (var input in pseudo.Inputs())
            input.sum().backward();
        Assert.True(pseudo.get_parameter("raw")!.grad!.abs().min().ToDouble() > 0);
        pseudo.to(ScalarType.Float64);
        Assert.All(pseudo.Inputs(), input => Assert.Equal(ScalarType.Float64, input.dtype));
        var before = LiveTensors.OfThisThread;
        foreach (var input in pseudo.Inputs())
            input.Dispose();
        Assert.Equal(before, LiveTensors.OfThisThread);
    }

    [Fact]
    public void What_cannot_be_is_named()
    {
        Assert.Contains("is 0; it must be at least 1", Assert.Throws<ArgumentException>(
            () => new PseudoInputs("p_z", [(3, Support.Binary)], 0, Noise.FromSeed(1))).Message, StringComparison.Ordinal);
        Assert.Contains("p_z has 0 parents", Assert.Throws<ArgumentException>(
            () => new PseudoInputs("p_z", [], 5, Noise.FromSeed(1))).Message, StringComparison.Ordinal);
    }

    // At least 4000 independent normal values: a standard deviation further than 5.5% off is a false alarm of about 1e-6.
    [Theory, InlineData(1, 0.0), InlineData(3, 0.0), InlineData(1, 0.25), InlineData(3, 0.25)]
    public void Learned_parameters_start_apart_by_the_spread(int heads, double spread)
    {
        using var scope = NewDisposeScope();
        using var learned = new LearnedParameters("p_z", 4000, Noise.FromSeed(1), heads, spread);
        Assert.Equal([1, heads, 4000], learned.Raw().shape);
        Assert.Equal([1, 1, heads, 4000], learned.AllHeads().shape);
        var own = heads > 1 ? Initialisation.HeadSpread : 0;
        var expected = Math.Sqrt((spread * spread) + (own * own));
        Assert.InRange(learned.Raw().std().ToDouble(), 0.945 * expected, 1.055 * expected);
    }
}
