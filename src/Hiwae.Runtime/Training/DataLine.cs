using System.Globalization;
using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>Says in a line which of a model's variables is filled from what.</summary>
internal static class DataLine
{
    // So many columns, and so many levels of one, are named.
    private const int MostNamed = 4;

    /// <summary>A clause for each variable.</summary>
    public static string Of(DataBinding binding) => string.Join(
        "; ",
        binding.Model.Data.Zip(binding.Parts).Select(pair => $"{pair.First.Name} ({pair.First.Role.ToString().ToLowerInvariant()}) " + pair.Second.Match(
            values: values => values.Fields is [var single] ? Alone(single) : Together(values.Fields),
            mask: mask => $"as the mask of {mask.Variable}, {Missing(binding, mask)}")));

    private static string Alone(FieldPart part) => (part.Field.Name, part.Presentation) switch
    {
        (DataField.ImageName, Presentation.Pixels) => $"from {part.Size} pixels{How(part)}",
        (DataField.LabelName, Presentation.OneHot) => $"from the labels{How(part)}",
        (var name, Presentation.Pixels) => $"from {name}, {part.Size} pixels{How(part)}",
        (var name, Presentation.Numbers) when part.Size > 1 => $"from {name}, {part.Size} numbers{How(part)}",
        var (name, _) => $"from {name}{How(part)}",
    };

    private static string Together(ImmutableArray<FieldPart> parts)
    {
        var named = parts.Length <= MostNamed + 1 ? parts : parts[..MostNamed];
        return $"from {parts.Length} columns, {string.Join(", ", named.Select(part => $"{part.Field.Name}{(part.Presentation is Presentation.Numbers or Presentation.Pixels && part.Size == 1 ? "" : $" of {part.Size}")}"))}"
            + (named.Length < parts.Length ? ", …" : "")
            + (parts.Any(part => ScalingOf(part) is not null) ? ", standardised" : "");
    }

    private static string How(FieldPart part) => part.Presentation.Match(
        pixels: pixels => Pixels((FieldKind.Pixels)part.Field.Kind, pixels),
        numbers: _ => ScalingOf(part) switch
        {
            null => "",
            { Means: [var mean], Deviations: [var deviation] } => string.Create(CultureInfo.InvariantCulture, $", standardised (mean {mean:G4}, s.d. {deviation:G4})"),
            _ => ", standardised",
        },
        oneHot: classes => $", one-hot of {classes.Classes}{Levels(part.Field.Kind)}{(classes.First == 0 ? "" : $", {classes.First} to {classes.Classes} read as 0 to {classes.Classes - 1}")}",
        bit: classes => part.Field.Kind is FieldKind.Category { Levels: [var zero, var one] } ? $", {zero} as 0 and {one} as 1" : $", {classes.First} as 0 and {classes.First + 1} as 1");

    private static string Levels(FieldKind kind) => kind is FieldKind.Category category
        ? $" ({string.Join(", ", category.Levels.Take(MostNamed))}{(category.Levels.Length > MostNamed ? ", …" : "")})"
        : "";

    private static string Pixels(FieldKind.Pixels data, Presentation.Pixels image) => (data, image.Binarisation) switch
    {
        ({ White: 1 }, _) => ", bytes 0 and 1 read as off and on",
        (_, Binarisation.Stochastic) => ", drawn as zeros and ones",
        ({ Binarisation: Binarisation.Stochastic }, _) => ", as intensities",
        _ => "",
    };

    private static Scaling? ScalingOf(FieldPart part) => (part.Field.Kind as FieldKind.Numbers)?.Scaling;

    private static string Missing(DataBinding binding, DataPart.Mask mask)
    {
        var drawn = binding.Missing == 0
            ? "nothing missing"
            : FormattableString.Invariant($"a fraction of {binding.Missing} missing by seed {binding.MaskSeed}");
        var data = binding.Data;
        var isImage = mask.Fields.Any(part => part.Field == data.Image);
        var (train, test) = (Origin(mask, data.Train, isImage ? data.MaskFile : null), Origin(mask, data.Test, isImage ? data.TestMaskFile : null));
        return (train, test) switch
        {
            (null, null) => drawn,
            ({ } file, { } other) when file == other => $"from {file}",
            ({ } file, { } other) => $"from {file} and, for the test, {other}",
            ({ } file, null) => $"from {file}; for the test {drawn}",
            (null, { } file) => $"{drawn}; for the test from {file}",
        };
    }

    private static string? Origin(DataPart.Mask mask, DataSplit split, string? file) => mask.IsIn(split) ? file ?? "the data set" : null;
}
