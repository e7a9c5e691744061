using Hiwae.Data;

namespace Hiwae.Training;

/// <summary>The labels of a data set: which there are, and what is wrong with them.</summary>
/// <param name="Data">The data set.</param>
/// <param name="Range">The smallest and the largest; null where a split has none.</param>
internal sealed record DataLabels(ImageData Data, (long Least, long Most)? Range)
{
    /// <summary>The labels of a data set.</summary>
    public static DataLabels Of(ImageData data) => new(data, data.LabelRange);

    /// <summary>The number of classes: those from 0 to the largest label, or from 1 where none is 0; null where there are no labels, or one is negative.</summary>
    public long? Classes => Range switch
    {
        (1, var most) => most,
        ( >= 0, var most) => most + 1,
        _ => null,
    };

    /// <summary>The label of the first class where a variable of so many values takes the labels: 0, or 1 where they are counted from there; else null.</summary>
    public int? FirstClass(int size) => Range switch
    {
        ( >= 0, var most) when size == most + 1 => 0,
        (1, var most) when size == most => 1,
        _ => null,
    };

    /// <summary>The labels in words, as what the images have; where a variable of so many values cannot take them, the first that is too large.</summary>
    /// <param name="size">The number of values of the variable.</param>
    public string Words(int size)
    {
        if (Range is not var (least, most))
            return Lack();
        if (least < 0)
            return $"labels from {least} to {most}, of which {Place(label => label.lt(0))} is negative";
        var last = least == 1 ? size : size - 1L;
        return most <= last || size == 1
            ? $"labels from {least} to {most}"
            : $"labels from {least} to {most}, of which {Place(label => label.gt(last))} is the first above {last}";
    }

    /// <summary>The first label of a kind, with its place.</summary>
    private string Place(Func<Tensor, Tensor> isMeant)
    {
        using var scope = NewDisposeScope();
        foreach (var (name, split) in Data.Splits)
        {
            var places = isMeant(split.Labels!).nonzero();
            if (places.shape[0] == 0)
                continue;
            var place = places[0, 0].ToInt64();
            return split.LabelFile is { } file
                ? FormattableString.Invariant($"label {split.First + place - split.LabelStart} of {file} (counted from 0), {split.Labels![place].ToInt64()},")
                : FormattableString.Invariant($"label {place} of the {name} images (counted from 0), {split.Labels![place].ToInt64()},");
        }

        throw new System.Diagnostics.UnreachableException("There is such a label.");
    }

    private string Lack()
    {
        var lacking = Data.Splits.Where(split => split.Set.Labels is null).ToArray();
        if (lacking.Length == 0 || lacking.Length == Data.Splits.Length && lacking.All(split => split.Set.LabelFile is null))
            return "no labels";
        var files = lacking.Select(split => split.Set.LabelFile).OfType<string>().Distinct().ToArray();
        var where = files.Length == 0 ? "" : $" (there is no {string.Join(" and no ", files)})";
        return lacking.Length == Data.Splits.Length
            ? $"no labels{where}"
            : $"labels, but none for the {string.Join(" and ", lacking.Select(split => split.Name))} images{where}";
    }
}
