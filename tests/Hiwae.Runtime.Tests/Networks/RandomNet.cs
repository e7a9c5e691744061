using System.Collections.Immutable;
using Hiwae.Networks;

namespace Hiwae.Runtime.Tests.Networks;

/// <summary>A small network with data that fit it, all from one seed.</summary>
internal sealed record RandomNet(
    ImmutableArray<Input> Inputs, ImmutableArray<Layer> Layers, int Outputs, int Heads, int Context, int Batch, int Samples, ulong Plates, long Seed)
{
    /// <summary>Activations that have a derivative everywhere.</summary>
    private static readonly Activation[] Smooth =
        [Activation.Tanh, Activation.Elu, Activation.Softplus, Activation.Sigmoid, Activation.Gelu, Activation.Silu, Activation.Symlog, Activation.Identity];

    public static RandomNet Of(int seed, bool smooth = false)
    {
        var random = new Random(seed);
        var images = random.Next(2) == 0;
        var (height, width) = (random.Next(2, 6), random.Next(2, 6));
        ImmutableArray<Input> inputs =
        [
            .. Enumerable.Range(0, random.Next(1, 4)).Select(_ => images
                ? new Input([random.Next(1, 3), height, width], 0.5 + random.NextDouble())
                : random.Next(3) == 0 ? new Input([2, 2], 0.5) : new Input(random.Next(1, 5))),
        ];
        var layers = ImmutableArray<Layer>.Empty;
        if (random.Next(4) == 0)
            layers = layers.Add(Anywhere(random, smooth));
        for (var count = random.Next(images ? 1 : 0, 5); count > 0; count--)
        {
            var shape = LayerShapes.Infer("net", inputs.AsSpan(), layers)[^1];
            var first = layers.All(l => l is Layer.Dropout or Layer.LayerNorm or Layer.BatchNorm or Layer.Activate);
            layers = layers.Add(first && images ? Image(random, smooth, [inputs.Sum(i => i.Shape[0]), height, width]) : Next(random, smooth, shape));
        }

        var conditioned = layers.Any(l => l is Layer.Dense { Conditioned: true } or Layer.Conv { Conditioned: true });
        var samples = random.Next(1, 4);
        var vector = LayerShapes.Infer("net", inputs.AsSpan(), layers)[^1].Length == 1;
        var outputs = vector && random.Next(2) == 0 ? random.Next(1, 4) : 0;
        var plates = (ulong)random.NextInt64();
        inputs = [.. inputs.Select((input, i) => input with { Reading = Reading(plates, i) })];
        return new(
            inputs, layers, outputs, outputs > 0 && random.Next(2) == 0 ? samples : 1, conditioned ? random.Next(1, 4) : 0,
            random.Next(2, 4), samples, plates, seed);
    }

    public Net Network(Noise noise) => new("net", Inputs.AsSpan(), Layers, noise, Outputs, Heads, context: Context, contextReading: ContextReading, scaleBlock: Scale);

    /// <summary>What comes behind the outputs of a single head: half of the time nothing.</summary>
    public ScaleBlock? Scale => Heads > 1 || (Plates >> 60) is var kind && kind < 4 ? null : new((Scale)(1 + (kind % 3)), 2 + (int)(kind % 2));

    /// <summary>What conditioned layers read of the context.</summary>
    public Activation ContextReading => Reading(Inputs.Length);

    /// <summary>Each parent, and the context, either in the plate or once per datum.</summary>
    public (Tensor[] Parents, Tensor? Context) Data(Noise noise) => (
        [.. Inputs.Select((input, i) => noise.Normal(Batch, InPlate(i) ? Samples : 1, input.Size))],
        Context == 0 ? null : noise.Normal(Batch, InPlate(Inputs.Length) ? Samples : 1, Context));

    public override string ToString() =>
        $"seed {Seed}: [{string.Join(", ", Inputs)}] -> {string.Join(", ", Layers)} -> {Outputs} x {Heads}, context {Context}, {Batch} x {Samples}";

    private Activation Reading(int i) => Reading(Plates, i);

    // Of one in four the logarithm.
    private static Activation Reading(ulong plates, int i) => ((plates >> (2 * i) >> 32) & 3) == 0 ? Activation.Symlog : Activation.Identity;

    private bool InPlate(int i) => ((Plates >> i) & 1) == 1;

    private static Layer Next(Random random, bool smooth, ImmutableArray<int> shape) => random.Next(4) == 0
        ? Anywhere(random, smooth)
        : shape.Length == 3 ? Image(random, smooth, shape) : Vector(random, smooth, shape);

    private static Layer Anywhere(Random random, bool smooth) => random.Next(4) switch
    {
        0 => new Layer.Dropout(0.25),
        1 => new Layer.LayerNorm(Choose(random, smooth)),
        2 => new Layer.Activate(Choose(random, smooth)),
        _ => new Layer.BatchNorm(Choose(random, smooth)),
    };

    private static Layer Vector(Random random, bool smooth, ImmutableArray<int> shape) => random.Next(4) == 0
        ? shape[0] % 2 == 0 ? new Layer.Unflatten(1, 2, shape[0] / 2) : new Layer.Unflatten(shape[0], 1, 1)
        : new Layer.Dense(
            random.Next(3) == 0 ? shape[0] : random.Next(1, 5), Choose(random, smooth), Flip(random), Flip(random), Flip(random),
            Flip(random) ? Activation.Tanh : null);

    private static Layer Image(Random random, bool smooth, ImmutableArray<int> shape)
    {
        switch (random.Next(5))
        {
            case 0:
                return new Layer.Upsample(random.Next(1, 3), Flip(random) ? Interpolation.Bilinear : Interpolation.Nearest);
            case 1:
                return new Layer.Crop(random.Next(1, shape[1] + 1), random.Next(1, shape[2] + 1));
            case 2 when shape[0] * shape[1] * shape[2] < 40:
                return new Layer.Conv(
                    shape[0], 3, 1, 1, Choose(random, smooth), Flip(random), Flip(random), Flip(random), Flip(random) ? Activation.Tanh : null);
            default:
                var padding = random.Next(2);
                var kernel = random.Next(1, Math.Min(3, Math.Min(shape[1], shape[2]) + (2 * padding)) + 1);
                return new Layer.Conv(
                    random.Next(1, 4), kernel, random.Next(1, 3), padding, Choose(random, smooth), Flip(random), Flip(random), Flip(random));
        }
    }

    private static bool Flip(Random random) => random.Next(2) == 0;

    private static Activation Choose(Random random, bool smooth) => smooth
        ? Smooth[random.Next(Smooth.Length)]
        : (Activation)random.Next(Enum.GetValues<Activation>().Length);
}
