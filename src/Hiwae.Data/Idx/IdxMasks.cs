namespace Hiwae.Data.Idx;

/// <summary>Masks of images from IDX files of unsigned bytes in the shape of the images: 0 where a pixel is missing, 1, or 255, where it is there.</summary>
public static class IdxMasks
{
    private const byte White = FieldValues.White;

    /// <summary>The set with masks from files; it takes the images over, and goes when they go.</summary>
    /// <param name="data">The images.</param>
    /// <param name="file">The masks of the images for training, followed by those for validation; null for none.</param>
    /// <param name="testFile">The masks of the test images; null for none.</param>
    /// <exception cref="DataFormatException">A file is missing or damaged, its shape is not that of the images, or it holds something other than zeros and ones.</exception>
    public static DataSet WithMasks(this DataSet data, string? file, string? testFile)
    {
        var (train, validation, test) = (data.Train, data.Validation, data.Test);
        if (file is not null)
        {
            var masks = Read(file, data, train.Count + validation.Count, "images for training and validation");
            (train, validation) = (Masked(train, masks.narrow(0, 0, train.Count)), Masked(validation, masks.narrow(0, train.Count, validation.Count)));
            masks.Dispose();
        }

        if (testFile is not null)
            test = Masked(test, Read(testFile, data, test.Count, "test images"));
        return data with
        {
            Train = train,
            Validation = validation,
            Test = test,
            MaskFile = file is null ? null : Path.GetFullPath(file),
            TestMaskFile = testFile is null ? null : Path.GetFullPath(testFile),
        };
    }

    private static DataSplit Masked(DataSplit split, Tensor mask) => split.With(split.Fields.First(values => values.Field.Kind is FieldKind.Pixels) with { Mask = mask });

    private static Tensor Read(string path, DataSet data, int count, string images)
    {
        var image = data.Image ?? throw new DataFormatException(path, null, $"{data.Name} has no images that masks could be of", "leave the masks out; a table says itself what is missing");
        var (height, width) = (image.Shape[^2], image.Shape[^1]);
        var file = IdxFile.ReadImages(path);
        if (file.Count != count)
            throw new DataFormatException(path, 4, $"{file.Count} masks do not fit the {count} {images} of {data.Name}", "write one mask for each of them, in their order");
        if (file.Dimensions[1] != height || file.Dimensions[2] != width || image.Size != height * width)
            throw new DataFormatException(
                path,
                8,
                $"masks of {file.Dimensions[1]} × {file.Dimensions[2]} do not fit the {string.Join(" × ", image.Shape)} pixels of {data.Name}",
                "write masks of the size of the images");
        Span<byte> values = file.Values;
        var odd = values.IndexOfAnyExcept((byte)0, (byte)1, White);
        if (odd < 0 && values.Contains(White))
            odd = values.IndexOf((byte)1);
        if (odd >= 0)
            throw new DataFormatException(
                path,
                IdxHeader.LengthOf(IdxKind.Images) + odd,
                $"the mask of image {odd / image.Size} holds {values[odd]}{(values[odd] == 1 ? " among bytes of 255" : "")}",
                "write 0 where a pixel is missing and 1 where it is there, or 0 and 255, and nothing else");
        if (!values.ContainsAnyExcept((byte)0))
            throw new DataFormatException(path, null, "every byte is 0, so that all pixels are missing", "write 1 where a pixel is there");
        values.Replace(White, (byte)1);
        return tensor(file.Values, [count, image.Size], ScalarType.Byte);
    }
}
