using Hiwae.Runtime.Tests.Data;

namespace Hiwae.Data.Tests.Idx;

public sealed class IdxFolderTests
{
    private static TemporaryFolder Folder(int train = 60, int test = 10, bool labels = true)
    {
        var folder = new TemporaryFolder();
        folder.Write("train-images-idx3-ubyte", IdxBytes.Images(train));
        folder.Write("t10k-images.idx3-ubyte.gz", IdxBytes.Gzip(IdxBytes.Images(test)));
        if (!labels)
            return folder;
        folder.Write("train-labels-idx1-ubyte.gz", IdxBytes.Gzip(IdxBytes.Labels(train)));
        folder.Write("t10k-labels.idx1-ubyte", IdxBytes.Labels(test));
        return folder;
    }

    [Fact]
    public void The_last_sixth_of_the_training_images_is_kept_for_validation()
    {
        using var folder = Folder();
        using var data = DataSources.Load(folder.Path);
        Assert.Equal((50, 10, 10), (data.Train.Count, data.Validation.Count, data.Test.Count));
        Assert.Equal(new DataField("image", [4, 5], new FieldKind.Pixels(Binarisation.Stochastic)), data.Image);
        Assert.Equal(folder.Path, data.Source);
        Assert.Equal(Path.GetFileName(folder.Path), data.Name);
        Assert.Equal([10, 20], data.Validation.Pixels.shape);

        // Pixel i of the file is 7 i modulo 256; image 50 begins at pixel 1000, its label is 50 % 10.
        using var intensities = data.Validation.Intensities();
        Assert.Equal((1000 * 7 % 256) / 255f, intensities[0, 0].ToSingle());
        Assert.Equal(ScalarType.Byte, data.Validation.Pixels.dtype);
        Assert.Equal(50 % 10, data.Validation.Labels![0].ToInt64());
        Assert.Equal(49 % 10, data.Train.Labels![49].ToInt64());
    }

    [Fact]
    public void Labels_may_be_absent()
    {
        using var folder = Folder(labels: false);
        using var data = DataSources.Load(folder.Path);
        Assert.Null(data.Train.Labels);
    }

    [Fact]
    public void A_missing_folder_and_a_missing_file_are_named_with_a_remedy()
    {
        using var empty = new TemporaryFolder();
        Assert.Contains("no such folder", Assert.Throws<DataFormatException>(() => DataSources.Load(empty.File("x"))).Message);
        Assert.EndsWith(
            "there are no data in it that are read; it has no files; IDX, .npy and .npz, MATLAB's .mat, .amat, CIFAR's binary files, PNG and JPEG, CSV, Parquet and safetensors are read; name a folder or a file with data.",
            Assert.Throws<DataFormatException>(() => DataSources.Load(empty.Path)).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => DataSources.Load(" "));
    }

    [Fact]
    public void Labels_of_another_number_are_refused()
    {
        using var folder = Folder();
        folder.Write("t10k-labels.idx1-ubyte", IdxBytes.Labels(9));
        Assert.Contains("9 labels do not fit the 10 images", Assert.Throws<DataFormatException>(() => DataSources.Load(folder.Path)).Message);
    }

    [Fact]
    public void Test_images_of_another_size_are_refused()
    {
        using var folder = Folder();
        folder.Write("t10k-images.idx3-ubyte.gz", IdxBytes.Gzip(IdxBytes.Images(10, height: 5)));
        Assert.Contains("5 × 5 do not fit the 4 × 5", Assert.Throws<DataFormatException>(() => DataSources.Load(folder.Path)).Message);
    }

    [Fact]
    public void One_training_image_is_too_few()
    {
        using var folder = Folder(train: 1);
        Assert.Contains("at least 2", Assert.Throws<DataFormatException>(() => DataSources.Load(folder.Path)).Message);
    }
}
