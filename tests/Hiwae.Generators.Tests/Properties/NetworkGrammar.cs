namespace Hiwae.Generators.Tests.Properties;

/// <summary>Random networks that fit what they are given, and end as they are asked to.</summary>
/// <param name="random">Where they come from.</param>
/// <param name="compiled">Whether to keep to what has a compiled form.</param>
internal sealed class NetworkGrammar(Random random, bool compiled = false)
{
    /// <summary>Largest height and width of an image inside a network.</summary>
    private const int Side = 6;

    public static readonly string[] Activations =
        ["Tanh", "Relu", "Elu", "Softplus", "Sigmoid", "Gelu", "Silu", "LeakyRelu", "Symlog", "Identity"];

    /// <summary>A network that any parents fit.</summary>
    public RandomNetwork Anything(bool conditioned) =>
        Finished([.. Some(0, 1, Keeping), Weighted(new("Dense", random.Next(1, 5))), .. Some(0, 1, Keeping)], conditioned);

    /// <summary>A network for parents of these shapes, and what it gives.</summary>
    /// <param name="parents">Their shapes.</param>
    /// <param name="conditioned">Whether some layer is conditioned.</param>
    /// <param name="target">The image that it has to give; null for a vector of any size.</param>
    public RandomNetwork For(IReadOnlyList<int[]> parents, bool conditioned, int[]? target)
    {
        var layers = new List<RandomLayer>(Some(0, 1, Keeping));
        var shape = Joined(parents);
        if (shape.Length == 3 && random.Next(3) > 0)
        {
            Add(Entry(shape));
        }
        else
        {
            shape = [parents.Sum(parent => parent.Aggregate(1, (product, size) => product * size))];
            Add(random.Next(3) == 0 ? Image(shape[0]) : Weighted(new("Dense", random.Next(1, 6))));
        }

        for (var more = random.Next(3); more > 0; more--)
            Add(Next(shape));
        foreach (var last in target is null ? ToVector(shape) : ToImage(shape, target))
            Add(last);
        return Finished([.. layers], conditioned);

        void Add(RandomLayer layer)
        {
            layers.Add(layer);
            shape = layer.Output(shape);
        }
    }

    /// <summary>What a network makes of its parents.</summary>
    public static int[] Output(RandomNetwork network, IReadOnlyList<int[]> parents)
    {
        var first = network.Layers.FirstOrDefault(layer => !layer.KeepsShape);
        int[] shape = first?.Kind is "Conv" or "Upsample" or "Crop"
            ? Joined(parents)
            : [parents.Sum(parent => parent.Aggregate(1, (product, size) => product * size))];
        return network.Layers.Aggregate(shape, (at, layer) => layer.Output(at));
    }

    /// <summary>Images of one height and width joined along their channels; a vector of nothing where they are not.</summary>
    private static int[] Joined(IReadOnlyList<int[]> parents) =>
        parents.All(parent => parent.Length == 3 && parent[1] == parents[0][1] && parent[2] == parents[0][2])
            ? [parents.Sum(parent => parent[0]), parents[0][1], parents[0][2]]
            : [0];

    private RandomNetwork Finished(RandomLayer[] layers, bool conditioned)
    {
        if (conditioned)
        {
            int[] weighted = [.. Enumerable.Range(0, layers.Length).Where(i => layers[i].IsWeighted)];
            if (weighted.Length == 0)
                (layers, weighted) = ([.. layers, new("Dense", 2)], [layers.Length]);
            var at = weighted[random.Next(weighted.Length)];
            layers[at] = layers[at] with { Conditioned = true };
        }

        return new("", layers)
        {
            Activation = random.Next(2) == 0 ? null : Activations[random.Next(Activations.Length)],
            WeightNorm = random.Next(4) == 0,
            Residual = random.Next(5) == 0,
        };
    }

    private RandomLayer Next(int[] shape) => random.Next(4) == 0 ? Keeping()
        : shape.Length == 3 ? random.Next(4) == 0 ? new("Flatten") : Entry(shape)
        : random.Next(4) == 0 ? Image(shape[0]) : Weighted(new("Dense", random.Next(1, 6)));

    /// <summary>A layer from an image to an image.</summary>
    private RandomLayer Entry(int[] shape)
    {
        switch (random.Next(4))
        {
            case 0 when Math.Max(shape[1], shape[2]) <= Side / 2:
                return new("Upsample", random.Next(1, 3)) { Mode = random.Next(3) switch { 0 => "Bilinear", 1 => "Nearest", _ => null } };
            case 1:
                return new("Crop", random.Next(1, shape[1] + 1), random.Next(1, shape[2] + 1));
            default:
                var padding = random.Next(2);
                var kernel = random.Next(1, Math.Min(Math.Min(shape[1], shape[2]) + (2 * padding), 4) + 1);
                return Weighted(new("Conv", random.Next(1, 4), kernel, random.Next(1, 3), padding));
        }
    }

    private RandomLayer Image(int values) => values % 4 == 0 && random.Next(2) == 0
        ? new("Unflatten", values / 4, 2, 2)
        : random.Next(2) == 0 ? new("Unflatten", values, 1, 1) : new("Unflatten", 1, 1, values);

    private static IEnumerable<RandomLayer> ToVector(int[] shape) => shape.Length == 1 ? [] : [new("Flatten")];

    private IEnumerable<RandomLayer> ToImage(int[] shape, int[] target)
    {
        var (channels, height, width) = (target[0], target[1], target[2]);
        if (shape.Length == 3 && shape[1] >= height && shape[2] >= width)
            return [new("Crop", height, width), Weighted(new("Conv", channels, 1, 1, 0)), .. Some(0, 1, Keeping)];
        RandomLayer[] image = [Weighted(new("Dense", channels * height * width)), new("Unflatten", channels, height, width)];
        return [.. ToVector(shape), .. image, .. Some(0, 1, () => Weighted(new("Conv", channels, 3, 1, 1)))];
    }

    private RandomLayer Keeping() => random.Next(compiled ? 3 : 4) switch
    {
        0 => new("Dropout") { Probability = random.Next(3) * 0.25 },
        1 => new("LayerNorm") { Activation = Perhaps() },
        2 => new("Activate") { Activation = Perhaps() },
        _ => new("BatchNorm") { Activation = Perhaps() },
    };

    private RandomLayer Weighted(RandomLayer layer) => layer with
    {
        Activation = Perhaps(),
        WeightNorm = random.Next(5) switch { 0 => true, 1 => false, _ => null },
        Residual = random.Next(5) switch { 0 => true, 1 => false, _ => null },
    };

    private string? Perhaps() => random.Next(4) == 0 ? Activations[random.Next(Activations.Length)] : null;

    private IEnumerable<RandomLayer> Some(int least, int most, Func<RandomLayer> one) =>
        Enumerable.Range(0, random.Next(least, most + 1)).Select(_ => one()).ToArray();
}
