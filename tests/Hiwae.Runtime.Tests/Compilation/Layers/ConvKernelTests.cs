using FsCheck;
using FsCheck.Fluent;
using Hiwae.Programs;

namespace Hiwae.Runtime.Tests;

/// <summary>Convolutions beside their formula: any size, window, stride, padding, channels and rows, at every width.</summary>
public sealed class ConvKernelTests
{
    private static readonly Activation[] Fused = [.. Enum.GetValues<Activation>().Where(activation => activation is not (Activation.Gelu or Activation.Silu))];

    // Fewer than a vector has, some, exactly some, and more than a panel.
    private static readonly int[] Channels = [1, 2, 3, 4, 5, 7, 8, 9, 12, 16, 17, 24, 32, 33, 40];

    public static TheoryData<string> Widths => KernelHarness.Widths;

    [Theory]
    [MemberData(nameof(Widths))]
    public void Conv_is_its_formula(string width) => Holds(width, 60, Channels, 6);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Conv_of_large_images_is_its_formula(string width) => Holds(width, 8, [1, 2, 8, 16], 30);

    [Theory]
    [MemberData(nameof(Widths))]
    public void Conv_of_one_channel_is_its_formula(string width) => Holds(width, 30, [1], 40);

    private static void Holds(string width, int tests, int[] channels, int most) => Property.Holds(
        Property.Seeds,
        seed =>
        {
            var random = new Random(seed);
            var conv = Any(random, channels, most);
            KernelHarness.Check(width, KernelCase.Of(conv, random), new ConvReference(conv));
        },
        tests);

    private static Operation.Conv Any(Random random, int[] channels, int most)
    {
        var keepsForm = random.Next(3) == 0;
        int kernel = keepsForm ? 3 : random.Next(1, 5), stride = keepsForm || random.Next(2) == 0 ? 1 : random.Next(1, 4);
        var padding = keepsForm ? 1 : random.Next(kernel + 1);
        var from = new ImageShape(random.GetItems(channels, 1)[0], Extent(random, kernel, padding, most), Extent(random, kernel, padding, most));
        int Windows(int size) => ((size + (2 * padding) - kernel) / stride) + 1;
        var to = new ImageShape(keepsForm ? from.Channels : random.GetItems(channels, 1)[0], Windows(from.Height), Windows(from.Width));
        int offset = random.Next(3) == 0 ? random.Next(1, 4) : 0, all = offset + from.Channels + (random.Next(3) == 0 ? random.Next(1, 4) : 0);
        var level = (Level)random.Next(4);
        var output = Image(4, level, to);
        var x = Image(0, random.Next(4) > 0 ? level : (Level)random.Next((int)level + 1), from);
        var addend = random.Next(3) switch
        {
            0 => (Value?)null,
            1 when from == to => x,
            _ => Image(3, (Level)random.Next((int)level + 1), to),
        };
        var weight = new Value(1, Level.Once, to.Channels, all * kernel * kernel);
        var bias = random.Next(2) == 0 ? new Value(2, Level.Once, 1, to.Channels) : (Value?)null;
        return new(output, x, weight, offset, all, kernel, stride, padding, bias, addend, random.GetItems(Fused, 1)[0]);
    }

    private static int Extent(Random random, int kernel, int padding, int most) => Math.Max(random.Next(1, most + 1), kernel - (2 * padding));

    private static Value Image(int id, Level level, ImageShape image) => new(id, level, level == Level.Once ? 1 : 0, image.Size, image);
}
