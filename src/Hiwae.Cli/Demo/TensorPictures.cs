using Hiwae.Cli.Pictures;
using Hiwae.Data;

namespace Hiwae.Cli.Demo;

/// <summary>Pictures from tensors of images.</summary>
internal static class TensorPictures
{
    /// <summary>One picture for each image.</summary>
    /// <param name="images">[..., height · width], values in [0, 1].</param>
    /// <param name="data">The set that has the height and the width.</param>
    public static IReadOnlyList<GreyImage> Of(Tensor images, ImageData data)
    {
        using var scope = torch.NewDisposeScope();
        var size = data.Height * data.Width;
        var values = images.detach().cpu().to_type(torch.ScalarType.Float32).contiguous().data<float>().ToArray();
        return
        [
            .. Enumerable.Range(0, values.Length / size).Select(i =>
                GreyImage.FromValues(data.Width, data.Height, values.AsSpan(i * size, size))),
        ];
    }
}
