namespace Hiwae.Data.Assembly;

/// <summary>Brings the fields of a set together: those that have a row for each datum of the main one.</summary>
internal static class SplitPlan
{
    /// <summary>The set.</summary>
    /// <param name="source">The path that was named.</param>
    /// <param name="main">The field that says how many data there are.</param>
    /// <param name="fields">All fields.</param>
    /// <param name="options">How files are read.</param>
    /// <exception cref="DataFormatException">Labels are of another number, or data of one split are of another shape than those of another.</exception>
    public static PlannedSet Of(string source, FieldPlan main, ImmutableArray<FieldPlan> fields, DataOptions options)
    {
        CheckShapes(main);
        var counts = main.Arrays.ToDictionary(pair => pair.Split is { } split ? (int)split : -1, pair => pair.Array.Shape[0]);
        var kept = new List<(SplitName? Split, PlannedValues Values)>();
        foreach (var field in fields)
        {
            var ofMain = field.Arrays.Where(pair => counts.ContainsKey(Key(pair.Split))).ToArray();
            if (ofMain.FirstOrDefault(pair => pair.Array.Shape[0] != counts[Key(pair.Split)]) is { Array: { } odd } other)
            {
                var data = main.Arrays.First(pair => pair.Split == other.Split).Array;
                if (field.IsLabel)
                    throw new DataFormatException(
                        odd.Path, null, $"{odd.Shape[0]} labels do not fit the {data.Shape[0]} {(data.Shape.Length > 2 ? "images" : "rows")} of {data.Path}", "use two files of the same set");
                continue;
            }

            if (ofMain.Length > 0)
                kept.AddRange((field with { Arrays = [.. ofMain] }).Values(options));
        }

        return new PlannedSet(source, kept.Where(pair => pair.Split is not null).GroupBy(pair => pair.Split!.Value).ToImmutableDictionary(group => group.Key, group => group.Select(pair => pair.Values).ToImmutableArray()))
        {
            Undivided = [.. kept.Where(pair => pair.Split is null).Select(pair => pair.Values)],
            LackingLabels = main.Arrays
                .Where(pair => pair.Split is not null && Lacking(pair.Array.Path) is not null && !kept.Any(other => other.Split == pair.Split && other.Values.Field.Kind is FieldKind.Label))
                .ToImmutableDictionary(pair => pair.Split!.Value, pair => Lacking(pair.Array.Path)!),
        };
    }

    /// <summary>The file of labels that a file of images would have beside it, by the names of MNIST.</summary>
    private static string? Lacking(string path)
    {
        var name = Path.GetFileName(path);
        return name.Contains("images", StringComparison.Ordinal) && name.Contains("idx3", StringComparison.Ordinal)
            ? Path.Combine(Path.GetDirectoryName(path) ?? "", name.Replace("images", "labels", StringComparison.Ordinal).Replace("idx3", "idx1", StringComparison.Ordinal).Replace(".idx1", "-idx1", StringComparison.Ordinal).Replace(".gz", "", StringComparison.Ordinal))
            : null;
    }

    private static int Key(SplitName? split) => split is { } named ? (int)named : -1;

    private static void CheckShapes(FieldPlan main)
    {
        var first = main.Arrays[0].Array;
        if (main.Arrays.FirstOrDefault(pair => !pair.Array.Shape.AsSpan()[1..].SequenceEqual(first.Shape.AsSpan()[1..])) is { Array: { } other })
            throw new DataFormatException(
                other.Path,
                null,
                $"{(first.Shape.Length > 2 ? "images" : "rows")} of {string.Join(" × ", other.Shape[1..])} do not fit the {string.Join(" × ", first.Shape[1..])} of {first.Path}",
                "use two files of the same set");
    }
}
