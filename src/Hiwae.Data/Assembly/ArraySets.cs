using Hiwae.Data.Formats;

namespace Hiwae.Data.Assembly;

/// <summary>Makes a data set of arrays: by their names, with their shapes deciding.</summary>
internal static class ArraySets
{
    /// <summary>The set.</summary>
    /// <param name="source">The path that was named.</param>
    /// <param name="files">The files in it, and their arrays.</param>
    /// <param name="others">What is there beside them, but is not read.</param>
    /// <param name="options">How files are read.</param>
    /// <exception cref="DataFormatException">They are none.</exception>
    public static PlannedSet Plan(
        string source, IReadOnlyList<(string Path, ImmutableArray<FileArray> Arrays, bool HasNames)> files, IReadOnlyList<string> others, DataOptions options)
    {
        var usable = NamedArray.Of(files).Where(named => named.Array.Values.Length > 1).ToImmutableArray();
        var arrays = LastColumn.Split(Whole(Orientation.RowsFirst(usable), source), options.Width);
        var fields = Fields(source, arrays);
        DataFormatException None(string why) => new(
            source,
            null,
            $"{why}; found are {string.Join(", ", files.SelectMany(file => file.Arrays).Select(array => array.ToString()).Concat(others).DefaultIfEmpty("no arrays"))}",
            "name arrays by what they are, as in x_train, y_train, x_test and y_test, with a row for each datum, or a file that has them");
        if (fields.IsEmpty)
            throw None("there is no data set in it");
        FieldPlan[] matrices = [.. fields.Where(field => field.IsMatrix && !field.IsLabel)];
        if (files.Count > 1 && matrices.FirstOrDefault(field => field.Arrays.Any(pair => matrices[0].Arrays.Any(first => first.Split == pair.Split && first.Array.Shape[0] != pair.Array.Shape[0]))) is { } another)
            throw new DataFormatException(
                source,
                null,
                $"there are several sets in it, such as {matrices[0].Arrays[0].Array.Path} with {matrices[0].Arrays[0].Array.Shape[0]} rows and {another.Arrays[0].Array.Path} with {another.Arrays[0].Array.Shape[0]}",
                $"name the beginning of the names of one set's files, such as {Path.Combine(Path.GetDirectoryName(matrices[0].Arrays[0].Array.Path) ?? "", "emnist-letters")}");
        var main = matrices.FirstOrDefault() ?? fields.FirstOrDefault(field => !field.IsLabel) ?? throw None("there are labels in it, but nothing that they are of");
        var splits = main.Arrays.Select(pair => pair.Split).ToArray();
        if (!(splits is [null] || (splits.Contains(SplitName.Train) && splits.Length > 1)))
            throw None($"the data {main.Name} are for {string.Join(" and ", splits.Select(split => split switch { SplitName.Train => "training", SplitName.Validation => "validation", _ => "the test" }))} alone");
        return SplitPlan.Of(source, main, fields, options);
    }

    /// <summary>Fields with one array a split; arrays of one split and field are put one after the other.</summary>
    private static ImmutableArray<FieldPlan> Fields(string source, ImmutableArray<NamedArray> arrays)
    {
        // Where others are for the test, what has no name is for training.
        var hasTrain = arrays.Any(named => named.Split == SplitName.Train);
        var hasOthers = arrays.Any(named => named.Split is SplitName.Validation or SplitName.Test);
        if (!hasOthers)
            arrays = [.. arrays.Select(named => named with { Split = null })];
        SplitName? Of(NamedArray named) => named.Split ?? (hasOthers && !hasTrain ? SplitName.Train : null);
        return
        [
            .. from named in arrays.Where(named => !hasOthers || Of(named) is not null)
               group named by named.Field into field
               select new FieldPlan(
                   field.Key,
                   field.Any(named => named.IsLabel),
                   [.. from named in field group named by Of(named) into split orderby split.Key select (split.Key, Joined(source, [.. split.Select(named => named.Array)]))]),
        ];
    }

    private static FileArray Joined(string source, FileArray[] arrays)
    {
        if (arrays is [var single])
            return single;
        if (arrays.FirstOrDefault(array => !array.Shape.AsSpan()[1..].SequenceEqual(arrays[0].Shape.AsSpan()[1..]) || array.Kind != arrays[0].Kind) is { } other)
            throw new DataFormatException(
                source, null, $"{other} of {other.Path} does not go on where {arrays[0]} of {arrays[0].Path} ends", "name the files of one set alone, or the beginning of their names");
        if (arrays.Sum(array => array.Values.LongLength) > Array.MaxLength)
            throw new DataFormatException(source, null, "there are more values than can be read at once", "name fewer files");
        var values = Array.CreateInstance(arrays[0].Values.GetType().GetElementType()!, arrays.Sum(array => array.Values.Length));
        var at = 0;
        foreach (var array in arrays)
        {
            Array.Copy(array.Values, 0, values, at, array.Values.Length);
            at += array.Values.Length;
        }

        return arrays[0] with { Shape = arrays[0].Shape.SetItem(0, arrays.Sum(array => array.Shape[0])), Values = values };
    }

    private static ImmutableArray<NamedArray> Whole(ImmutableArray<NamedArray> arrays, string source) =>
        arrays.FirstOrDefault(named => named.Array.Kind == ArrayKind.Text && named.Array.Shape.Length > 1) is { } texts
            ? throw new DataFormatException(source, null, $"{texts.Array} has several texts a row", "save one text a row")
            : arrays;
}
