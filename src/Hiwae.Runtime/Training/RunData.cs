using System.Text.Json.Serialization;
using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>The data of a run.</summary>
/// <param name="Source">The source that loads them again: a built-in set's name, or the full path of a file or folder.</param>
/// <param name="Name">The set's name.</param>
/// <param name="Binarisation">The binarisation of pixels; none where there are no pixels.</param>
/// <param name="Height">The number of pixels of a column; 1 where there are no pixels.</param>
/// <param name="Width">The number of pixels of a row, or of values of the first field where there are no pixels.</param>
/// <param name="TrainingImages">The number of data that parameters were fitted to.</param>
/// <param name="White">The byte of the files that was read as a pixel that is on: 255 for grey levels, 1 where there were zeros and ones alone.</param>
public sealed record RunData(string Source, string Name, Binarisation Binarisation, int Height, int Width, int TrainingImages, int White = FieldValues.White)
{
    /// <summary>What each datum has: names, shapes, the levels of categories, and how numbers were scaled. Empty in records of versions that knew images alone.</summary>
    public ImmutableArray<DataField> Fields { get => field.IsDefault ? [] : field; init; } = [];

    /// <summary>How the files were read. Those of records of versions that knew no options are the ones that leave everything open.</summary>
    // What a record does not have is set to null by its reader.
    public DataOptions Options { get => field ?? new(); init; } = new();

    /// <summary>The file that says which pixels of the images for training and validation are there; null where none was read.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? MaskFile { get; init; }

    /// <summary>The same of the test images.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? TestMaskFile { get; init; }

    /// <summary>A hash of what training sees of the data, by which a run that goes on knows them again; null where none was taken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Fingerprint { get; init; }

    /// <summary>The description of a set as a model is trained on it: classes as they are counted, pixels as they are presented.</summary>
    public static RunData Of(DataBinding binding)
    {
        var classes = binding.Parts.OfType<DataPart.Values>().SelectMany(part => part.Fields).Where(part => part.Field.Kind is FieldKind.Label or FieldKind.Numbers)
            .Select(part => (part.Field.Name, Kind: part.Presentation.Match<FieldKind.Label?>(
                pixels: _ => null, numbers: _ => null, oneHot: form => new(form.First, form.Classes), bit: form => new(form.First, 2))))
            .Where(pair => pair.Kind is not null)
            .DistinctBy(pair => pair.Name)
            .ToDictionary(pair => pair.Name, pair => pair.Kind!);
        var data = Of(binding.Data);
        return data with
        {
            Binarisation = binding.Binarisation,
            Fields = [.. data.Fields.Select(field => classes.TryGetValue(field.Name, out var kind) ? field with { Kind = kind } : field)],
        };
    }

    /// <summary>The description of a set. The source of files is their full path, so that the run can be evaluated from anywhere.</summary>
    public static RunData Of(DataSet data)
    {
        var (field, pixels) = (data.Image ?? data.Fields[0], data.Image?.Kind as FieldKind.Pixels);
        return new(data.Source, data.Name, pixels?.Binarisation ?? Binarisation.None, field.Height, field.Width, data.Train.Count, pixels?.White ?? FieldValues.White)
        {
            Fields = data.Fields,
            Options = data.Options,
            MaskFile = data.MaskFile,
            TestMaskFile = data.TestMaskFile,
            Fingerprint = DataFingerprint.Of(data),
        };
    }
}
