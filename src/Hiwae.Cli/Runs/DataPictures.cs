using Hiwae.Cli.Pictures;
using Hiwae.Data;

namespace Hiwae.Cli.Runs;

/// <summary>Pictures of data that are images.</summary>
internal static class DataPictures
{
    private const int Coloured = 3;

    // Units of the height of an image on a sheet, so that small ones can be seen, and a label fits beside each.
    private const int Pleasant = 48;

    /// <summary>A sheet of images, each pixel as large as suits their size.</summary>
    /// <param name="groups">Groups of rows of pictures of one size.</param>
    /// <param name="labels">One for each row; none where empty.</param>
    public static ImageGrid Sheet(IReadOnlyList<IReadOnlyList<IReadOnlyList<PixelImage>>> groups, params IReadOnlyList<string> labels)
    {
        var scale = Math.Clamp((Pleasant + groups[0][0][0].Height - 1) / groups[0][0][0].Height, 1, 16);
        return ImageGrid.Compose(groups, scale, labels);
    }

    /// <summary>One picture for each image, in grey or, where there are three channels, in colour; of other numbers of channels the first is shown.</summary>
    /// <param name="images">[..., size], or [..., …shape], values in [0, 1].</param>
    /// <param name="field">The field of the image: [height, width] or [channels, height, width].</param>
    public static IReadOnlyList<PixelImage> Of(Tensor images, DataField field)
    {
        using var scope = torch.NewDisposeScope();
        var (height, width) = (field.Shape[^2], field.Shape[^1]);
        var shown = height * width * (field.Size == Coloured * height * width ? Coloured : 1);
        var values = images.detach().cpu().to_type(torch.ScalarType.Float32).contiguous().data<float>().ToArray();
        return [.. Enumerable.Range(0, values.Length / field.Size).Select(i => PixelImage.FromValues(width, height, values.AsSpan(i * field.Size, shown)))];
    }
}
