using Hiwae.Cli.Pictures;
using Hiwae.Data;

namespace Hiwae.Cli.Demo;

/// <summary>The picture of the demonstration.</summary>
internal static class DemoPicture
{
    /// <summary>Test images above each model's reconstructions of them; below, each model's own samples. Each row says what it is.</summary>
    public static GreyImage Of(IReadOnlyList<DemoModel> models, ImageData data)
    {
        using var scope = torch.NewDisposeScope();
        var originals = Images(data.Test.Take(DemoTraining.Columns).Intensities(), data);
        return ImageGrid.Compose(
        [
            [originals, .. models.Select(m => m.Reconstructions)],
            .. models.Select(m => m.Samples.Chunk(DemoTraining.Columns).ToArray()),
        ],
        labels:
        [
            "test images",
            .. models.Select(m => $"reconstructed\nby {m.Name}"),
            .. models.SelectMany(m => m.Samples.Chunk(DemoTraining.Columns).Select((_, row) => row == 0 ? $"samples of\n{m.Name}" : "")),
        ]);
    }

    /// <summary>One picture for each image.</summary>
    /// <param name="images">[..., height · width], values in [0, 1].</param>
    /// <param name="data">The set that has the height and the width.</param>
    public static IReadOnlyList<GreyImage> Images(Tensor images, ImageData data) => PixelTensors.ToImages(images, data.Height, data.Width);
}
