using Hiwae.Data.Idx;
using Hiwae.Runtime.Tests.Data;
using Hiwae.Runtime.Tests.Models;
using Hiwae.Training;
using static Hiwae.Runtime.Tests.Models.Descriptions;

namespace Hiwae.Data.Tests.Idx;

/// <summary>A mask belongs to its image: what is missing once is missing at every epoch, in whatever order and batches images come.</summary>
public sealed class MaskTests
{
    private const int Pixels = 6;

    private static readonly ModelDescription Masked = Model(Observed("X", Pixels, mask: "Seen"), Given("Seen", Pixels));

    [Fact]
    public void Over_all_epochs_a_model_sees_what_the_mask_leaves_and_nothing_else()
    {
        using var scope = NewDisposeScope();
        const int Count = 60;
        var data = Grey(Count);
        var binding = DataBinding.Of(Masked, data, missing: 0.4);
        var mask = binding.HeldOut(data.Train).Values[1];
        var noise = Noise.FromSeed(1);
        var seen = zeros(Count, Pixels);
        for (var epoch = 0; epoch < 5; epoch++)
        {
            var order = noise.Permutation(Count);
            for (var start = 0; start < Count; start += 7)
            {
                var rows = order.narrow(0, start, Math.Min(7, Count - start));
                seen.index_add_(0, rows, binding.Draw(data.Train, rows, noise).Values[1], 1);
            }
        }

        // Each image came five times: what is seen at all is seen each time.
        Assert.True(seen.eq(mask * 5).all().ToBoolean());
    }

    [Theory, InlineData(0.3), InlineData(0.9)]
    public void As_much_is_missing_as_is_asked_for(double missing)
    {
        using var scope = NewDisposeScope();
        var data = Grey(4000);
        var mask = DataBinding.Of(Masked, data, missing).HeldOut(data.Train).Values[1];
        Assert.True(mask.eq(0).logical_or(mask.eq(1)).all().ToBoolean());

        // 24,000 values: outside five standard deviations of the fraction once in two million seeds.
        Assert.Equal(1 - missing, mask.mean().ToDouble(), 5 * Math.Sqrt(missing * (1 - missing) / 24_000));
    }

    [Fact]
    public void Masks_are_repeatable_by_their_seed_and_have_nothing_to_do_with_the_run_s()
    {
        using var scope = NewDisposeScope();
        var data = Grey(50);
        Tensor Mask(long maskSeed, long seed) => DataBinding.Of(Masked, data, 0.5, maskSeed).Draw(data.Train, arange(50, dtype: ScalarType.Int64), Noise.FromSeed(seed)).Values[1];
        Assert.True(Mask(0, 1).eq(Mask(0, 2)).all().ToBoolean());
        Assert.False(Mask(0, 1).eq(Mask(1, 1)).all().ToBoolean());
        var test = DataBinding.Of(Masked, data, 0.5).HeldOut(data.Test).Values[1];
        Assert.True(test.narrow(0, 0, 10).eq(DataBinding.Of(Masked, data, 0.5).HeldOut(data.Test.Take(10)).Values[1]).all().ToBoolean());
    }

    [Fact]
    public void Images_of_one_file_have_masks_of_their_own_whatever_split_they_are_cut_into()
    {
        using var scope = NewDisposeScope();
        var whole = Black(60);
        var all = DataBinding.Of(Masked, Grey(1) with { Train = whole }, 0.5).HeldOut(whole).Values[1];
        var (train, validation) = Black(60).Cut(40);
        var binding = DataBinding.Of(Masked, Grey(1) with { Train = train, Validation = validation }, 0.5);
        Assert.True(all[..40].eq(binding.HeldOut(train).Values[1]).all().ToBoolean());
        Assert.True(all[40..].eq(binding.HeldOut(validation).Values[1]).all().ToBoolean());
        Assert.False(all[..20].eq(all[40..]).all().ToBoolean());
    }

    [Fact]
    public void Masks_are_read_from_a_file_for_training_and_validation_and_from_another_for_the_test()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        byte[] bits = [.. Enumerable.Range(0, 50 * Pixels).Select(i => (byte)(i % 7 < 3 ? 1 : 0))];
        var file = folder.Write("mask", IdxBytes.File(0x0803, [50, 2, 3], bits));
        var testFile = folder.Write("test.gz", IdxBytes.Gzip(IdxBytes.File(0x0803, [20, 2, 3], [.. bits.Take(20 * Pixels).Select(bit => (byte)(255 * bit))])));
        var data = (Grey(40) with { Validation = Images(10, 2), Test = Images(20, 3) }).WithMasks(file, testFile);
        var binding = DataBinding.Of(Masked, data, missing: 0.9);
        var expected = tensor(bits, dtype: ScalarType.Byte).view(50, Pixels).to_type(ScalarType.Float32);
        Assert.True(expected[..40].eq(binding.HeldOut(data.Train).Values[1]).all().ToBoolean());
        Assert.True(expected[40..].eq(binding.HeldOut(data.Validation).Values[1]).all().ToBoolean());
        Assert.True(expected[..20].eq(binding.HeldOut(data.Test).Values[1]).all().ToBoolean());
        Assert.True(expected[tensor(new long[] { 7, 3 })].eq(binding.Draw(data.Train, tensor(new long[] { 7, 3 }), Noise.FromSeed(1)).Values[1]).all().ToBoolean());
        Assert.True(expected[..5].eq(binding.HeldOut(data.Test.Take(5)).Values[1]).all().ToBoolean());
        Assert.Equal($"X (observed) from 6 pixels, drawn as zeros and ones; Seen (given) as the mask of X, from {file} and, for the test, {testFile}", binding.ToString());
    }

    [Theory]
    [InlineData(49, 2, 3, 1, "49 masks do not fit the 50 images for training and validation of grey; write one mask for each of them, in their order.")]
    [InlineData(50, 3, 2, 1, "masks of 3 × 2 do not fit the 2 × 3 pixels of grey; write masks of the size of the images.")]
    [InlineData(50, 2, 3, 7, "byte 28: the mask of image 2 holds 7; write 0 where a pixel is missing and 1 where it is there, or 0 and 255, and nothing else.")]
    [InlineData(50, 2, 3, 255, "the mask of image 0 holds 1 among bytes of 255; write 0 where a pixel is missing and 1 where it is there, or 0 and 255, and nothing else.")]
    [InlineData(50, 2, 3, 0, "every byte is 0, so that all pixels are missing; write 1 where a pixel is there.")]
    public void A_file_that_is_no_mask_of_the_images_is_refused(int count, int height, int width, byte odd, string message)
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var bytes = new byte[count * height * width];
        bytes.AsSpan(0, 9).Fill(odd == 0 ? (byte)0 : (byte)1);
        bytes[12] = odd;
        var path = folder.Write("mask", IdxBytes.File(0x0803, [count, height, width], bytes));
        var error = Assert.Throws<DataFormatException>(() => (Grey(40) with { Validation = Images(10, 2) }).WithMasks(path, null));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.EndsWith(message, error.Message, StringComparison.Ordinal);
    }

    /// <summary>Where all splits are drawn from one file, a file with a mask for each of its images goes with them; one in the order of the splits is refused.</summary>
    [Fact]
    public void Masks_of_a_set_that_is_divided_go_with_its_images()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var images = folder.Write("images", IdxBytes.File(0x0803, [20, 2, 3], [.. Enumerable.Range(0, 20 * Pixels).Select(i => (byte)(i / Pixels == 0 ? 255 : i / Pixels))]));
        var file = folder.Write("mask", Marked(20));
        foreach (var (train, test) in new[] { (file, null), (null, file), (file, file) })
        {
            using var data = DataFiles.Read(images, new() { SplitSeed = 2 }).WithMasks(train, test);
            foreach (var split in new[] { data.Train, data.Validation, data.Test })
                CheckMarks(split, isMasked: split == data.Test || train is not null);
            Assert.Equal((train, file), (data.MaskFile, data.TestMaskFile));
        }

        using var divided = DataFiles.Read(images);
        Assert.Equal(
            $"{folder.Write("less", Marked(18))}, byte 4: 18 masks do not fit the 20 images that training, validation and test of images were drawn from; write one mask for each of them, in their order.",
            Assert.Throws<DataFormatException>(() => divided.WithMasks(folder.File("less"), null)).Message);
        Assert.Contains("2 masks do not fit the 20 images", Assert.Throws<DataFormatException>(() => divided.WithMasks(null, folder.Write("two", Marked(2)))).Message, StringComparison.Ordinal);
        var part = divided with { Train = divided.Train.Take(5) };
        Assert.Contains("not clear which mask is whose; leave the masks out", Assert.Throws<DataFormatException>(() => part.WithMasks(file, null)).Message, StringComparison.Ordinal);
    }

    /// <summary>Where the validation images are drawn from those for training, masks are in the order of the file.</summary>
    [Fact]
    public void Masks_go_with_images_for_validation_that_are_drawn()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        foreach (var (name, count) in new[] { ("train-images", 20), ("test-images", 4) })
            folder.Write(name, IdxBytes.File(0x0803, [count, 2, 3], [.. Enumerable.Range(0, count * Pixels).Select(i => (byte)(i / Pixels == 0 ? 255 : i / Pixels))]));
        var (file, testFile) = (folder.Write("mask", Marked(20)), folder.Write("test-mask", Marked(4)));
        using var data = DataSources.Load(folder.Path, new() { Validation = 0.25 }, file, testFile).WithMasks(file, testFile);
        Assert.Equal(5, data.Validation.Count);
        foreach (var split in new[] { data.Train, data.Validation, data.Test })
            CheckMarks(split, isMasked: true);
    }

    [Fact]
    public void Masks_are_transposed_with_their_images()
    {
        using var folder = new TemporaryFolder();
        using var scope = NewDisposeScope();
        var images = folder.Write("images", IdxBytes.File(0x0803, [20, 2, 3], [.. Enumerable.Range(0, 20 * Pixels).Select(i => (byte)(i % Pixels is 1 or 5 ? 255 : 0))]));
        var file = folder.Write("mask", IdxBytes.File(0x0803, [20, 2, 3], [.. Enumerable.Range(0, 20 * Pixels).Select(i => (byte)(i % Pixels is 1 or 5 ? 1 : 0))]));
        using var data = DataFiles.Read(images, new() { Transpose = true }).WithMasks(file, null);
        Assert.Equal([3, 2], data.Image!.Shape.ToArray());
        Assert.True(data.Train.Pixels.ne(0).eq(data.Train.Fields[0].Mask!.ne(0)).all().ToBoolean());
    }

    // The mask of an image says in bits which number it has.
    private static byte[] Marked(int count) => IdxBytes.File(0x0803, [count, 2, 3], [.. Enumerable.Range(0, count * Pixels).Select(i => (byte)((i / Pixels) >> (i % Pixels) & 1))]);

    private static void CheckMarks(DataSplit split, bool isMasked)
    {
        if (!isMasked)
        {
            Assert.Null(split.Fields[0].Mask);
            return;
        }

        var (pixels, masks) = (split.Pixels.data<byte>().ToArray(), split.Fields[0].Mask!.data<byte>().ToArray());
        for (var i = 0; i < pixels.Length; i++)
            Assert.Equal(((pixels[i] == 255 ? 0 : pixels[i]) >> (i % Pixels)) & 1, masks[i]);
    }

    [Fact]
    public void Masks_that_no_variable_takes_are_refused()
    {
        using var scope = NewDisposeScope();
        var data = Grey(8);
        data = data with { Test = data.Test.With(data.Test.Fields[0] with { Mask = ones(8, Pixels, dtype: ScalarType.Byte) }) };
        Assert.Equal(
            "hand-made: the masks of grey say of each of the 6 pixels whether it is there, but no variable of the model is such a mask; "
            + "declare [Mask(…)] on the observed image and a given variable with [Shape(6)] for it, or leave the masks out.",
            Assert.Throws<ArgumentException>(() => DataBinding.Of(Model(Observed("X", Pixels, mask: "Seen"), Given("Seen", 1)), data)).Message);
    }

    private static DataSet Grey(int count) => new("grey", Images(count, 1), Images(count, 2), Images(count, 3));

    private static DataSplit Images(int count, int seed) => DataSplit.OfImages(Noise.FromSeed(seed).Uniform(count, Pixels), null, 2, 3);

    private static DataSplit Black(int count) => new([FieldValues.OfPixels(new(DataField.ImageName, [2, 3], new FieldKind.Pixels(Binarisation.Stochastic)), new byte[count * Pixels])]);
}
