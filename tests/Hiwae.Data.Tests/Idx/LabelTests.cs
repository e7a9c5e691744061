using Hiwae.Runtime.Tests.Data;
using Hiwae.Runtime.Tests.Models;
using Hiwae.Training;
using static Hiwae.Runtime.Tests.Models.Descriptions;

namespace Hiwae.Data.Tests.Idx;

public sealed class LabelTests
{
    private const string Pixels = "but the images of ";

    [Fact]
    public void Labels_that_are_counted_from_1_are_read_from_0_where_there_are_as_many_classes()
    {
        using var folder = Folder(i => (byte)(1 + (i % 26)), i => (byte)(1 + (i % 3)));
        using var scope = NewDisposeScope();
        using var data = DataSources.Load(folder.Path);
        var binding = DataBinding.Of(Labelled(26), data);
        Assert.Equal("X (observed) from 20 pixels, drawn as zeros and ones; Y (given) from the labels, one-hot of 26, 1 to 26 read as 0 to 25", binding.ToString());
        var y = binding.HeldOut(data.Test).Values[1];
        Assert.Equal([.. Enumerable.Range(0, 10).Select(i => (long)(i % 3))], y.argmax(1).data<long>().ToArray());
        Assert.Equal(10, y.sum().ToDouble());
        Assert.Equal("X (observed) from 20 pixels, drawn as zeros and ones; Y (given) from the labels, one-hot of 27", DataBinding.Of(Labelled(27), data).ToString());
        Assert.Equal(
            $"hand-made.Y has 30 values, {Pixels}{data.Name} have 4 × 5 = 20 pixels and labels from 1 to 26; declare [Shape(20)] for the image or [Shape(26)] for the label, or choose other data.",
            Refusal(30, data));
    }

    [Fact]
    public void A_label_out_of_line_is_named_with_its_file_and_place()
    {
        using var folder = Folder(i => (byte)(i == 57 ? 255 : i % 10), i => (byte)(i % 10));
        using var data = DataSources.Load(folder.Path);
        Assert.Equal(
            $"hand-made.Y has 10 values, {Pixels}{data.Name} have 4 × 5 = 20 pixels and labels from 0 to 255, of which label 57 of {folder.File("train-labels-idx1-ubyte")} (counted from 0), 255, "
            + "is the first above 9; declare [Shape(20)] for the image or [Shape(256)] for the label, or mend that label.",
            Refusal(10, data));
        using var other = Folder(i => (byte)(i % 10), i => (byte)(i == 3 ? 11 : i % 10));
        using var otherData = DataSources.Load(other.Path);
        Assert.Contains($"of which label 3 of {other.File("t10k-labels-idx1-ubyte")} (counted from 0), 11, is the first above 9;", Refusal(10, otherData), StringComparison.Ordinal);
    }

    /// <summary>Where all three splits have files, a label's place is that in its own.</summary>
    [Theory, InlineData("valid", 6), InlineData("test", 3)]
    public void A_label_out_of_line_has_its_place_in_the_file_of_its_split(string split, int place)
    {
        using var folder = new TemporaryFolder();
        foreach (var (name, count) in new[] { ("train", 30), ("valid", 20), ("test", 10) })
        {
            folder.Write($"{name}-images", IdxBytes.Images(count));
            folder.Write($"{name}-labels", IdxBytes.File(0x0801, [count], [.. Enumerable.Range(0, count).Select(i => name == split && i == place ? (byte)11 : (byte)(i % 10))]));
        }

        using var data = DataSources.Load(folder.Path);
        Assert.Contains($"of which label {place} of {folder.File($"{split}-labels")} (counted from 0), 11, is the first above 9;", Refusal(10, data), StringComparison.Ordinal);
    }

    /// <summary>Where data are drawn from a file, their places in it are told, not those in a split.</summary>
    [Fact]
    public void A_label_out_of_line_that_was_drawn_is_named_by_its_place_in_the_source()
    {
        using var folder = Folder(i => (byte)(i == 57 ? 255 : i % 10), i => (byte)(i % 10));
        using var data = DataSources.Load(folder.Path, new() { SplitSeed = 1 });
        Assert.Contains($"of which the label of image 57 of {data.Name} (counted from 0), 255, is the first above 9;", Refusal(10, data), StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_of_labels_that_is_not_there_is_named()
    {
        using var folder = Folder(i => (byte)(i % 10), i => (byte)(i % 10));
        File.Delete(folder.File("t10k-labels-idx1-ubyte"));
        using (var data = DataSources.Load(folder.Path))
        {
            Assert.Equal(
                $"hand-made.Y has 10 values, {Pixels}{data.Name} have 4 × 5 = 20 pixels and labels, but none for the test images (there is no {folder.File("t10k-labels-idx1-ubyte")}); "
                + "declare [Shape(20)] for the image, or put that file there if it takes the label.",
                Refusal(10, data));
        }

        File.Delete(folder.File("train-labels-idx1-ubyte"));
        using (var data = DataSources.Load(folder.Path))
        {
            Assert.Contains(
                $"no labels (there is no {folder.File("train-labels-idx1-ubyte")} and no {folder.File("t10k-labels-idx1-ubyte")}); declare [Shape(20)] for the image, or put those files there if it takes the label.", Refusal(10, data), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_negative_label_is_named()
    {
        using var scope = NewDisposeScope();
        var data = Made();
        data = data with { Validation = data.Validation.With(data.Validation.Fields[1] with { Values = tensor(new long[] { 0, 1, -1 }) }) };
        Assert.Contains("labels from -1 to 2, of which label 2 of the validation images (counted from 0), -1, is negative;", Refusal(3, data), StringComparison.Ordinal);
    }

    [Fact]
    public void A_label_that_an_observed_variable_takes_is_told() => Assert.Equal(
        "X (observed) from 20 pixels, drawn as zeros and ones; Y (observed) from the labels, one-hot of 3",
        DataBinding.Of(Model(Observed("X", 20), Observed("Y", 3, Support.OneHot)), Made()).ToString());

    [Fact]
    public void Splits_that_do_not_fit_their_set_are_named()
    {
        using var scope = NewDisposeScope();
        var data = Made();
        var model = Model(Observed("X", 20));
        string Of(DataSet wrong) => Assert.Throws<ArgumentException>(() => DataBinding.Of(model, wrong)).Message;
        Assert.Equal(
            "made: the pixels of the test images have shape [3, 4, 5], but its images have 4 × 5 = 20 pixels; pass them as [images, 20].",
            Of(data with { Test = data.Test.With(data.Test.Fields[0] with { Values = zeros(3, 4, 5) }) }));
        Assert.Equal(
            "made: the pixels of the training images are of type Float64; pass 32-bit floats in [0, 1], with to_type(ScalarType.Float32), or bytes, of which 255 stands for 1.",
            Of(data with { Train = data.Train.With(data.Train.Fields[0] with { Values = zeros(3, 20, dtype: ScalarType.Float64) }) }));
        Assert.Equal(
            "made: the labels of the validation images are of type Int64 and shape [2]; pass one 64-bit integer for each image, [3].",
            Of(data with { Validation = data.Validation.With(data.Validation.Fields[1] with { Values = zeros(2, dtype: ScalarType.Int64) }) }));
        Assert.Equal(
            "made: the masks of the test images are of type Float32 and shape [3, 20]; pass a byte, 0 or 1, for each value, [3, 20].",
            Of(data with { Test = data.Test.With(data.Test.Fields[0] with { Mask = ones(3, 20) }) }));
        var levels = data with { Validation = data.Validation.With(data.Validation.Fields[0] with { Values = full(3, 20, 255f) }) };
        Assert.StartsWith("hand-made.X holds 255 at row 0 of the validation images of made, column 0 (counted from 0); Bernoulli is on zeros and ones", Of(levels), StringComparison.Ordinal);
    }

    [Fact]
    public void Splits_without_images_are_named()
    {
        using var scope = NewDisposeScope();
        var data = Made();
        var model = Model(Observed("X", 20));
        var none = DataSplit.OfImages(zeros(0, 20), null, 4, 5);
        foreach (var (name, wrong) in new[] { ("training", data with { Train = none }), ("validation", data with { Validation = none }) })
            Assert.Equal($"made has no {name} images; at least 1 is needed.", Assert.Throws<ArgumentException>(() => DataBinding.Of(model, wrong, new TrainingOptions())).Message);
        var untested = data with { Test = none };
        Assert.Equal("made has no test images; at least 1 is needed.", Assert.Throws<ArgumentException>(() => DataBinding.Of(model, untested).HeldOut(untested.Test)).Message);
    }

    private static ModelDescription Labelled(int classes) => Model(Observed("X", 20), Given("Y", classes));

    private static string Refusal(int classes, DataSet data) => Assert.Throws<ArgumentException>(() => DataBinding.Of(Labelled(classes), data)).Message;

    private static DataSet Made()
    {
        DataSplit Split() => DataSplit.OfImages(full(3, 20, 0.5f), tensor(new long[] { 0, 1, 2 }), 4, 5);
        return new("made", Split(), Split(), Split());
    }

    private static TemporaryFolder Folder(Func<int, byte> train, Func<int, byte> test)
    {
        var folder = new TemporaryFolder();
        folder.Write("train-images-idx3-ubyte", IdxBytes.Images(60));
        folder.Write("t10k-images-idx3-ubyte", IdxBytes.Images(10));
        folder.Write("train-labels-idx1-ubyte", IdxBytes.File(0x0801, [60], [.. Enumerable.Range(0, 60).Select(train)]));
        folder.Write("t10k-labels-idx1-ubyte", IdxBytes.File(0x0801, [10], [.. Enumerable.Range(0, 10).Select(test)]));
        return folder;
    }
}
