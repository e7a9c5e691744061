using System.CommandLine;

namespace Hiwae.Cli.Options;

/// <summary>Options that say which values are missing from the data.</summary>
internal static class MaskOptions
{
    /// <summary>The fraction that is missing.</summary>
    /// <param name="fallback">The default, with a blank or a colon before it.</param>
    public static Option<double?> Missing(string fallback) => NumberOption.Fraction(
        "--missing", $"The fraction of the values under a mask that is missing, the same ones of an image at every epoch (default{fallback}).");

    /// <summary>The seed of which values these are.</summary>
    public static Option<long?> Seed() => NumberOption.Seed(
        "--mask-seed", $"The seed of which values --missing takes away (default 0, whatever --seed is).");

    /// <summary>A file of masks for the images of training and validation.</summary>
    public static Option<string?> File() => FileOf("--mask", "training images", "; for validation too, or one for each image of the source where this is divided", "none");

    /// <summary>A file of masks for the test images.</summary>
    /// <param name="fallback">The default.</param>
    public static Option<string?> TestFile(string fallback) => FileOf("--test-mask", "test images", "", fallback);

    private static Option<string?> FileOf(string name, string images, string also, string fallback) => CommonOptions.NotEmpty(new(name)
    {
        HelpName = "FILE",
        Description = $"An IDX file of bytes in the shape of the {images}, 0 where a pixel is missing and 1 where it is there{also} (default: {fallback}).",
    });
}
