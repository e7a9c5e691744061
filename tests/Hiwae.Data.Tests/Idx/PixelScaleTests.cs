using Hiwae.Evaluation;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Training;

namespace Hiwae.Data.Tests.Idx;

/// <summary>A model of which log p(x) is known once its weights are zero: z plays no part.</summary>
[Model(Samples = 2)]
public sealed partial record TwentyPixels(
    [Shape(4, 5), P<Bernoulli>(nameof(Z))] Tensor X,
    [Shape(2), P<Normal>, Q<Normal>(nameof(X))] Tensor Z);

/// <summary>Bytes 0 and 1 are off and on, and whatever may be read in two ways is refused.</summary>
public sealed class PixelScaleTests
{
    [Theory, InlineData(1), InlineData(255)]
    public void Two_valued_images_have_the_same_likelihood_however_they_are_written(byte white)
    {
        using var scope = NewDisposeScope();
        using var folder = Folder(Bits(60, white), Bits(10, white));
        using var data = DataSources.Load(folder.Path);
        using var network = TwentyPixels.CreateNetwork(Noise.FromSeed(1));
        double[] logits = [.. Enumerable.Range(0, 20).Select(i => 0.3 * (i - 8))];
        using (no_grad())
        {
            foreach (var (name, parameter) in network.named_parameters())
                parameter.copy_(name == "p_x.head.bias" ? tensor(logits, dtype: ScalarType.Float32) : zeros_like(parameter));
        }

        // log p(x) = Σ x l − log(1 + e^l), with the bits themselves.
        var expected = Bits(10, 1).Chunk(20).Average(image => image.Zip(logits).Sum(pair => (pair.First * pair.Second) - Math.Log(1 + Math.Exp(pair.Second))));
        var binding = DataBinding.Of(TwentyPixels.Description, data);
        Assert.Equal(expected, Evaluator.Bound(network, binding.HeldOut(data.Test), 1), 4);
        Assert.Equal((int)white, ((FieldKind.Pixels)data.Image!.Kind).White);
        Assert.Equal(white == 1 ? Binarisation.None : Binarisation.Stochastic, binding.Binarisation);
        Assert.Equal(white == 1 ? "X (observed) from 20 pixels, bytes 0 and 1 read as off and on" : "X (observed) from 20 pixels, drawn as zeros and ones", binding.ToString());
        Assert.Equal((int)white, RunData.Of(data).White);
    }

    [Fact]
    public void Bytes_that_may_be_read_in_two_ways_are_refused_with_both()
    {
        using var folder = Folder(Bits(60, 12), Bits(10, 12));
        Assert.Equal(
            folder.File("train-images-idx3-ubyte") + ": the largest byte is 12, so that a pixel of 12 could be a very dark grey, 12 of 255, or the white of a scale from 0 to 12; "
            + "write the file from 0 to 255: multiply its bytes by 255/12 if 12 is white, or brighten the images until some byte is 16 or more if it is grey; "
            + "bytes 0 and 1 alone are read as off and on.",
            Refusal(folder));
    }

    [Theory]
    [InlineData(2, true)]
    [InlineData(15, true)]
    [InlineData(16, false)]
    [InlineData(1, false)]
    public void Doubt_begins_at_2_and_ends_at_16(byte largest, bool isDoubtful)
    {
        using var folder = Folder(Bits(60, largest), Bits(10, largest));
        if (isDoubtful)
            Assert.Contains($"the largest byte is {largest}", Refusal(folder), StringComparison.Ordinal);
        else
            DataSources.Load(folder.Path).Dispose();
    }

    [Fact]
    public void Files_of_one_set_that_are_written_on_two_scales_are_refused()
    {
        using var folder = Folder(Bits(60, 255), Bits(10, 1));
        var (train, test) = (folder.File("train-images-idx3-ubyte"), folder.File("t10k-images-idx3-ubyte"));
        Assert.Equal(
            $"{test}: the largest byte is 1, but that of {train} is 255, so that a pixel of 1 could be a grey level, 1 of 255, or as bright as its scale has it, 1 of 1; "
            + "write both files on one scale, from 0 to 255.",
            Refusal(folder));
        using var other = Folder(Bits(60, 1), Bits(10, 9));
        Assert.Contains("the largest byte is 9", Refusal(other), StringComparison.Ordinal);
    }

    [Theory, InlineData(0, 255), InlineData(0, 1), InlineData(1, 0), InlineData(0, 0)]
    public void A_file_of_nothing_but_zeros_is_refused(byte train, byte test)
    {
        using var folder = Folder(Bits(60, train), Bits(10, test));
        Assert.EndsWith(
            $"all {(train == 0 ? 1200 : 200)} pixels are 0, so that there is nothing to see; if they were intensities from 0 to 1 before they became bytes, multiply these by 255 and write the file again.",
            Refusal(folder),
            StringComparison.Ordinal);
    }

    private static string Refusal(TemporaryFolder folder) => Assert.Throws<DataFormatException>(() => DataSources.Load(folder.Path)).Message;

    private static TemporaryFolder Folder(byte[] train, byte[] test)
    {
        var folder = new TemporaryFolder();
        folder.Write("train-images-idx3-ubyte", IdxBytes.File(0x0803, [train.Length / 20, 4, 5], train));
        folder.Write("t10k-images-idx3-ubyte", IdxBytes.File(0x0803, [test.Length / 20, 4, 5], test));
        return folder;
    }

    private static byte[] Bits(int count, byte white) => [.. Enumerable.Range(0, count * 20).Select(i => (byte)((i * i) % 11 < 4 ? white : 0))];
}
