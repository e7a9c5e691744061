using System.Collections.Immutable;
using Hiwae.Generators.Model;
using Hiwae.Networks;
using Hiwae.Shapes;

namespace Hiwae.Generators.Tests.Networks;

/// <summary>A random list of layers and parents for it; most layers are chosen to fit what comes before them.</summary>
internal sealed record RandomNetwork(NetworkDeclaration Declaration, ImmutableArray<NetworkParent> Parents)
{
    private static readonly string[] Activations = Enum.GetNames<Activation>();

    /// <summary>The layers as the runtime has them.</summary>
    public ImmutableArray<Layer> Layers => [.. Declaration.Layers.Select(Runtime)];

    public override string ToString() =>
        $"{string.Join(", ", Declaration.Layers.Select(Generators.Emission.LayerText.Full))} of {string.Join(" and ", Parents.Select(parent => string.Join("×", parent.Shape)))}";

    /// <summary>A network that is determined by a seed.</summary>
    public static RandomNetwork Of(int seed)
    {
        var random = new Random(seed);
        var image = random.Next(2) == 0;
        var (height, width) = (random.Next(1, 9), random.Next(1, 9));
        ImmutableArray<NetworkParent> parents = [.. Enumerable.Range(0, random.Next(1, 4)).Select(i => new NetworkParent($"P{i}", Shape()))];
        int[] shape = image
            ? [parents.Sum(parent => parent.Shape[0]), height, width]
            : [parents.Sum(parent => parent.Shape.Aggregate(1, (product, size) => product * size))];
        var layers = new List<LayerDeclaration>();
        for (var count = random.Next(1, 7); layers.Count < count;)
        {
            var layer = Layer(random, shape);
            layers.Add(layer);
            shape = [.. After(layer, shape).Select(size => Math.Clamp(size, 1, 100_000))];
        }

        var none = new Option("Tanh", true, false);
        return new(new(new("", [], "N"), RecordTraits.None, none, false, false, new([.. layers]), [], true), parents);

        EquatableArray<int> Shape() => image
            ? [random.Next(1, 4), random.Next(30) == 0 ? height + 1 : height, width]
            : [.. Enumerable.Range(0, random.Next(1, 4)).Select(_ => random.Next(1, 7))];
    }

    /// <summary>A layer that fits a shape, or now and then any.</summary>
    private static LayerDeclaration Layer(Random random, int[] shape)
    {
        var astray = random.Next(12) == 0;
        LayerKind[] vector = [LayerKind.Dense, LayerKind.Dense, LayerKind.Unflatten, LayerKind.LayerNorm, LayerKind.Dropout, LayerKind.Activate];
        LayerKind[] image = [LayerKind.Conv, LayerKind.Conv, LayerKind.Conv, LayerKind.Upsample, LayerKind.Crop, LayerKind.Flatten, LayerKind.BatchNorm, LayerKind.Activate];
        var all = Enum.GetValues<LayerKind>();
        var kinds = astray ? all : shape.Length == 3 ? image : vector;
        var kind = kinds[random.Next(kinds.Length)];
        int Size(int most) => astray ? Astray(random) : random.Next(1, Math.Max(2, most + 1));
        int At(int position) => shape.Length == 3 ? shape[position] : 5;
        EquatableArray<int> numbers = kind switch
        {
            LayerKind.Dense => [Size(20)],
            LayerKind.Conv => [Size(8), Size(Math.Min(At(1), At(2))), Size(3), random.Next(astray ? -1 : 0, 3)],
            LayerKind.Upsample => [Size(3)],
            LayerKind.Crop => [Size(At(1)), Size(At(2))],
            LayerKind.Unflatten => astray || shape.Length == 3 ? [Size(4), Size(4), Size(4)] : Factors(random, shape[0]),
            _ => [],
        };
        var probability = kind == LayerKind.Dropout ? random.Next(0, astray ? 12 : 10) / 10.0 : 0;
        bool Flag() => kind is LayerKind.Dense or LayerKind.Conv && random.Next(3) == 0;
        var activation = new Option(Activations[random.Next(Activations.Length)], true, true);
        return new(kind, numbers, probability, activation, new("Nearest", true, false), Flag(), Flag(), Flag());
    }

    /// <summary>A number that may be too small, or so large that a product of a few is beyond what a tensor can have.</summary>
    private static int Astray(Random random) => random.Next(16) switch
    {
        12 => 1300,
        13 => 46341,
        14 => 70000,
        15 => int.MaxValue,
        var number => number,
    };

    /// <summary>Three numbers with a given product.</summary>
    private static EquatableArray<int> Factors(Random random, int product)
    {
        int Divisor(int of) => Enumerable.Range(1, of).Where(d => of % d == 0).OrderBy(_ => random.Next()).First();
        var first = Divisor(product);
        var second = Divisor(product / first);
        return [first, second, product / first / second];
    }

    /// <summary>A guess of what a layer gives, only there to choose the next one by.</summary>
    private static int[] After(LayerDeclaration layer, int[] shape) => (layer.Kind, shape.Length) switch
    {
        (LayerKind.Dense, _) => [layer.Numbers[0]],
        (LayerKind.Unflatten, _) => [.. layer.Numbers],
        (LayerKind.Flatten, 3) => [shape[0] * shape[1] * shape[2]],
        (LayerKind.Crop, 3) => [shape[0], .. layer.Numbers],
        (LayerKind.Upsample, 3) => [shape[0], shape[1] * layer.Numbers[0], shape[2] * layer.Numbers[0]],
        (LayerKind.Conv, 3) => [layer.Numbers[0], Windows(layer, shape[1]), Windows(layer, shape[2])],
        _ => shape,
    };

    private static int Windows(LayerDeclaration layer, int size) =>
        ((size + (2 * layer.Numbers[3]) - layer.Numbers[1]) / Math.Max(1, layer.Numbers[2])) + 1;

    private static Layer Runtime(LayerDeclaration layer)
    {
        int At(int position) => layer.Numbers[position];
        var activation = Enum.Parse<Activation>(layer.Activation.Name);
        return layer.Kind switch
        {
            LayerKind.Dense => new Layer.Dense(At(0), activation, layer.WeightNorm, layer.Residual, layer.Conditioned),
            LayerKind.Conv => new Layer.Conv(At(0), At(1), At(2), At(3), activation, layer.WeightNorm, layer.Residual, layer.Conditioned),
            LayerKind.Upsample => new Layer.Upsample(At(0), Enum.Parse<Interpolation>(layer.Mode.Name)),
            LayerKind.Flatten => new Layer.Flatten(),
            LayerKind.Unflatten => new Layer.Unflatten(At(0), At(1), At(2)),
            LayerKind.Crop => new Layer.Crop(At(0), At(1)),
            LayerKind.Dropout => new Layer.Dropout(layer.Probability),
            LayerKind.LayerNorm => new Layer.LayerNorm(activation),
            LayerKind.Activate => new Layer.Activate(activation),
            _ => new Layer.BatchNorm(activation),
        };
    }
}
