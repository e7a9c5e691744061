namespace Hiwae.Data.Idx;

/// <summary>A folder with the four files of MNIST, or of a set laid out like it.</summary>
public static class IdxFolder
{
    /// <summary>One training image in so many is kept for validation, the last ones: 10,000 of MNIST's 60,000.</summary>
    public const int ValidationShare = 6;

    /// <summary>Reads images and, where they are there, labels. Pixels are intensities over 255, taken as probabilities.</summary>
    /// <param name="folder">The folder.</param>
    /// <exception cref="DataFormatException">A file is missing or damaged, or two do not fit each other.</exception>
    public static ImageData Load(string folder)
    {
        if (!Directory.Exists(folder))
            throw new DataFormatException(
                folder, null, "there is no such folder", "name a folder with MNIST's four files, or the built-in set 'glyphs'");

        var trainImages = IdxFile.ReadImages(Find(folder, "train-images", IdxKind.Images)
            ?? throw Missing(folder, "train-images-idx3-ubyte"));
        var testImages = IdxFile.ReadImages(Find(folder, "t10k-images", IdxKind.Images)
            ?? throw Missing(folder, "t10k-images-idx3-ubyte"));
        var trainLabels = LabelsOf(trainImages, Find(folder, "train-labels", IdxKind.Labels));
        var testLabels = LabelsOf(testImages, Find(folder, "t10k-labels", IdxKind.Labels));
        CheckSizes(trainImages, testImages);

        var validation = Math.Max(1, trainImages.Count / ValidationShare);
        var (train, heldOut) = ToSet(trainImages, trainLabels).Cut(trainImages.Count - validation);
        return new(
            Path.GetFileName(Path.GetFullPath(folder).TrimEnd(Path.DirectorySeparatorChar)),
            trainImages.Dimensions[1],
            trainImages.Dimensions[2],
            Binarisation.Stochastic,
            train,
            heldOut,
            ToSet(testImages, testLabels))
        {
            Source = Path.GetFullPath(folder),
        };
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

    private static IdxFile? LabelsOf(IdxFile images, string? path)
    {
        if (path is null)
            return null;
        var labels = IdxFile.ReadLabels(path);
        return labels.Count == images.Count
            ? labels
            : throw new DataFormatException(
                path, 4, $"{labels.Count} labels do not fit the {images.Count} images of {images.Path}", "use two files of the same set");
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

    private static ImageSet ToSet(IdxFile images, IdxFile? labels) => ImageSet.FromBytes(
        images.Values, images.Dimensions[1] * images.Dimensions[2], byte.MaxValue, labels?.Values);
}
