namespace Hiwae.Cli.Pictures;

/// <summary>Tensors of pixels as pictures.</summary>
internal static class PixelTensors
{
    /// <summary>One picture for each image.</summary>
    /// <param name="images">[..., height · width], values in [0, 1].</param>
    /// <param name="height">Pixels of a column.</param>
    /// <param name="width">Pixels of a row.</param>
    public static IReadOnlyList<GreyImage> ToImages(Tensor images, int height, int width)
    {
        using var scope = torch.NewDisposeScope();
        var size = height * width;
        var values = images.detach().cpu().to_type(torch.ScalarType.Float32).contiguous().data<float>().ToArray();
        return [.. Enumerable.Range(0, values.Length / size).Select(i => GreyImage.FromValues(width, height, values.AsSpan(i * size, size)))];
    }
}
