using System.Collections.Immutable;
using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Networks;

public sealed class NetChecksTests
{
    private static readonly ImmutableArray<Layer> Plain = [new Layer.Dense(4, Activation.Tanh)];
    private static readonly ImmutableArray<Layer> Conditioned = [new Layer.Dense(4, Activation.Tanh, Conditioned: true)];

    [Fact]
    public void A_network_that_cannot_be_is_named()
    {
        Refused("outputs is -1", () => Make(Plain, outputs: -1));
        Refused("heads is 0", () => Make(Plain, outputs: 2, heads: 0));
        Refused("3 heads, but no output layer", () => Make(Plain, heads: 3));
        Refused("has a conditioned layer, but no context", () => Make(Conditioned));
        Refused("has a context of 2 values, but no conditioned layer", () => Make(Plain, context: 2));
        Refused("ends in an image, 1×2×2 = 4 values, but has an output layer of 3", () => Make([.. Plain, new Layer.Unflatten(1, 2, 2)], outputs: 3));
        Refused("has nothing to be computed from", () => new Net("net", [], Plain, Noise.FromSeed(1)));
        Refused("without a shape", () => new Net("net", [default], Plain, Noise.FromSeed(1)));
        Refused("no list of layers", () => Make(default));
        Refused("[2, 0]", () => new Input([2, 0]));
        Refused("gain of the input is 0", () => new Input(2, 0));
    }

    [Fact]
    public void Data_that_do_not_fit_are_named()
    {
        using var scope = NewDisposeScope();
        using var net = Make(Conditioned, outputs: 2, context: 3, second: 5);
        var (first, second, context) = (zeros(6, 1, 2), zeros(6, 4, 5), zeros(6, 1, 3));
        Assert.Equal([6, 4, 2], net.Raw([first, second], context).shape);
        Refused("net takes 2 parents; 1 were given", () => net.Raw([first], context));
        Refused("parent 1 has shape [6, 4, 4]; it must be [6, 1 or samples, 5]", () => net.Raw([first, zeros(6, 4, 4)], context));
        Refused("parent 1 has shape [7, 4, 5]; it must be [6, 1 or samples, 5]", () => net.Raw([first, zeros(7, 4, 5)], context));
        Refused("parent 1 has shape [6, 5]", () => net.Raw([first, zeros(6, 5)], context));
        Refused("the context has shape [6, 3, 3]; it must be [6, 1 or 4, 3]", () => net.Raw([first, second], zeros(6, 3, 3)));
        Refused("needs its context of 3 values", () => net.Raw([first, second]));
        using var plain = Make(Plain);
        Refused("has no context", () => plain.Raw([first], context));
        Assert.Contains("no output layer", Assert.Throws<InvalidOperationException>(() => plain.AllHeads([first])).Message, StringComparison.Ordinal);
        using var distinct = Make(Plain, outputs: 2, heads: 3);
        Refused("parent 0 has shape [6, 4, 2]; it must be [6, 1 or a multiple of 3, 2]", () => distinct.Raw([zeros(6, 4, 2)]));
    }

    [Fact]
    public void A_scale_is_for_a_single_head_and_from_somewhere_else()
    {
        Net With(ScaleBlock scale, int heads = 1) => new("p_x", [new Input(2)], Plain, Noise.FromSeed(1), 3, heads, scaleBlock: scale);
        Refused("a scale of 3 values, Shared, with 2 heads", () => With(new(Scale.Shared, 3), heads: 2));
        Refused("a scale of 3 values, Network, with 1 heads", () => With(new(Scale.Network, 3)));
        Refused("a scale of 0 values", () => With(new(Scale.PerValue, 0)));
        using var net = With(new(Scale.PerValue, 3));
        Assert.Equal([5, 1, 6], net.Raw([zeros(5, 1, 2)]).shape);
    }

    private static Net Make(ImmutableArray<Layer> layers, int outputs = 0, int heads = 1, int context = 0, int second = 0) => new(
        "net", second > 0 ? [new(2), new(second)] : [new Input(2)], layers, Noise.FromSeed(1), outputs, heads, context: context);

    private static void Refused(string part, Func<object> action) =>
        Assert.Contains(part, Assert.Throws<ArgumentException>(action).Message, StringComparison.Ordinal);
}
