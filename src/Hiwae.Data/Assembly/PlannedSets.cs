namespace Hiwae.Data.Assembly;

/// <summary>Makes tensors of what was read, and the splits that are not there.</summary>
internal static class PlannedSets
{
    private const double Tenth = 0.1;

    // One in so many data for training is kept for validation where nobody says how many.
    private const int ValidationShare = 6;

    /// <summary>The data set.</summary>
    /// <exception cref="DataFormatException">There are too few data, or fields whose names are alike.</exception>
    /// <exception cref="ArgumentException">An option is out of its range.</exception>
    public static DataSet ToDataSet(this PlannedSet plan, DataOptions options)
    {
        options.Check();
        CheckNames(plan);
        var data = Divided(plan, options) with { Source = Path.GetFullPath(plan.Source), Options = options };
        return options.Standardise ? data.Standardised(data.Train.Fields.Select(values => values.Field).Where(field => field.Kind is FieldKind.Numbers).Select(field => field.Name)) : data;
    }

    private static DataSet Divided(PlannedSet plan, DataOptions options)
    {
        var name = ArrayName.Stem(plan.Source);
        if (plan.Splits.IsEmpty)
            return Whole(plan, name, options);
        var count = plan.Splits[SplitName.Train][0].Count;
        var train = Split(plan, SplitName.Train, 0);
        if (!plan.Splits.ContainsKey(SplitName.Test))
        {
            var (rest, tested) = Drawn(train, Share(plan, count, options.Test ?? Tenth, "the test"), options.SplitSeed);
            var held = Split(plan, SplitName.Validation, rest.Count);
            return new(name, rest, held with { Rows = [.. Enumerable.Range(count, held.Count).Select(row => (long)row)] }, tested with { First = rest.Count + held.Count });
        }

        if (plan.Splits.TryGetValue(SplitName.Validation, out var validation))
            return new(name, train, Split(plan, SplitName.Validation, count), Split(plan, SplitName.Test, count + validation[0].Count));
        var kept = Share(plan, count, options.Validation, "validation");
        var (left, taken) = IsDrawn(plan, options) ? Drawn(train, kept, options.SplitSeed) : train.Cut(count - kept);
        return new(name, left, taken with { First = left.Count }, Split(plan, SplitName.Test, count));
    }

    private static DataSet Whole(PlannedSet plan, string name, DataOptions options)
    {
        try
        {
            return new Division(options.Validation ?? Tenth, options.Test ?? Tenth, options.SplitSeed).Of(name, Mixed(Split(plan.Undivided, 0)));
        }
        catch (ArgumentException e)
        {
            throw new DataFormatException(plan.Source, null, Words.Sentence.Of(e.Message).Split(';')[0].TrimEnd('.'), "use a larger set, or other fractions", e);
        }
    }

    /// <summary>Whether data for validation are drawn: where the order of files may mean something, or the user speaks of a draw.</summary>
    private static bool IsDrawn(PlannedSet plan, DataOptions options) =>
        plan.IsTable || options.Validation is not null || options.SplitSeed != 0 || plan.Splits[SplitName.Train].Any(IsSorted);

    /// <summary>Whether data lie class by class, so that the last ones are of a few classes alone.</summary>
    private static bool IsSorted(PlannedValues values)
    {
        if (values is not { Field.Kind: FieldKind.Label or FieldKind.Category, Values: long[] classes })
            return false;
        var changes = Enumerable.Range(1, Math.Max(0, classes.Length - 1)).Count(row => classes[row] != classes[row - 1]);
        return changes > 0 && changes < classes.Length - 1 && classes.Distinct().Count() == changes + 1;
    }

    private static int Share(PlannedSet plan, int count, double? fraction, string use) => count < 2
        ? throw new DataFormatException(plan.Source, null, $"there is 1 datum for training; at least 2 are needed, one of them for {use}", "use a larger set")
        : fraction is { } told ? Math.Clamp((int)Math.Round(told * count), 1, count - 1) : Math.Max(1, count / ValidationShare);

    private static (DataSplit Left, DataSplit Drawn) Drawn(DataSplit all, int count, long seed)
    {
        using var scope = NewDisposeScope();
        var order = Noise.FromSeed(seed).Permutation(all.Count);
        var mixed = Mixed(all);
        var parts = (mixed.Select(order.narrow(0, 0, all.Count - count)), mixed.Select(order.narrow(0, all.Count - count, count)));
        scope.MoveToOuter(parts.Item1.Tensors);
        scope.MoveToOuter(parts.Item2.Tensors);
        all.Dispose();
        return parts;
    }

    // A datum's number in a split says nothing of its place in a file then.
    private static DataSplit Mixed(DataSplit split) => split with { Fields = [.. split.Fields.Select(values => values with { File = null })] };

    private static DataSplit Split(PlannedSet plan, SplitName split, long first) =>
        Split(plan.Splits[split], first) with { LackingLabelFile = plan.LackingLabels.GetValueOrDefault(split) };

    private static DataSplit Split(ImmutableArray<PlannedValues> fields, long first) => new([.. fields.Select(values => values.ToFieldValues() with { FileStart = first })]) { First = first };

    private static void CheckNames(PlannedSet plan)
    {
        var parts = plan.Splits.Values.Append(plan.Undivided);
        foreach (var fields in parts)
        {
            if (fields.GroupBy(values => values.Field.Name, StringComparer.Ordinal).FirstOrDefault(same => same.Count() > 1) is { } twice)
                throw new DataFormatException(plan.Source, null, $"{twice.Count()} arrays of it are called {Files.Quotation.Of(twice.Key)}", "give each a name of its own");
        }

        if (parts.SelectMany(fields => fields).Select(values => values.Field.Name).Distinct().GroupBy(name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } alike)
            throw new DataFormatException(
                plan.Source,
                null,
                $"the names {string.Join(" and ", alike.Take(2).Select(same => Files.Quotation.Of(same)))} differ in capital letters alone",
                "write them alike where they are one field in several files, and else give each a name of its own");
    }
}
