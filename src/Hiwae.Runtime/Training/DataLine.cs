using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>Says in a line which of a model's variables is filled from what.</summary>
internal static class DataLine
{
    /// <summary>A clause for each variable.</summary>
    public static string Of(DataBinding binding, IEnumerable<(VariableDescription Variable, DataPart Part)> parts) => string.Join(
        "; ",
        parts.Select(pair => $"{pair.Variable.Name} ({pair.Variable.Role.ToString().ToLowerInvariant()}) " + pair.Part.Match(
            image: image => $"from {binding.Data.Size} pixels{Pixels(binding.Data, image)}",
            label: label => $"from the labels, one-hot of {label.Classes}{(label.First == 0 ? "" : $", {label.First} to {label.Classes} read as 0 to {label.Classes - 1}")}",
            mask: mask => $"as the mask of {binding.Model.Variables.First(v => v.Mask == pair.Variable.Name).Name}, {Missing(binding, mask)}")));

    private static string Pixels(ImageData data, DataPart.Image image) => (data, image.Binarisation) switch
    {
        ({ White: 1 }, _) => ", bytes 0 and 1 read as off and on",
        (_, Binarisation.Stochastic) => ", drawn as zeros and ones",
        ({ Binarisation: Binarisation.Stochastic }, _) => ", as intensities",
        _ => "",
    };

    private static string Missing(DataBinding binding, DataPart.Mask mask)
    {
        var drawn = binding.Missing == 0
            ? "nothing missing"
            : FormattableString.Invariant($"a fraction of {binding.Missing} missing by seed {binding.MaskSeed}");
        var data = binding.Data;
        var (train, test) = mask.IsOfImage ? (Origin(data.Train, data.MaskFile), Origin(data.Test, data.TestMaskFile)) : (null, null);
        return (train, test) switch
        {
            (null, null) => drawn,
            ({ } file, { } other) => $"from {file} and, for the test, {other}",
            ({ } file, null) => $"from {file}; for the test {drawn}",
            (null, { } file) => $"{drawn}; for the test from {file}",
        };
    }

    private static string? Origin(ImageSet images, string? file) => images.Mask is null ? null : file ?? "the data set";
}
