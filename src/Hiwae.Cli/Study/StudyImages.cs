using Hiwae.Cli.Terminal;
using Hiwae.Data;

namespace Hiwae.Cli.Study;

/// <summary>The images of a study: those of MNIST, or others of their size.</summary>
internal static class StudyImages
{
    private const int Side = 28;

    /// <summary>Refuses data without images, and images of another size.</summary>
    /// <exception cref="UsageException">The data are such.</exception>
    public static void Check(DataSet data)
    {
        if (data.Image is not { } image)
            throw new UsageException($"{data.Source} has no images, and this study is of images of {Side} × {Side}; name others with --data.");
        if (image.Size != Side * Side)
            throw new UsageException($"The images of {data.Source} have {string.Join(" × ", image.Shape)} pixels, and this study is of images of {Side} × {Side}; name others with --data.");
    }
}
