using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Kernels of layers beside their formulas and central differences: any size, level, share of rows left out, and rule of adding, at every width.</summary>
public sealed class LayerKernelTests
{
    private static readonly Activation[] Fused = [.. Enum.GetValues<Activation>().Where(activation => activation is not (Activation.Gelu or Activation.Silu))];

    public static TheoryData<string> Widths => KernelHarness.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public void SelectHead_is_its_formula(string width) => Holds(width, random =>
    {
        int columns = random.Next(1, 40), heads = 4;
        var all = Of(0, UpTo(Level.Sample, random), columns * heads);
        return new Operation.SelectHead(Of(1, Level.Sample, columns), all, heads);
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void Activate_is_its_formula(string width) => Holds(width, random =>
    {
        var output = Form(random, 1);
        return new Operation.Activate(output, Lower(0, output, random), random.GetItems(Enum.GetValues<Activation>(), 1)[0]);
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void Add_is_its_formula(string width) => Holds(width, random =>
    {
        var output = Form(random, 2);
        var first = Lower(0, output, random);
        return new Operation.Add(output, first, random.Next(5) == 0 ? first : Lower(1, output, random), Any(random));
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void Condition_is_its_formula(string width) => Holds(width, random =>
    {
        var output = Form(random, 3);
        var features = output.Features;
        Value scale = Of(1, UpTo(output.Level, random), features), shift = Of(2, UpTo(output.Level, random), features);
        return new Operation.Condition(output, output with { Id = 0 }, scale, shift, Any(random));
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void WeightNorm_is_its_formula(string width) => Holds(width, random =>
    {
        int rows = random.Next(1, 6), columns = random.Next(1, 50);
        var direction = new Value(0, Level.Once, rows, columns);
        var gain = random.Next(2) == 0 ? new Value(1, Level.Once, rows, 1) : new Value(1, Level.Once, 1, rows);
        return new Operation.WeightNorm(direction with { Id = 2 }, direction, gain);
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void LayerNorm_is_its_formula(string width) => Holds(width, random =>
    {
        var output = Form(random, 3, 3);
        var row = new Value(1, Level.Once, 1, output.Columns);
        return new Operation.LayerNorm(output, Lower(0, output, random), row, row with { Id = 2 }, Any(random));
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void BatchNorm_is_its_formula(string width) => Holds(
        width,
        random =>
        {
            var output = Form(random, 5);
            var row = new Value(1, Level.Once, 1, output.Features);
            return new Operation.BatchNorm(
                output, Lower(0, output, random), row, row with { Id = 2 }, row with { Id = 3 }, row with { Id = 4 }, 1e-3, Any(random));
        },
        1,
        2);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Dropout_is_its_formula(string width) => Holds(
        width,
        random =>
        {
            var output = Form(random, 2);
            return new Operation.Dropout(output, Lower(0, output, random), output with { Id = 1, Image = null }, 0.3);
        },
        1);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Concat_is_its_formula(string width) => Holds(width, random =>
    {
        var image = random.Next(2) == 0 ? (ImageShape?)null : new(1, random.Next(1, 4), random.Next(1, 4));
        var level = UpTo(Level.Sample, random);
        ImmutableArray<Value> parts = [.. Enumerable.Range(0, random.Next(1, 5)).Select(i =>
        {
            var features = random.Next(1, 40);
            return Of(i, UpTo(level, random), features * (image?.Pixels ?? 1)) with { Image = image is { } form ? form with { Channels = features } : null };
        })];
        var columns = parts.Sum(part => part.Columns);
        var joined = image is { } extents ? extents with { Channels = columns / extents.Pixels } : (ImageShape?)null;
        return new Operation.Concat(Of(parts.Length, level, columns) with { Image = joined }, parts);
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void ToImages_is_its_formula(string width) => Holds(width, random =>
    {
        var output = Images(random, 1);
        return new Operation.ToImages(output, Lower(0, output, random) with { Image = null });
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void ToVectors_is_its_formula(string width) => Holds(width, random =>
    {
        var output = Images(random, 1);
        return new Operation.ToVectors(output with { Image = null }, Lower(0, output, random));
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void Upsample_is_its_formula(string width) => Holds(width, random =>
    {
        var small = new ImageShape(random.Next(1, 40), random.Next(1, 5), random.Next(1, 5));
        var factor = random.Next(2) == 0 ? 2 : random.Next(1, 4);
        var large = small with { Height = small.Height * factor, Width = small.Width * factor };
        var output = Of(1, UpTo(Level.Sample, random), large.Size) with { Image = large };
        var x = Of(0, UpTo(output.Level, random), small.Size) with { Image = small };
        return new Operation.Upsample(output, x, factor, random.GetItems(Enum.GetValues<Interpolation>(), 1)[0]);
    });

    [Theory]
    [MemberData(nameof(Widths))]
    public void Crop_is_its_formula(string width) => Holds(width, random =>
    {
        var part = new ImageShape(random.Next(1, 20), random.Next(1, 5), random.Next(1, 5));
        var whole = part with { Height = part.Height + random.Next(3), Width = part.Width + random.Next(3) };
        var output = Of(1, UpTo(Level.Sample, random), part.Size) with { Image = part };
        return new Operation.Crop(output, Of(0, UpTo(output.Level, random), whole.Size) with { Image = whole });
    });

    private static void Holds(string width, Func<Random, Operation> operation, params int[] wantless) => Property.Holds(Property.Seeds, seed =>
    {
        var random = new Random(seed);
        KernelHarness.Check(width, KernelCase.Of(operation(random), random, wantless), new LayerReference());
    });

    private static Activation Any(Random random) => random.GetItems(Fused, 1)[0];

    private static Value Of(int id, Level level, int columns) => new(id, level, level == Level.Once ? 1 : 0, columns);

    private static Level UpTo(Level level, Random random) => (Level)random.Next((int)level + 1);

    // Vectors or images; now and then larger than a tile.
    private static Value Form(Random random, int id, int least = 1) => random.Next(2) == 0 ? Images(random, id)
        : Of(id, UpTo(Level.Sample, random), random.Next(8) == 0 ? 1500 : random.Next(least, 70));

    private static Value Images(Random random, int id)
    {
        var image = new ImageShape(random.Next(1, 36), random.Next(1, 4), random.Next(2, 4));
        return Of(id, UpTo(Level.Sample, random), image.Size) with { Image = image };
    }

    private static Value Lower(int id, Value output, Random random)
    {
        var level = random.Next(2) == 0 ? output.Level : UpTo(output.Level, random);
        return output with { Id = id, Level = level, Rows = level == Level.Once ? 1 : 0 };
    }
}
