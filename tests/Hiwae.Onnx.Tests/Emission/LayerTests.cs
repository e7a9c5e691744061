using Hiwae.Networks;
using Hiwae.Runtime.Tests;
using Hiwae.Runtime.Tests.Networks;

namespace Hiwae.Onnx.Tests.Emission;

/// <summary>Each kind of layer by itself, and networks of them at random, against the network.</summary>
public sealed class LayerTests
{
    private const int Size = 2 * 5 * 4;

    private static readonly ImmutableDictionary<string, ImmutableArray<Layer>> Cases = new Dictionary<string, ImmutableArray<Layer>>
    {
        ["none"] = [],
        ["Dense"] = [new Layer.Dense(7, Activation.Tanh)],
        ["Dense, normalised"] = [new Layer.Dense(7, Activation.Tanh, WeightNorm: true)],
        ["Dense, residual"] = [new Layer.Dense(7, Activation.Tanh, Residual: true)],
        ["Dense, residual of the same size"] = [new Layer.Dense(Size, Activation.Elu, Residual: true, Inner: Activation.Relu)],
        ["Dense, conditioned"] = [new Layer.Dense(7, Activation.Tanh, Conditioned: true)],
        ["Dense, with everything"] = [new Layer.Dense(7, Activation.Gelu, true, true, true)],
        ["Conv"] = [new Layer.Conv(3, 3, 1, 0, Activation.Elu)],
        ["Conv, strided and padded"] = [new Layer.Conv(3, 3, 2, 1, Activation.Elu), new Layer.Conv(2, 2, 1, 2, Activation.Identity)],
        ["Conv, normalised"] = [new Layer.Conv(3, 3, 1, 1, Activation.Elu, WeightNorm: true)],
        ["Conv, residual"] = [new Layer.Conv(3, 3, 2, 1, Activation.Elu, Residual: true)],
        ["Conv, residual of the same size"] = [new Layer.Conv(2, 3, 1, 1, Activation.Elu, Residual: true)],
        ["Conv, conditioned"] = [new Layer.Conv(3, 3, 1, 1, Activation.Elu, Conditioned: true)],
        ["Conv, with everything"] = [new Layer.Conv(3, 3, 2, 1, Activation.Silu, true, true, true)],
        ["Upsample, nearest"] = [new Layer.Upsample(2, Interpolation.Nearest), new Layer.Upsample(3, Interpolation.Nearest)],
        ["Upsample, bilinear"] = [new Layer.Upsample(2, Interpolation.Bilinear), new Layer.Upsample(3, Interpolation.Bilinear)],
        ["Crop"] = [new Layer.Crop(3, 2)],
        ["Flatten"] = [new Layer.Conv(3, 1, 1, 0, Activation.Identity), new Layer.Flatten(), new Layer.Dense(2, Activation.Identity)],
        ["Unflatten"] = [new Layer.Unflatten(5, 2, 4), new Layer.Conv(1, 2, 1, 0, Activation.Identity)],
        ["Dropout"] = [new Layer.Dropout(0.5)],
        ["LayerNorm of vectors"] = [new Layer.LayerNorm()],
        ["LayerNorm of images"] = [new Layer.Upsample(1, Interpolation.Nearest), new Layer.LayerNorm(Activation.Relu)],
        ["BatchNorm of vectors"] = [new Layer.BatchNorm()],
        ["BatchNorm of images"] = [new Layer.Upsample(1, Interpolation.Nearest), new Layer.BatchNorm(Activation.Relu)],
    }.ToImmutableDictionary();

    public static TheoryData<string> Names => [.. Cases.Keys.Order(StringComparer.Ordinal)];

    public static TheoryData<Activation> Nonlinearities => [.. Enum.GetValues<Activation>()];

    [Theory, MemberData(nameof(Names))]
    public void A_layer_gives_what_it_gives(string name) => Check(Cases[name]);

    [Theory, MemberData(nameof(Nonlinearities))]
    public void A_nonlinearity_gives_what_it_gives(Activation activation)
    {
        using var scope = NewDisposeScope();
        using var net = new Net("net", [new Input(201)], [new Layer.Activate(activation)], Noise.FromSeed(1));
        NetFile.Check(net, [linspace(-30, 30, 201).reshape(1, 1, -1)], null);
    }

    [Fact]
    public void A_network_of_any_layers_gives_what_it_gives() => Property.Holds(Property.Seeds, seed =>
    {
        using var scope = NewDisposeScope();
        var random = RandomNet.Of(seed);
        var noise = Noise.FromSeed(seed);
        using var net = random.Network(noise);
        Networks.Scatter(net, noise);
        var (parents, context) = random.Data(noise);
        NetFile.Check(net, parents, context, random.Samples);
    }, tests: Environment.GetEnvironmentVariable("HIWAE_SLOW") == "1" ? 2000 : 200);

    /// <summary>Two parents, one of each datum and one of each proposal, without heads and with them.</summary>
    private static void Check(ImmutableArray<Layer> layers)
    {
        const int Samples = 3;
        using var scope = NewDisposeScope();
        var noise = Noise.FromSeed(1);
        var context = layers.Any(layer => layer is Layer.Dense { Conditioned: true } or Layer.Conv { Conditioned: true }) ? 4 : 0;
        var endsInVector = LayerShapes.Infer("net", [new Input([2, 5, 4])], layers)[^1].Length == 1;
        foreach (var (outputs, heads) in endsInVector ? [(0, 1), (3, 1), (3, Samples)] : new[] { (0, 1) })
        {
            using var net = new Net("net", [new Input([1, 5, 4]), new Input([1, 5, 4])], layers, noise, outputs, heads, context: context);
            Networks.Scatter(net, noise);
            foreach (var plates in new (int First, int Second, int Context)[] { (1, 1, 1), (1, Samples, 1), (Samples, Samples, Samples), (1, 1, Samples) })
            {
                NetFile.Check(
                    net, [noise.Normal(2, plates.First, Size / 2), noise.Normal(2, plates.Second, Size / 2)],
                    context == 0 ? null : noise.Normal(2, plates.Context, context), Samples);
            }
        }
    }
}
