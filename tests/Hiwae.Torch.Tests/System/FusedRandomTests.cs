using Hiwae.Runtime.Tests;
using TorchSharp;
using static TorchSharp.torch;

namespace Hiwae.Torch.Tests;

/// <summary>Random numbers that are made faster are libtorch's own, bit by bit, and leave the generator as libtorch would.</summary>
public class FusedRandomTests
{
    // Around the vector's width, the state's and the block's.
    private static readonly int[] Sizes = [0, 1, 8, 15, 16, 17, 31, 32, 250, 623, 624, 625, 1248, 4095, 4096, 4097, 4111, 12_345];

    [Fact]
    public void They_are_the_operators_numbers_call_after_call() => Property.Holds(
        Property.Seeds,
        seed =>
        {
            using var scope = NewDisposeScope();
            var random = new Random(seed);
            var (ours, theirs) = (new Generator((ulong)seed), new Generator((ulong)seed));
            for (var call = 0; call < 12; call++)
            {
                var size = random.Next(2) == 0 ? Sizes[random.Next(Sizes.Length)] : random.Next(3000);
                Func<Generator, Tensor> draw = random.Next(5) switch
                {
                    0 => generator => randn(size, generator: generator),
                    1 => generator => rand(size, generator: generator),
                    2 => generator => randn([3, size, 2], generator: generator),
                    3 => generator => rand([size], float64, generator: generator),
                    // This one keeps a second number for the next time.
                    _ => generator => randn(3, generator: generator),
                };
                var expected = Fused.Without(() => draw(theirs));
                Assert.True(expected.Equals(draw(ours)), $"call {call}, size {size}");
                Assert.True(ours.get_state().Equals(theirs.get_state()), $"state after call {call}, size {size}");
            }
        },
        tests: 100);

    [Fact]
    public void The_default_generator_serves_too()
    {
        using var scope = NewDisposeScope();
        var state = get_rng_state();
        var drawn = (randn(100), rand(100));
        set_rng_state(state);
        var expected = Fused.Without(() => (randn(100), rand(100)));
        Assert.True(expected.Item1.Equals(drawn.Item1));
        Assert.True(expected.Item2.Equals(drawn.Item2));
    }

    [Fact]
    public void Gradients_may_be_asked_for()
    {
        using var scope = NewDisposeScope();
        Assert.True(randn(20, requires_grad: true).requires_grad);
        Assert.Equal([2L, 0L], randn(2, 0).shape);
    }
}
