using Hiwae.Cli.Pictures;
using Hiwae.Cli.Runs;
using Hiwae.Data;

namespace Hiwae.Cli.Demo;

/// <summary>The picture of the demonstration.</summary>
internal static class DemoPicture
{
    /// <summary>Test images above each model's reconstructions of them; below, each model's own samples. Each row says what it is.</summary>
    public static ImageGrid Of(IReadOnlyList<DemoModel> models, DataSet data)
    {
        using var scope = torch.NewDisposeScope();
        var originals = DataPictures.Of(data.Test.Take(DemoTraining.Columns).Intensities(), data.Image!);
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
}
