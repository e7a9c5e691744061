namespace Hiwae.Data.Idx;

/// <summary>A folder with the four files of MNIST, or of a set laid out like it.</summary>
public static class IdxFolder
{
    /// <summary>One training image in so many is kept for validation, the last ones: 10,000 of MNIST's 60,000.</summary>
    public const int ValidationShare = 6;

    /// <summary>
    /// Reads images and, where they are there, labels. Pixels are intensities over 255, taken as probabilities; where no file has another byte than 0 and 1, these are off and on.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataFormatException">A file is missing or damaged, two do not fit each other, or it is not clear what bytes stand for.</exception>
    public static DataSet Load(string folder) => IdxFiles.Read(folder).ToDataSet();
}

/// <summary>The files of a folder, read and found to fit each other.</summary>
/// <param name="Folder">The folder.</param>
/// <param name="TrainImages">Images for training and validation.</param>
/// <param name="TrainLabels">Their labels, if there are any.</param>
/// <param name="TestImages">Images for the test.</param>
/// <param name="TestLabels">Their labels, if there are any.</param>
/// <param name="White">The byte that stands for a pixel that is on.</param>
internal sealed record IdxFiles(string Folder, IdxFile TrainImages, IdxFile? TrainLabels, IdxFile TestImages, IdxFile? TestLabels, byte White)
{
    private const string TrainStem = "train-images";
    private const string TestStem = "t10k-images";
    private const string TrainLabelStem = "train-labels";
    private const string TestLabelStem = "t10k-labels";

    /// <summary>Reads all files at the same time.</summary>
    /// <exception cref="DataFormatException">A file is missing or damaged, or two do not fit each other.</exception>
    public static IdxFiles Read(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DataFormatException(
                folder, null, File.Exists(folder) ? "this is a file" : "there is no such folder", "name a folder with MNIST's four files, or the built-in set 'glyphs'");

        var trainImages = Reading(Find(folder, TrainStem, IdxKind.Images) ?? throw Missing(folder, "train-images-idx3-ubyte"), IdxFile.ReadImages);
        var testImages = Reading(Find(folder, TestStem, IdxKind.Images) ?? throw Missing(folder, "t10k-images-idx3-ubyte"), IdxFile.ReadImages);
        var trainLabels = Find(folder, TrainLabelStem, IdxKind.Labels) is { } train ? Reading(train, IdxFile.ReadLabels) : null;
        var testLabels = Find(folder, TestLabelStem, IdxKind.Labels) is { } test ? Reading(test, IdxFile.ReadLabels) : null;
        var files = new IdxFiles(
            folder, Result(trainImages), trainLabels is null ? null : Result(trainLabels), Result(testImages), testLabels is null ? null : Result(testLabels), FieldValues.White);
        files.Check();
        return files with { White = PixelScale.Settle(files.TrainImages, files.TestImages) };
    }

    /// <summary>The images as tensors; the last of the training images are kept for validation.</summary>
    public DataSet ToDataSet()
    {
        var validation = Math.Max(1, TrainImages.Count / IdxFolder.ValidationShare);
        var (train, heldOut) = ToSplit(TrainImages, TrainLabels, TrainLabelStem, 0).Cut(TrainImages.Count - validation);
        return new(
            Path.GetFileName(Path.GetFullPath(Folder).TrimEnd(Path.DirectorySeparatorChar)), train, heldOut, ToSplit(TestImages, TestLabels, TestLabelStem, TrainImages.Count))
        {
            Source = Path.GetFullPath(Folder),
        };
    }

    private static Task<IdxFile> Reading(string path, Func<string, IdxFile> read) => Task.Run(() => read(path));

    // Unlike the task's own property it throws what the task threw.
    private static IdxFile Result(Task<IdxFile> task) => task.GetAwaiter().GetResult();

    private void Check()
    {
        CheckLabels(TrainImages, TrainLabels);
        CheckLabels(TestImages, TestLabels);
        CheckSizes(TrainImages, TestImages);
    }

    private static string? Find(string folder, string stem, IdxKind kind)
    {
        string[] names = [$"{stem}-idx{(int)kind}-ubyte", $"{stem}.idx{(int)kind}-ubyte"];
        return names
            .SelectMany(name => new[] { name, name + ".gz" })
            .Select(name => Path.Combine(folder, name))
            .FirstOrDefault(File.Exists);
    }

    private static DataFormatException Missing(string folder, string name) => new(
        folder, null, $"the folder has no file {name} or {name}.gz", "put MNIST's files there, or name the folder that has them");

    private static void CheckLabels(IdxFile images, IdxFile? labels)
    {
        if (labels is not null && labels.Count != images.Count)
            throw new DataFormatException(
                labels.Path, 4, $"{labels.Count} labels do not fit the {images.Count} images of {images.Path}", "use two files of the same set");
    }

    private static void CheckSizes(IdxFile train, IdxFile test)
    {
        if (train.Count < 2)
            throw new DataFormatException(
                train.Path, 4, "there is 1 image; at least 2 are needed, one of them for validation", "use a larger set");
        if (!train.Dimensions.AsSpan()[1..].SequenceEqual(test.Dimensions.AsSpan()[1..]))
            throw new DataFormatException(
                test.Path,
                8,
                $"images of {test.Dimensions[1]} × {test.Dimensions[2]} do not fit the {train.Dimensions[1]} × {train.Dimensions[2]} of {train.Path}",
                "use two files of the same set");
    }

    private DataSplit ToSplit(IdxFile images, IdxFile? labels, string stem, long first)
    {
        var pixels = new FieldKind.Pixels(White == FieldValues.White ? Binarisation.Stochastic : Binarisation.None, White);
        var image = FieldValues.OfPixels(new(DataField.ImageName, images.Dimensions[1..], pixels), images.Values);
        return new([image, .. labels is null ? Array.Empty<FieldValues>() : [FieldValues.OfLabels(labels.Values) with { File = labels.Path, FileStart = first }]])
        {
            First = first,
            LackingLabelFile = labels is null ? Path.Combine(Folder, $"{stem}-idx{(int)IdxKind.Labels}-ubyte") : null,
        };
    }
}
