using Hiwae.Shapes;

namespace Hiwae.Generators.Tests.Networks;

public class ShapeArithmeticTests
{
    [Theory]
    [InlineData("Dense(100)", "X 784", "100")]
    [InlineData("Dense(100)", "X 1 28 28; Z 50", "100")]
    [InlineData("Dropout, LayerNorm", "X 1 28 28; Z 50", "834")]
    [InlineData("Conv(16, Stride = 2, Padding = 1), Conv(32, Stride = 2, Padding = 1)", "X 1 28 28", "32 7 7")]
    [InlineData("Conv(16, Kernel = 4, Stride = 3)", "X 1 28 30", "16 9 9")]
    [InlineData("Conv(8), Flatten", "X 1 3 4; Y 2 3 4", "16")]
    [InlineData("Dropout, Upsample(3)", "X 1 3 4; Y 2 3 4", "3 9 12")]
    [InlineData("Crop(2, 4)", "X 5 3 4", "5 2 4")]
    [InlineData("Unflatten(2, 2, 3), Upsample", "X 7; Y 5", "2 4 6")]
    public void A_network_has_the_shape_of_its_arithmetic(string layers, string parents, string output)
    {
        var walk = DeclaredNetworks.Of(layers).Shapes(Parents(parents));

        Assert.Null(walk.Fault);
        Assert.Equal(output, string.Join(" ", walk.Output!.ToInts()));
    }

    [Theory]
    [InlineData("Conv(32, Stride = 2), Flatten, Unflatten(32, 7, 7)", "X 1 9 9",
        "Conv(32, Kernel = 3, Stride = 2) gives 32×4×4 = 512 values, but Unflatten(32, 7, 7) expects 32×7×7 = 1568; write Unflatten(32, 4, 4)")]
    [InlineData("Conv(32, Stride = 2), Dense(100)", "X 1 9 9",
        "Dense(100) needs a vector, but Conv(32, Kernel = 3, Stride = 2) gives an image of 32×4×4; write Flatten before it")]
    [InlineData("Conv(32, Stride = 2), Unflatten(1, 2, 256)", "X 1 9 9",
        "Unflatten(1, 2, 256) needs a vector, but Conv(32, Kernel = 3, Stride = 2) gives an image of 32×4×4; write Flatten before it")]
    [InlineData("Conv(8), Dropout, Crop(7, 9)", "X 1 8 12",
        "Crop(7, 9) keeps more than the 6×10 that Conv(8, Kernel = 3) gives; write Crop(6, 9) or less")]
    [InlineData("Conv(8, Kernel = 5, Stride = 2, Padding = 1)", "X 1 4 2",
        "Conv(8, Kernel = 5, Stride = 2, Padding = 1) has no window in what X gives, 1×4×2: its width would be ⌊(2 + 2 · 1 − 5) / 2⌋ + 1 = 0; write Kernel = 4 or less, or more Padding")]
    [InlineData("Dense(100), Unflatten(32, 7, 7)", "X 784",
        "Dense(100) gives 100 values, but Unflatten(32, 7, 7) expects 32×7×7 = 1568; write Dense(1568)")]
    [InlineData("Unflatten(32, 7, 7)", "X 700; Y 80; Z 4",
        "X, Y and Z give 784 values, but Unflatten(32, 7, 7) expects 32×7×7 = 1568; write Dense(1568) before it")]
    [InlineData("Flatten, Dense(3)", "X 700; Y 80",
        "Flatten needs an image, but X and Y give a vector of 780; remove Flatten")]
    [InlineData("Dense(3), Upsample", "X 3",
        "Upsample(2) needs an image, but Dense(3) gives a vector of 3; write Unflatten(channels, height, width) before it")]
    [InlineData("Conv(3), Flatten, Crop(1, 1)", "X 3 4 4",
        "Crop(1, 1) needs an image, but Flatten gives a vector of 12; remove Flatten before it")]
    [InlineData("Conv(3)", "X 3 4 4; Z 50",
        "N begins with Conv(3, Kernel = 3), which needs an image of channels × height × width, but the shape of Z is 50; give Z the shape (channels, height, width), or write Unflatten before Conv")]
    [InlineData("Conv(3)", "X 3 4 4; Y 1 4 5",
        "N joins its parents along their channels, but X is 3×4×4 and Y is 1×4×5; write parents of one height and width")]
    [InlineData("Dense(3)", "",
        "N has nothing to be computed from; give it at least one parent")]
    [InlineData("Dense(70000)", "X 70000",
        "Dense(70000) has 4900000000 weights, more than the 2147483647 that a layer can have; write smaller numbers")]
    [InlineData("Upsample(70000)", "X 1 1 1",
        "Upsample(70000) has 4900000000 values, more than the 2147483647 that a layer can have; write smaller numbers")]
    [InlineData("LayerNorm", "X 2000000000; Y 2000000000",
        "X and Y give 4000000000 values, more than 2147483647; write smaller shapes")]
    public void What_does_not_fit_is_refused_with_its_arithmetic(string layers, string parents, string fault)
    {
        var walk = DeclaredNetworks.Of(layers).Shapes(Parents(parents));

        Assert.Equal(fault, walk.Fault?.ToString());
        Assert.Null(walk.Output);
    }

    [Theory]
    [InlineData("Conv(3), Flatten, Dense(3)", true)]
    [InlineData("Dropout, BatchNorm, Upsample", true)]
    [InlineData("Crop(1, 1)", true)]
    [InlineData("Dense(3)", false)]
    [InlineData("Unflatten(1, 1, 1), Conv(3)", false)]
    [InlineData("LayerNorm, Dropout", false)]
    public void The_first_layer_says_whether_parents_are_images(string layers, bool images) =>
        Assert.Equal(images, DeclaredNetworks.Of(layers).TakesImages());

    private static NetworkParent[] Parents(string text) =>
    [
        .. text.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(parent => parent.Split(' ')).Select(
            words => new NetworkParent(words[0], [.. words.Skip(1).Select(int.Parse)])),
    ];
}
