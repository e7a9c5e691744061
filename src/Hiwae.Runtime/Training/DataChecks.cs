using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>Checks of a data set as it is bound to a model: one pass over each split, and none over a batch.</summary>
internal static class DataChecks
{
    /// <summary>Checks that every split has a row of pixels, a label and a mask for each image.</summary>
    /// <exception cref="ArgumentException">One has not.</exception>
    public static void CheckShapes(ImageData data)
    {
        foreach (var (name, split) in data.Splits)
        {
            var shape = split.Pixels.shape;
            if (shape.Length != 2 || shape[1] != data.Size)
                throw new ArgumentException(
                    $"{data.Name}: the pixels of the {name} images have shape [{string.Join(", ", shape)}], but its images have {data.Height} × {data.Width} = {data.Size} pixels; pass them as [images, {data.Size}].");
            if (split.Pixels.dtype is not (ScalarType.Byte or ScalarType.Float32))
                throw new ArgumentException(
                    $"{data.Name}: the pixels of the {name} images are of type {split.Pixels.dtype}; pass 32-bit floats in [0, 1], with to_type(ScalarType.Float32), or bytes, of which 255 stands for 1.");
            if (split.Labels is { } labels && (labels.dim() != 1 || labels.shape[0] != shape[0] || labels.dtype != ScalarType.Int64))
                throw new ArgumentException(
                    $"{data.Name}: the labels of the {name} images are of type {labels.dtype} and shape [{string.Join(", ", labels.shape)}]; pass one 64-bit integer for each image, [{shape[0]}].");
            if (split.Mask is { } mask && (!mask.shape.SequenceEqual(shape) || mask.dtype != ScalarType.Byte))
                throw new ArgumentException(
                    $"{data.Name}: the masks of the {name} images are of type {mask.dtype} and shape [{string.Join(", ", mask.shape)}]; pass a byte, 0 or 1, for each pixel, [{string.Join(", ", shape)}].");
        }
    }

    /// <summary>Checks that there are images.</summary>
    /// <exception cref="ArgumentException">There are none.</exception>
    public static void CheckNotEmpty(ImageData data, ImageSet images)
    {
        if (images.Count > 0)
            return;
        var name = data.Splits.FirstOrDefault(split => ReferenceEquals(split.Set, images)).Name;
        throw new ArgumentException($"{data.Name} has no {(name is null ? "" : $"{name} ")}images; at least 1 is needed.");
    }

    /// <summary>Checks that the model has use for the masks of a data set that has some.</summary>
    /// <exception cref="ArgumentException">It has none.</exception>
    public static void CheckMasks(ModelDescription model, ImageData data, ImmutableArray<DataPart> parts)
    {
        if (data.Splits.All(split => split.Set.Mask is null) || parts.OfType<DataPart.Mask>().Any(mask => mask.IsOfImage))
            return;
        throw new ArgumentException(
            $"{model.Name}: the masks of {data.Name} say of each of the {data.Size} pixels whether it is there, but no variable of the model is such a mask; "
            + $"declare [Mask(…)] on the observed image and a given variable with [Shape({data.Size})] for it, or leave the masks out.");
    }

    /// <summary>Checks that pixels are values of the variable that takes them; those of a mask that are missing are not looked at. Bytes always are.</summary>
    /// <exception cref="ArgumentException">A pixel is none.</exception>
    public static void CheckPixels(ModelDescription model, ImageData data, VariableDescription image)
    {
        var set = ValueSet.Of(model, image);
        foreach (var (name, split) in data.Splits.Where(split => split.Set.Pixels.dtype != ScalarType.Byte && split.Set.Count > 0))
            set.Check(model, image, split.Pixels, split.Mask, $" of the {name} images of {data.Name}");
    }
}
