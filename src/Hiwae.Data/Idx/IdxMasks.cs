using Hiwae.Data.Formats;

namespace Hiwae.Data.Idx;

/// <summary>Masks of images from IDX files of unsigned bytes in the shape of the images: 0 where a pixel is missing, 1, or 255, where it is there.</summary>
public static class IdxMasks
{
    private const byte White = FieldValues.White;

    /// <summary>
    /// The set with masks from files; it takes the images over, and goes when they go. Masks are in the order of the images' source: where data were drawn from it, each image has the mask
    /// of its number there.
    /// </summary>
    /// <param name="data">The images.</param>
    /// <param name="file">The masks of the images for training and for validation; of those for the test, too, where all were drawn from one source. Null for none.</param>
    /// <param name="testFile">The masks of the test images, or of the whole source that they were drawn from; null for none.</param>
    /// <exception cref="DataFormatException">A file is missing or damaged, has masks of another number or shape than the images, or holds something other than zeros and ones.</exception>
    public static DataSet WithMasks(this DataSet data, string? file, string? testFile)
    {
        if (file is null && testFile is null)
            return data;
        var order = MaskOrder.Of(data);
        if (order is { IsWhole: false })
            throw new DataFormatException(file ?? testFile!, null, $"the images of {data.Name} were taken from others, so that it is not clear which mask is whose", "leave the masks out, or read the images from their files");
        if (file is not null)
        {
            using var masks = Read(file, data, order.Count, order.IsDivided ? Drawn(data) : $"images for training and validation of {data.Name}");
            data = data with { Train = Masked(data.Train, masks, order.Train), Validation = Masked(data.Validation, masks, order.Validation), MaskFile = Path.GetFullPath(file) };
            if (order.IsDivided && testFile is null)
                data = data with { Test = Masked(data.Test, masks, order.Test), TestMaskFile = data.MaskFile };
        }

        if (testFile is not null)
        {
            using var masks = Read(testFile, data, order.TestCount, order.IsDivided ? Drawn(data) : $"test images of {data.Name}");
            data = data with { Test = Masked(data.Test, masks, order.Test), TestMaskFile = Path.GetFullPath(testFile) };
        }

        return data;
    }

    private static DataSplit Masked(DataSplit split, Tensor masks, ImmutableArray<long> numbers)
    {
        using var order = tensor([.. numbers]);
        return split.With(split.Fields.First(values => values.Field.Kind is FieldKind.Pixels) with { Mask = masks.index_select(0, order) });
    }

    private static string Drawn(DataSet data) => $"images that training, validation and test of {data.Name} were drawn from";

    private static Tensor Read(string path, DataSet data, int count, string images)
    {
        var image = data.Image ?? throw new DataFormatException(path, null, $"{data.Name} has no images that masks could be of", "leave the masks out; a table says itself what is missing");
        var isTurned = data.Options.Transpose;
        var (height, width) = isTurned ? (image.Shape[^1], image.Shape[^2]) : (image.Shape[^2], image.Shape[^1]);
        var file = IdxFile.ReadImages(path);
        if (file.Count != count)
            throw new DataFormatException(path, 4, $"{file.Count} masks do not fit the {count} {images}", "write one mask for each of them, in their order");
        if (file.Dimensions[1] != height || file.Dimensions[2] != width || image.Size != height * width)
            throw new DataFormatException(
                path,
                8,
                $"masks of {file.Dimensions[1]} × {file.Dimensions[2]} do not fit the {string.Join(" × ", image.Shape)} pixels of {data.Name}{(isTurned ? ", which are transposed" : "")}",
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
        return tensor(isTurned ? (byte[])Permutation.Of(file.Values, [count, height, width], [0, 2, 1]) : file.Values, [count, image.Size], ScalarType.Byte);
    }
}
